"""The risk register (风险库), the catalogue of risks, the schemes and the list of powers."""

import copy
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from zhiheng.bpmn.reader import read_chart
from zhiheng.chart_files import assembled
from zhiheng.model.chart import Chart
from zhiheng.model.powers import PowerStatus, listed
from zhiheng.model.powers_file import read_powers
from zhiheng.model.risk_catalogue_file import read_risk_catalogue
from zhiheng.model.risk_register_file import read_risk_register
from zhiheng.model.roster_record import RosterError
from zhiheng.rules.risk_register import absent, disagreements, graded, unmeasured

_ROOT = Path(__file__).resolve().parents[3]
_PROCESSES = _ROOT / "processes"


def _parsed(name: str) -> Any:
    return yaml.load((_PROCESSES / name).read_bytes(), Loader=yaml.CSafeLoader)


_REGISTER = _parsed("planning/risks.yaml")
_CATALOGUE = read_risk_catalogue(
    _parsed("catalogue/risk-items.yaml"), _parsed("catalogue/grading.yaml")
)


@cache
def _charts() -> dict[str, Chart]:
    read = (read_chart(assembled(p)).chart for p in (_PROCESSES / "planning").glob("*.bpmn"))
    return {c.key: c for c in read if c is not None}


def test_all_118_items_of_25_categories_and_eleven_schemes_are_loaded() -> None:
    assert len(_CATALOGUE.categories) == 25
    assert sum(len(c.items) for c in _CATALOGUE.categories) == 118
    assert len(_CATALOGUE.codes) == 93
    assert list(_CATALOGUE.schemes) == [
        "jining", "xinjiang", "design", "justice", "group", "jingyue", "xianyang-land",
        "xianyang-civil", "xianyang-warning", "zhoushan", "school",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("scheme", "labels", "colours", "owners"),
    [
        ("jining", "高风险 一般风险 低风险", "", "主要领导 分管领导 科室领导"),
        ("xinjiang", "高风险 中风险 低风险", "", "- - -"),
        ("design", "重大风险 中度风险 低度风险", "", "支部 领导班子 科室领导"),
        ("justice", "一级 二级 三级", "red orange yellow", "- - -"),
        ("group", "高 中 低", "", "- - -"),
        ("jingyue", "A级 B级 C级", "", "分管领导 处室领导 处室领导"),
        ("xianyang-land", "A级 B级 C级", "", "- - -"),
        ("xianyang-civil", "一类 二类 三类", "", "- - -"),
        ("zhoushan", "", "", ""),
        ("school", "", "", ""),
    ],
)
def test_each_bureau_grades_in_its_own_words(
    scheme: str, labels: str, colours: str, owners: str
) -> None:
    levels = _CATALOGUE.schemes[scheme].levels
    assert [x.label for x in levels] == labels.split()
    assert [x.direct or "-" for x in levels] == owners.split()
    assert [x.colour for x in levels if x.colour_stated] == colours.split()


def test_53_points_over_seven_charts_each_held_by_a_measure_with_a_guard() -> None:
    register = read_risk_register(_REGISTER, _CATALOGUE)
    assert len(register.points) == 53
    assert list(register.charts) == sorted(
        {p.chart for p in register.points}, key=list(register.charts).index
    )
    assert len(register.charts) == 7
    assert all(m.guard for p in register.points for m in p.measures)
    assert list(unmeasured(register)) == []
    assert len(register.posts) == 8
    assert all(r.integrity and r.efficacy and r.measures for r in register.posts)


def test_what_is_not_of_the_table_of_posts_is_marked_as_reconstructed() -> None:
    register = read_risk_register(_REGISTER, _CATALOGUE)
    posts = {r.post for r in register.posts}
    for point in register.points:
        assert point.post in posts
        assert point.source in ("table", "reconstructed")
    assert Counter(p.source for p in register.points)["reconstructed"] > 0


@pytest.mark.parametrize(
    ("label", "manager", "supervisor"),
    [("A级", "DJ", "JZ"), ("B级", "GH-k", "DJ"), ("C级", "GH-k", "GH-k")],
)
def test_what_is_left_decides_who_manages_and_who_supervises(
    label: str, manager: str, supervisor: str
) -> None:
    data = copy.deepcopy(_REGISTER)
    data["points"][0]["residual"] = label
    register = read_risk_register(data, _CATALOGUE)
    first = graded(register, _CATALOGUE.schemes["jingyue"])[0]
    assert (first.manager, first.supervisor) == (manager, supervisor)
    assert first.alone is (label == "C级")


def test_nobody_supervises_a_risk_of_his_own_post() -> None:
    """The head, whose own risk a grade A would have him supervise, is marked."""
    data = copy.deepcopy(_REGISTER)
    data["points"][0] |= {"residual": "A级", "post": "JZ"}
    first = graded(read_risk_register(data, _CATALOGUE), _CATALOGUE.schemes["jingyue"])[0]
    assert (first.manager, first.supervisor, first.alone) == ("DJ", "JZ", True)


def test_the_chief_is_of_the_section_that_handles_the_chart() -> None:
    register = read_risk_register(_REGISTER, _CATALOGUE)
    found = graded(register, _CATALOGUE.schemes["jingyue"])
    chiefs = {g.point.chart: g.manager for g in found if g.point.residual == "B级"}
    assert chiefs == {
        "site-opinion": "GH-k", "land-permit": "GH-k", "construction-permit": "GH-k",
        "setting-out": "ZH-k", "completion-check": "ZH-k", "demolition": "JC-k", "penalty": "JC-k",
    }  # fmt: skip


