"""A chart and the files that it imports become one file, the same each time, or nothing."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from unit.bpmn.small import spoilt
from unit.bpmn.test_bodies import NESTED
from unit.bpmn.test_calls import BOX, CALL, STEPS, VARIABLES

from zhiheng.bpmn.assembly.assemble import NotAssembledError, assemble
from zhiheng.bpmn.assembly.gather import MAX_PARTS, OutsideFolderError
from zhiheng.bpmn.markup.safe_xml import MAX_BYTES, read_xml
from zhiheng.bpmn.reader import read_chart
from zhiheng.bpmn.telling.assembly_texts import ASSEMBLY_TEXTS
from zhiheng.chart_files import assembled
from zhiheng.model.finding import Finding, Severity

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="{BPMN}" xmlns:zh="urn:zhiheng:bpmn:1" targetNamespace="urn:x">
  """
TABLE = f'<definitions xmlns="{DMN}" id="tables" name="基准"><decision id="fine" /></definitions>'


def asks(location: str, kind: str = BPMN) -> str:
    return f'<bpmn:import importType="{kind}" location="{location}" namespace="urn:x" />\n  '


def chart(*imports: str, inside: str = '<bpmn:process id="joint" />') -> str:
    return f"{HEAD}{''.join(imports)}{inside}</bpmn:definitions>"


MAIN = spoilt(
    (f"{BOX}</bpmn:subProcess>", CALL),
    (VARIABLES, ""),
    ("<bpmn:process", f"{asks('../common/joint.bpmn')}<bpmn:process"),
    chart=NESTED,
)
"""The nested chart with its sub-process in a file of its own."""
JOINT = chart(
    inside=f'<bpmn:process id="joint" name="并联"><bpmn:extensionElements>{VARIABLES}'
    f"</bpmn:extensionElements>{STEPS}</bpmn:process>"
)


def put(main: bytes | str, files: Mapping[str, str | bytes]) -> bytes:
    def read(location: str) -> bytes:
        if location.startswith("../.."):
            raise OutsideFolderError
        if location not in files:
            raise FileNotFoundError(2, "没有 none")
        data = files[location]
        return data.encode() if isinstance(data, str) else data

    return assemble(main.encode() if isinstance(main, str) else main, read)


def refused(main: bytes | str, files: Mapping[str, str | bytes]) -> tuple[Finding, ...]:
    with pytest.raises(NotAssembledError) as caught:
        put(main, files)
    return caught.value.findings


def test_a_called_process_of_another_file_runs_as_if_it_stood_in_this_one() -> None:
    whole = put(MAIN, {"../common/joint.bpmn": JOINT})
    reading, nested = read_chart(whole), read_chart(NESTED.encode())
    assert {found.severity for found in reading.findings} <= {Severity.INFO}
    assert reading.chart is not None
    assert nested.chart is not None
    assert reading.chart.nodes.keys() == nested.chart.nodes.keys()
    assert reading.chart.flows == nested.chart.flows
    assert reading.chart.variables == nested.chart.variables


def test_the_same_files_give_the_same_bytes_and_one_file_stays_as_it_is() -> None:
    files = {"../common/joint.bpmn": JOINT}
    whole = put(MAIN, files)
    assert whole == put(MAIN, files)
    assert put(whole, {}) == whole
    alone = NESTED.encode()
    assert put(alone, {}) is alone


def test_a_chart_that_cannot_be_read_is_the_readers_to_tell() -> None:
    assert put(b"<", {}) == b"<"
    assert put("<x />", {}) == b"<x />"


def test_a_decision_table_stands_in_the_extensions_of_the_definitions() -> None:
    root = read_xml(put(chart(asks("t/fine.dmn", DMN)), {"t/fine.dmn": TABLE})).root
    assert root is not None
    (held,) = root.iterchildren(f"{{{BPMN}}}extensionElements")
    assert [(x.tag, x.get("name")) for x in held] == [(f"{{{DMN}}}definitions", "基准")]


def test_what_a_called_chart_says_of_its_own_case_is_left_out() -> None:
    """Called, it runs in the case, number and limit of its caller (design.md §2), on its basis."""
    marks = '<zh:power code="1" /><zh:limit n="5" /><zh:basis law="法" article="一" />'
    said = f"<bpmn:extensionElements>{marks}</bpmn:extensionElements>"
    alone = chart(inside=f'<bpmn:process id="joint">{said}</bpmn:process>')
    whole = put(chart(asks("a.bpmn"), inside=""), {"a.bpmn": alone})
    assert b"zh:power" not in whole
    assert b"zh:limit" not in whole
    assert b"zh:basis" not in whole
    assert b'id="joint"' in whole


def test_drawings_named_alike_by_an_editor_do_not_clash() -> None:
    drawn = (
        '<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" id="diagram">'
        '<d:BPMNPlane id="plane" bpmnElement="{0}" /></d:BPMNDiagram>'
    )
    main = chart(asks("a.bpmn"), inside=f'<bpmn:process id="p" />{drawn.format("p")}')
    called = chart(inside=f'<bpmn:process id="q" />{drawn.format("q")}')
    whole = put(main, {"a.bpmn": called})
    assert whole.index(b'<bpmn:process id="q"') < whole.index(b'id="diagram"')
    assert b'id="q_plane" bpmnElement="q"' in whole


