"""Where SpiffWorkflow would evaluate Python, it asks us about a flow id instead."""

from collections.abc import Callable
from typing import Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment


class FlowConditions(BasePythonScriptEngineEnvironment):  # type: ignore[misc]  # untyped base
    """Answers conditions by flow id.

    Replacing the environment, not the engine, closes the paths that evaluate without asking the
    engine (correlation keys, ad-hoc conditions).
    """

    def __init__(self, holds: Callable[[str], bool]) -> None:
        super().__init__()
        self._holds = holds

    def evaluate(self, expression: str, _context: Any, _external: Any = None) -> bool:
        """Whether the flow of that id is to be taken."""
        return self._holds(expression)

    def execute(self, *_args: Any, **_kwargs: Any) -> bool:
        """Scripts are never run."""
        raise PermissionError("scripts are not allowed in a chart")


def script_engine(holds: Callable[[str], bool]) -> Any:
    """A script engine that can do nothing but ask `holds`."""
    return PythonScriptEngine(environment=FlowConditions(holds))
