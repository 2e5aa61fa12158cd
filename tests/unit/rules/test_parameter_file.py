"""The parameter file: what it holds, and where it is wrong."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import spending

from zhiheng.model.chart import VariableType
from zhiheng.model.ids import PersonId
from zhiheng.model.meeting import Majority, Share, Tie
from zhiheng.model.parameters import MeetingRules, Rung
from zhiheng.model.roster_record import RosterError
from zhiheng.rules.parameter_file import parameters_to_json, read_parameters

VALUE = {"name": "x", "title": "X", "type": "decimal", "value": "1.50"}
MEETING = {"name": "m", "title": "M", "quorum": "two-thirds", "majority": "all", "notice": 3}
LADDER = {"name": "l", "title": "L", "rungs": [{"grade": "head", "below": "10"}]}


def one(**changes: Any) -> dict[str, Any]:
    return {"parameters": [VALUE | changes]}


def ladder(**changes: Any) -> dict[str, Any]:
    return {"parameters": [VALUE], "ladders": [LADDER | changes]}


def test_a_file_is_read_and_written_without_loss() -> None:
    found = read_parameters(spending.PARAMETERS)
    assert found.values["tender_bound"].type is VariableType.DECIMAL
    rungs = found.ladders["purchase"].rungs
    assert rungs == (Rung("deputy-head", Decimal(300_000)), Rung("head", Decimal(500_000)))
    assert found.ladders["purchase"].limits == {PersonId("dj"): Decimal(200_000)}
    assert read_parameters(parameters_to_json(found)) == found
    meeting = read_parameters({"meetings": [MEETING]})
    assert meeting.meetings["m"] == MeetingRules(
        "m", "M", Share.TWO_THIRDS, Majority.ALL, Tie.NOT_PASSED, 3
    )
    assert read_parameters(parameters_to_json(meeting)) == meeting


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ([], ""),
        ({"extra": 1}, ""),
        ({"parameters": {}}, ""),
        (one(name="2x"), "/parameters/0"),
        (one(name="and"), "/parameters/0"),
        (one(type="choice"), "/parameters/0"),
        (one(value=1.5), "/parameters/0"),
        (one(value="1,5"), "/parameters/0"),
        (one(type="integer", value=True), "/parameters/0"),
        (one(type="date", value="2026-02-30"), "/parameters/0"),
        (one(title=None), "/parameters/0"),
        (one(unit="元"), "/parameters/0"),
        ({"parameters": [VALUE, VALUE]}, "/parameters/1"),
        ({"ladders": [LADDER, LADDER]}, "/ladders/1"),
        ({"meetings": [MEETING, MEETING]}, "/meetings/1"),
        ({"meetings": [MEETING | {"quorum": "most"}]}, "/meetings/0"),
        ({"meetings": [MEETING | {"majority": "some"}]}, "/meetings/0"),
        ({"meetings": [MEETING | {"tie": "coin"}]}, "/meetings/0"),
        ({"meetings": [MEETING | {"notice": -1}]}, "/meetings/0"),
        ({"meetings": [MEETING | {"notice": True}]}, "/meetings/0"),
        ({"meetings": [MEETING | {"chair": "JZ"}]}, "/meetings/0"),
        (ladder(rungs=[]), "/ladders/0"),
        (ladder(rungs=[{"grade": "king"}]), "/ladders/0/rungs/0"),
        (ladder(rungs=[{"grade": "head", "below": 10.0}]), "/ladders/0/rungs/0"),
        (ladder(rungs=[{"grade": "head", "below": "0"}]), "/ladders/0/rungs/0"),
        (ladder(rungs=[{"grade": "head", "below": "nowhere"}]), "/ladders/0/rungs/0"),
        (ladder(rungs=[{"grade": "head"}, {"grade": "collective"}]), "/ladders/0"),
        (ladder(rungs=[{"grade": "head", "below": "9"}, {"grade": "clerk"}]), "/ladders/0"),
        (ladder(rungs=[{"grade": "clerk", "below": "9"}, {"grade": "head", "below": "9"}]),
         "/ladders/0"),
        (ladder(window=0), "/ladders/0"),
        (ladder(window=True), "/ladders/0"),
        (ladder(window="365"), "/ladders/0"),
        (ladder(limits=[{"person": "dj"}]), "/ladders/0/limits/0"),
        (ladder(limits=[{"person": "dj", "up_to": "1"}, {"person": "dj", "up_to": "2"}]),
         "/ladders/0/limits/1"),
        ({"parameters": [VALUE] * 501}, ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(data: Any, pointer: str) -> None:
    with pytest.raises(RosterError) as caught:
        read_parameters(data)
    assert caught.value.pointer == pointer
    assert caught.value.message.zh.startswith(pointer or "/")


def test_a_bound_may_name_a_parameter_that_is_a_number() -> None:
    found = read_parameters(ladder(rungs=[{"grade": "head", "below": "x"}]))
    assert found.ladders["l"].rungs[0].below == Decimal("1.5")
    text = {"parameters": [VALUE | {"type": "text", "value": "a"}],
            "ladders": [LADDER | {"rungs": [{"grade": "head", "below": "x"}]}]}  # fmt: skip
    with pytest.raises(RosterError):
        read_parameters(text)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["parameters", "ladders", "name", "type", "value", "rungs", "limits"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_json)
def test_no_file_is_more_than_refused(data: Any) -> None:
    try:
        found = read_parameters(data)
    except RosterError:
        return
    assert read_parameters(parameters_to_json(found)) == found