def test_a_file_that_two_name_is_taken_once_by_paths_from_where_they_stand() -> None:
    inner = chart(asks("../x/c.bpmn"), inside='<bpmn:process id="b" />')
    files = {"x/b.bpmn": inner, "x/c.bpmn": chart(inside='<bpmn:process id="c" />')}
    whole = put(chart(asks("x/b.bpmn"), asks("x/c.bpmn")), files)
    assert whole.count(b'id="c"') == 1
    assert b"bpmn:import" not in whole


@pytest.mark.parametrize(
    "location",
    ["", "/etc/passwd", "http://a/b.bpmn", "file:a.bpmn", "C:a.bpmn", "..\\a.bpmn", "a%2fb.bpmn",
     "a//b.bpmn", "a/", "..", "a/..", "~/a\n.bpmn", "x" * 301],
)  # fmt: skip
def test_only_a_plain_relative_path_names_a_file(location: str) -> None:
    assert [f.rule for f in refused(chart(asks(location)), {})] == ["BPM160"]


def test_every_fault_names_the_file_and_the_line() -> None:
    outer = chart(asks("a.bpmn"), inside="")
    deep = chart(asks("gone.bpmn"), asks("../../out.bpmn"))
    told = {f.rule: f for f in refused(outer, {"a.bpmn": deep})}
    assert set(told) == {"BPM161", "BPM162"}
    assert "a.bpmn:" in told["BPM161"].message.zh
    assert "a.bpmn:" in told["BPM162"].message.en


FAULTS: dict[str, tuple[str, Mapping[str, str | bytes]]] = {
    "BPM161": (chart(asks("a.bpmn")), {"a.bpmn": "<!DOCTYPE x><x />"}),
    "BPM163": (chart(asks("a.bpmn")), {"a.bpmn": TABLE}),
    "BPM164": (chart(asks("a.bpmn")), {"a.bpmn": chart()}),
    "BPM165": (chart(asks("a.bpmn")), {"a.bpmn": chart(inside='<bpmn:signal id="c" />')}),
    "BPM166": (
        chart(asks("a.bpmn"), inside=""),
        {
            "a.bpmn": chart(asks("b.bpmn"), inside=""),
            "b.bpmn": chart(asks("a.bpmn"), inside=""),
        },
    ),
    "BPM167": (
        chart(*(asks(f"{n}.bpmn") for n in range(MAX_PARTS + 1)), inside=""),
        {f"{n}.bpmn": chart(inside="") for n in range(MAX_PARTS + 1)},
    ),
    "BPM168": (chart(asks("a.bpmn")), {"a.bpmn": b" " * (MAX_BYTES + 1)}),
    "BPM017": (chart(asks("a.bpmn"), inside=""), {"a.bpmn": chart(inside="<?php x ?>")}),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_what_cannot_be_put_together_is_told(rule: str) -> None:
    assert {f.rule for f in refused(*FAULTS[rule])} == {rule}


def test_every_rule_of_putting_together_is_tried() -> None:
    assert set(ASSEMBLY_TEXTS) == {*FAULTS, "BPM160", "BPM162"} - {"BPM017"}


def test_a_schema_that_a_chart_imports_is_none_of_its_files() -> None:
    other = chart(asks("x.xsd", "http://www.w3.org/2001/XMLSchema"))
    assert put(other, {}) == other.encode()
    assert {f.rule for f in read_chart(other.encode()).findings} >= {"BPM036"}


def test_an_import_left_in_a_chart_is_refused_with_the_cure() -> None:
    told = [f for f in read_chart(MAIN).findings if "import" in f.message.en]
    assert told
    assert "zhiheng assemble" in told[0].cure.zh


def test_nothing_outside_the_folder_of_charts_is_read_not_even_by_a_link(tmp_path: Path) -> None:
    charts = tmp_path / "processes/planning"
    charts.mkdir(parents=True)
    (tmp_path / "secret.bpmn").write_text(JOINT)
    (charts / "link.bpmn").symlink_to(tmp_path / "secret.bpmn")
    os.mkfifo(charts / "pipe.bpmn")
    for location, rule in (
        ("link.bpmn", "BPM162"),
        ("../../secret.bpmn", "BPM162"),
        ("../../processes/planning/none.bpmn", "BPM161"),
        ("pipe.bpmn", "BPM161"),
    ):
        (charts / "main.bpmn").write_text(chart(asks(location)))
        with pytest.raises(NotAssembledError) as caught:
            assembled(charts / "main.bpmn")
        assert {f.rule for f in caught.value.findings} == {rule}


def test_a_chart_is_put_together_from_the_folder_where_it_lies(tmp_path: Path) -> None:
    for name, text in (("planning/main.bpmn", MAIN.decode()), ("common/joint.bpmn", JOINT)):
        place = tmp_path / name
        place.parent.mkdir()
        place.write_text(text)
    assert read_chart(assembled(tmp_path / "planning/main.bpmn")).chart is not None
