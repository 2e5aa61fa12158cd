"""Nothing in a chart changes without a line that says so, in Chinese and in English."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.permit_chart import PERMIT

from zhiheng.bpmn.reader import read_chart
from zhiheng.difference import chart_difference as difference
from zhiheng.model.chart import Chart

SAME_THING = {("Chart", "digest"), ("Node", "path"), ("Task", "path"), ("Task", "name")}
"""A digest of the whole, and names that stand twice in the model and once in the file."""


def read(*changes: tuple[str, str]) -> Chart:
    xml = PERMIT
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new, 1)
    reading = read_chart(xml.encode())
    assert reading.chart is not None, reading.findings
    return reading.chart


def other(leaf: Any) -> Any:
    """A value that is not this one."""
    match leaf:
        case bool():
            return not leaf
        case Enum():
            return next(x for x in type(leaf) if x is not leaf)
        case int():
            return leaf + 1
        case str():
            return f"{leaf}~"
    return "~"


def mutants(value: Any) -> Iterator[Any]:
    """The value with one thing in it changed, taken out or put in; every such one."""
    if is_dataclass(value) and not isinstance(value, type):
        yield from of_a_thing(value)
    elif isinstance(value, Mapping):
        yield from of_a_mapping(value)
    elif isinstance(value, tuple | list):
        yield from of_a_row(value)
    elif isinstance(value, frozenset):
        yield from (value | {"~"}, *(value - {item} for item in value))
    else:
        yield other(value)


def of_a_thing(value: Any) -> Iterator[Any]:
    for field in fields(value):
        if (type(value).__name__, field.name) not in SAME_THING:
            for changed in mutants(getattr(value, field.name)):
                yield replace(value, **{field.name: changed})


def of_a_mapping(value: Mapping[Any, Any]) -> Iterator[Any]:
    for key, item in value.items():
        yield {k: v for k, v in value.items() if k != key}
        yield from ({**value, key: changed} for changed in mutants(item))


def of_a_row(value: Any) -> Iterator[Any]:
    kind = type(value)
    for no, item in enumerate(value):
        yield kind([*value[:no], *value[no + 1 :]])
        yield from (kind([*value[:no], x, *value[no + 1 :]]) for x in mutants(item))
    if len(set(map(repr, value))) > 1:
        yield kind([*value[1:], value[0]])


@cache
def all_mutants() -> tuple[Chart, ...]:
    return tuple(mutants(read()))


@given(st.data())
def test_each_single_change_is_told(data: st.DataObject) -> None:
    mutant = data.draw(st.sampled_from(all_mutants()))
    lines = difference(read(), mutant)
    assert lines
    assert difference(mutant, read())
    for line in lines:
        assert line.zh.strip()
        assert line.en.strip()


def test_there_are_thousands_of_such_changes() -> None:
    assert len(all_mutants()) > 2_000


def test_every_one_of_them_is_told() -> None:
    base = read()
    untold = [m for m in all_mutants() if not difference(base, m)]
    assert untold == []


def test_a_chart_does_not_differ_from_itself() -> None:
    assert difference(read(), read()) == []
    for mutant in all_mutants()[::50]:
        assert difference(mutant, mutant) == []


def test_a_comment_in_the_file_is_no_difference() -> None:
    assert difference(read(), read(("<bpmn:laneSet", "<!-- x --><bpmn:laneSet"))) == []


def test_a_chart_that_was_not_there_is_new() -> None:
    (line,) = difference(None, read())
    assert line.zh == "新图“建设工程规划许可证核发（初审）”"


RISK = "环节“方案技术审查”的风险点“P15-expert_review”"
VISIT = "环节“现场踏勘”"
CLERK = '<zh:post post="ZH-c" opinion="none" />\n        <zh:limit kind="post" n="20"'
TOLD = [
    ('name="归档"', 'name="归档存查"', "环节“归档存查”的名称由“归档”改为“归档存查”"),
    ('n="3" unit', 'n="30" unit', f"{VISIT}的时限“岗位”的数量由“3”改为“30”"),
    ('inherent="high"', 'inherent="medium"', f"{RISK}的固有等级由“高”改为“中”"),
    (
        ' guard="joint_visit" />',
        " />",
        f"{VISIT}的风险点“U1-site_visit”的防控措施“1”的控制由“joint_visit”改为“（无）”",
    ),
    (
        'from="JC" qualification="enforcement-card"',
        'from="JC"',
        f"{VISIT}的签署门的资格由“enforcement-card”改为“（无）”",
    ),
    (
        'b="deputy sign" reason',
        'b="deputy" reason',
        "删去职责分离“intake-decide”的另一方环节“sign”",
    ),
    (
        "deputy_result == 'meeting'",
        "deputy_result != 'agree'",
        "走向“to_meeting”的条件由“deputy_result == 'meeting'”改为“deputy_result != 'agree'”",
    ),
    ('title="缓议"', 'title="再议"', "变量“meeting_result”的选项“defer”由“缓议”改为“再议”"),
    (CLERK, CLERK.replace(' opinion="none"', ""), "环节“归档”的意见由“不须”改为“必须”"),
]


@pytest.mark.parametrize(("old", "new", "line"), TOLD, ids=[line for _, _, line in TOLD])
def test_it_reads_as_a_person_would_say_it(old: str, new: str, line: str) -> None:
    assert [told.zh for told in difference(read(), read((old, new)))] == [line]
