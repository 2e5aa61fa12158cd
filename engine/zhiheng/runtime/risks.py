"""What a case offers to the risks of an open task: papers, values, steps done, confirmations."""

from collections.abc import Collection, Sequence

from zhiheng import facts as f
from zhiheng.facts import Scalar
from zhiheng.rules.risk import Found
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask


def found_by(
    state: CaseState,
    task: OpenTask,
    facts: Sequence[f.AnyFact] = (),
    confirmed: Collection[str] = (),
) -> Found:
    """As of now, or once these facts are folded in and these measures confirmed."""
    values: dict[str, Scalar] = {**state.parameters, **state.variables}
    # What was filed with a content that is void no longer speaks for the new one.
    papers = set(state.filed.get(task.id, ())) if task.content is not None else set[str]()
    for fact in facts:
        if isinstance(fact, f.ParametersTaken):
            values |= fact.values
        elif isinstance(fact, f.VariablesSet):
            for name in state.written.get(fact.task, ()):
                values.pop(name, None)
            values |= fact.values
        elif isinstance(fact, f.DocumentFiled):
            papers.add(fact.name)
    done = state.done.keys() - {x.path for x in state.open.values()}
    return Found(papers, values, done, {*task.confirmed, *confirmed})