def test_nobody_supervises_a_risk_of_his_own_that_is_more_than_slight() -> None:
    """R-110: 003 names no point of A; only there is the deputy looked after by another."""
    register = read_risk_register(_REGISTER, _CATALOGUE)
    found = graded(register, _CATALOGUE.schemes["jingyue"])
    of_the_deputy = {g.point.id for g in found if g.point.post == "DJ"}
    assert {g.point.id for g in found if g.point.residual == "A级"} == of_the_deputy
    assert {(g.manager, g.supervisor) for g in found if g.point.post == "DJ"} == {("DJ", "JZ")}
    assert not [g.point.id for g in found if g.supervisor == g.point.post and not g.alone]


def test_a_point_without_a_recorded_measure_gets_no_grade_and_is_named() -> None:
    data = copy.deepcopy(_REGISTER)
    data["points"][7]["measures"] = []
    name = data["points"][7]["id"]
    register = read_risk_register(data, _CATALOGUE)
    assert [f.point for f in unmeasured(register)] == [name]
    found = {g.point.id: g for g in graded(register, _CATALOGUE.schemes["jingyue"])}
    assert (found[name].grade, found[name].manager, found[name].supervisor) == (None, None, None)
    assert all(g.grade is not None for id_, g in found.items() if id_ != name)


def test_a_bureau_without_levels_keeps_its_register_all_the_same() -> None:
    for scheme in (None, "zhoushan"):
        data = copy.deepcopy(_REGISTER)
        del data["leaders"], data["scheme"]
        if scheme is not None:
            data["scheme"] = scheme
        for point in data["points"]:
            del point["residual"]
        register = read_risk_register(data, _CATALOGUE)
        found = graded(register, _CATALOGUE.scheme(register.scheme))
        assert {(g.grade, g.manager, g.supervisor) for g in found} == {(None, None, None)}
        assert list(disagreements(register, _CATALOGUE.scheme(register.scheme), _charts())) == []


def test_every_mark_stands_on_both_the_register_and_the_chart() -> None:
    register = read_risk_register(_REGISTER, _CATALOGUE)
    charts = _charts()
    assert absent(register, charts) == ()
    found = list(disagreements(register, _CATALOGUE.schemes["jingyue"], charts))
    assert [(f.point, f.text.zh) for f in found] == []


def test_a_mark_on_one_side_only_another_grade_or_a_lost_control_is_told() -> None:
    data = copy.deepcopy(_REGISTER)
    mine = [p for p in data["points"] if p["chart"] == "construction-permit"]
    mine[0]["marks"][1] = {"node": "supplement", "codes": ["P12"]}
    mine[1]["residual"] = "A级"
    mine[2]["measures"][0]["guard"] = "custody_register"
    register = read_risk_register(data, _CATALOGUE)
    told = {(f.point, f.text.en) for f in disagreements(
        register, _CATALOGUE.schemes["jingyue"], _charts()
    )}  # fmt: skip
    assert told == {
        ("construction-permit", "P09 at supplement of the chart is not in the register"),
        ("JY-3-01", "P12 at supplement is not on the chart"),
        ("JY-3-02", "graded C on the chart, otherwise in the register"),
        ("JY-3-03", "the control custody_register is kept nowhere among its marks"),
    }


def test_a_mark_that_two_points_claim_is_told() -> None:
    data = copy.deepcopy(_REGISTER)
    mine = [p for p in data["points"] if p["chart"] == "construction-permit"]
    twice = mine[0]["marks"][0]
    mine[1]["marks"].append({"node": twice["node"], "codes": twice["codes"][:1]})
    register = read_risk_register(data, _CATALOGUE)
    found = disagreements(register, _CATALOGUE.schemes["jingyue"], _charts())
    mark = f"{twice['codes'][0]} at {twice['node']}"
    assert ("construction-permit", f"{mark} stands in two points") in {
        (fault.point, fault.text.en) for fault in found
    }


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"residual": "D级"}, "/points/0"),
        ({"chart": "no-such"}, "/points/0"),
        ({"marks": [{"node": "intake", "codes": ["Y9"]}]}, "/points/0/marks/0"),
        ({"measures": [{"zh": "x", "guard": "x", "source": "table"}]}, "/points/0/measures/0"),
        ({"severity": "high"}, "/points/0"),
        ({"id": "JY-1-02"}, "/points/1"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_place(change: dict[str, Any], where: str) -> None:
    data = copy.deepcopy(_REGISTER)
    data["points"][0].update(change)
    with pytest.raises(RosterError) as caught:
        read_risk_register(data, _CATALOGUE)
    assert caught.value.pointer == where
    assert caught.value.message.zh != caught.value.message.en


def test_91_workflows_and_eleven_matters_and_the_gap_is_computed() -> None:
    powers = read_powers(_parsed("catalogue/powers.yaml"))
    every = list(listed(powers, ()))
    assert Counter(p.group == "JY" for p in every) == {False: 91, True: 11}
    assert len({p.group for p in every}) == 19
    assert {p.status for p in every} == {PowerStatus.NOT_YET}
    runs = [p.id for p in listed(powers, {"setting-out", "hearing"}) if p.status == "runs"]
    assert runs == ["W10-04", "JY-M4", "JY-M5", "JY-M6"]


@pytest.mark.parametrize("name", ["register", "powers"])
def test_the_published_schema_takes_the_shipped_file(name: str) -> None:
    schema = json.loads((_ROOT / f"docs/formats/{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    file = {"register": "planning/risks.yaml", "powers": "catalogue/powers.yaml"}[name]
    assert list(Draft202012Validator(schema).iter_errors(_parsed(file))) == []
    assert list(Draft202012Validator(schema).iter_errors({"points": 1, "groups": 1})) != []
