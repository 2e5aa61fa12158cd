"""What a task says of decision tables, bounds and a surcharge."""

from collections.abc import Callable

from zhiheng.bpmn.elements.marks import Mark
from zhiheng.model.decision_table import Bound, DecisionUse, Given, Result, SurchargeRule
from zhiheng.model.ids import ElementPath


def read_decision(mark: Mark) -> DecisionUse:
    """A table that the task asks."""
    return DecisionUse(
        table=mark.values["table"],
        given=tuple(Given(m.values["name"], m.values["variable"]) for m in mark.all("given")),
        results=tuple(
            Result(m.values["output"], m.values["variable"], m.get("round"))
            for m in mark.all("result")
        ),
        when=mark.get("when"),
    )


def read_bound(mark: Mark, path_of: Callable[[str], ElementPath]) -> Bound:
    """The bounds of a variable. path_of: from the id of an element to its path."""
    meeting = mark.get("meeting")
    return Bound(
        variable=mark.values["variable"],
        minimum=mark.get("minimum"),
        maximum=mark.get("maximum"),
        low=mark.get("low"),
        high=mark.get("high"),
        noticed=mark.get("noticed"),
        ground=mark.get("ground"),
        meeting=path_of(meeting) if meeting else None,
        reasons=mark.get("reasons"),
        when=mark.get("when"),
    )


def read_surcharge(mark: Mark) -> SurchargeRule:
    """The surcharge that the task computes."""
    values = mark.values
    return SurchargeRule(
        values["variable"],
        values["fine"],
        values["announced"],
        values["due"],
        values["paid"],
        mark.get("suspended"),
        mark.get("when"),
        mark.get("served"),
        mark.get("deferred"),
    )
