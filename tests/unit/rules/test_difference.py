"""Nothing in a chart changes without a line that says so, in Chinese and in English."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart
from zhiheng.rules.difference import difference
from zhiheng.share import share

PERMIT = (share("processes") / "planning/construction-permit.bpmn").read_text("utf-8")
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
        for field in fields(value):
            if (type(value).__name__, field.name) not in SAME_THING:
                for changed in mutants(getattr(value, field.name)):
                    yield replace(value, **{field.name: changed})
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield {k: v for k, v in value.items() if k != key}
            for changed in mutants(item):
                yield {**value, key: changed}
    elif isinstance(value, tuple | list):
        for no, item in enumerate(value):
            yield type(value)([*value[:no], *value[no + 1 :]])
            for changed in mutants(item):
                yield type(value)([*value[:no], changed, *value[no + 1 :]])
        if len(set(map(repr, value))) > 1:
            yield type(value)([*value[1:], value[0]])
    elif isinstance(value, frozenset):
        yield value | {"~"}
        for item in value:
            yield value - {item}
    else:
        yield other(value)


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


TOLD = [
    (('name="归档"', 'name="归档存查"'), "环节“归档存查”的名称由“归档”改为“归档存查”"),
    (('n="3" unit="working-day"', 'n="30" unit="working-day"'), "环节“现场踏勘”的时限“岗位”的数量由“3”改为“30”"),
    (('inherent="high"', 'inherent="medium"'), "环节“方案技术审查”的风险点“P15-expert_review”的固有等级由“高”改为“中”"),
    ((' guard="joint_visit" />', " />"), "环节“现场踏勘”的风险点“U1-site_visit”的防控措施“1”的控制由“joint_visit”改为“（无）”"),
    (('from="JC" qualification="enforcement-card"', 'from="JC"'), "环节“现场踏勘”的签署门的资格由“enforcement-card”改为“（无）”"),
    (('a="intake" b="deputy sign"', 'a="intake" b="deputy"'), "删去职责分离“intake-decide”的另一方环节“sign”"),
    (("check_result == 'agree'", "check_result != 'back'"), "走向“check_agrees”的条件由“check_result == 'agree'”改为“check_result != 'back'”"),
    (('<zh:choice value="defer" title="缓议" />', '<zh:choice value="defer" title="再议" />'), "变量“meeting_result”的选项“defer”由“缓议”改为“再议”"),
    (('<zh:post post="ZH-c" opinion="none" />\n        <zh:limit kind="post" n="20"', '<zh:post post="ZH-c" />\n        <zh:limit kind="post" n="20"'), "环节“归档”的意见由“不须”改为“必须”"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "line"), TOLD, ids=lambda x: x if isinstance(x, str) else "")
def test_it_reads_as_a_person_would_say_it(change: tuple[str, str], line: str) -> None:
    assert [told.zh for told in difference(read(), read(change))] == [line]
