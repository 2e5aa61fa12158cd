"""A sub-process that comes to an end only while it is going on.

A stock sub-process is made ready whenever its body is over, also when it was broken off: an
error thrown at an end event cancels the sub-process, then the end event completes, the body
counts as over, and the cancelled sub-process would be run (`test_body.py`).
"""

from typing import Any

from SpiffWorkflow.bpmn.parser.task_parsers import SubWorkflowParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.defaults import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState


class SubProcess(SubWorkflowTask):  # type: ignore[misc]  # untyped base
    """An embedded sub-process; its tasks carry no data, so none is copied in or out."""

    def _on_subworkflow_completed(self, _subworkflow: Any, my_task: Any) -> None:
        if my_task.state == TaskState.STARTED:
            my_task._set_state(TaskState.READY)  # noqa: SLF001 - as the stock sub-process does

    def copy_data(self, _my_task: Any, _subworkflow: Any) -> None:
        """Nothing to copy."""


PARSERS = {full_tag("subProcess"): (SubWorkflowParser, SubProcess)}
"""What the parser is told instead of the stock sub-process."""
