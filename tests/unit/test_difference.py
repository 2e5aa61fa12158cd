"""Nothing in a chart changes without a line that says so, in Chinese and in English."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.mutants import mutants
from support.permit_chart import PERMIT

from zhiheng.bpmn.reader import read_chart
from zhiheng.difference import chart_difference as difference
from zhiheng.model.chart import Chart


def read(*changes: tuple[str, str]) -> Chart:
    xml = PERMIT
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new, 1)
    reading = read_chart(xml.encode())
    assert reading.chart is not None, reading.findings
    return reading.chart


@cache
def all_mutants() -> tuple[Chart, ...]:
    return tuple(mutant for _, mutant in mutants(read()))


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
