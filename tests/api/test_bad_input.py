"""Bad input over HTTP: a 4xx with place and cure, and nothing stored."""

# ruff: noqa: E501 - a row of a table stays on its line

import json
from typing import Any

import pytest
from support.api_desk import Desk, stored
from support.office import ACCEPT, VISIT
from support.variants import permit

XML = {"content-type": "application/xml"}
HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zh="urn:zhiheng:bpmn:1" id="d" targetNamespace="t">'
)


CHARTS: dict[str, tuple[str, str]] = {
    "an import left in it": ("<bpmn:process ", '<bpmn:import importType="x" location="y" namespace="z" /><bpmn:process '),
    "a script": ('<bpmn:userTask id="intake"', '<bpmn:scriptTask id="x"><bpmn:script>import os</bpmn:script></bpmn:scriptTask><bpmn:userTask id="intake"'),
    "an unknown element": ("<zh:power ", "<zh:wild /><zh:power "),
    "an undeclared name": ("intake_result == 'accept'</bpmn", "nobody == 'accept'</bpmn"),
    "a missing default flow": (' default="to_not_accepted"', ""),
    "a form with a pattern": ('"minLength": 1, "maxLength": 200', '"pattern": "(a+)+$"'),
}  # fmt: skip


@pytest.mark.parametrize("what", CHARTS)
def test_a_bad_chart_is_refused_with_line_and_cure(small_desk: Desk, what: str) -> None:
    before = stored(small_desk)
    answer = small_desk.person("sysadmin").post(
        "/api/v1/charts", content=permit(CHARTS[what]), headers=XML
    )
    assert answer.status_code == 422, answer.text
    body = answer.json()
    assert body["rule"] == "chart-refused"
    finding = next(f for f in body["findings"] if f["severity"] == "error")
    assert finding["line"] > 0
    assert finding["elements"] or finding["line"]
    assert finding["cure"]["zh"]
    assert finding["cure"]["en"]
    assert stored(small_desk) == before


@pytest.mark.parametrize(
    "xml",
    [
        f'<!DOCTYPE x [<!ENTITY a "b">]>{HEAD}</bpmn:definitions>'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x>{HEAD}</bpmn:definitions>'.encode("utf-16"),
        b'<!DOCTYPE l [<!ENTITY a "lol">' + b"".join(
            f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">'.encode() for i in range(9)
        ) + b"]><x>&j;</x>",
        b"", b"\x00\xff", b"{}", b"PK\x03\x04", b"<html></html>",
    ],
    ids=["dtd", "utf-16 dtd", "entity bomb", "empty", "bytes", "json", "zip", "html"],
)  # fmt: skip
def test_a_hostile_file_is_refused_before_anything_reads_it(small_desk: Desk, xml: bytes) -> None:
    before = stored(small_desk)
    clerk = small_desk.person("sysadmin")
    for path in ("/api/v1/charts", "/api/v1/charts/check"):
        answer = clerk.post(path, content=xml, headers=XML)
        assert answer.status_code < 500, answer.text
        if answer.status_code == 200:
            assert any(f["severity"] == "error" for f in answer.json()["findings"])
    assert stored(small_desk) == before


VALUES: dict[str, tuple[dict[str, Any], str]] = {
    "a wrong type": ({**VISIT, "photos": "many"}, "/values/photos"),
    "a number where text is due": ({**VISIT, "measured_distance": 26}, "/values/measured_distance"),
    "a float for a measure": ({**VISIT, "measured_distance": 26.4}, "/values/measured_distance"),
    "more decimals than its scale": ({**VISIT, "measured_distance": "abc"}, "/values/measured_distance"),
    "an unknown field": ({**VISIT, "typename": "x"}, "/values/typename"),
    "a missing field": ({"photos": 3}, "/values/"),
    "a huge integer": ({**VISIT, "photos": 10**40}, "/values/photos"),
}  # fmt: skip


@pytest.mark.parametrize("what", VALUES)
def test_a_bad_value_is_refused_where_it_stands(desk: Desk, what: str) -> None:
    case = desk.office.start()
    desk.office.walk(case, until="site_visit")
    before = stored(desk)
    clerk = desk.person("gh-2")
    values, pointer = VALUES[what]
    answer = clerk.post(
        f"/api/v1/cases/{case}/tasks/site_visit@1/sign",
        json={"values": values, "documents": {"踏勘记录": desk.paper(clerk, "x")}},
    )
    assert answer.status_code == 422, answer.text
    body = answer.json()
    assert body["pointer"].startswith(pointer)
    assert body["cure"]
    assert body["en"]["cure"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert stored(desk) == before


RAW: dict[str, bytes] = {
    "no json": b"{",
    "deep json": b'{"values":' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}",
    "not a number": b'{"values":{"photos":NaN}}',
    "half a surrogate": b'{"opinion":"\\ud800"}',
    "a NUL": b'{"opinion":"a\\u0000b"}',
    "an integer of 10,000 digits": b'{"values":{"photos":' + b"9" * 10_000 + b"}}",
    "a list": b"[]",
    "an unknown field": b'{"jump_to":"decide"}',
}


@pytest.mark.parametrize("what", RAW)
def test_a_bad_body_is_refused_and_never_a_fault_of_ours(desk: Desk, what: str) -> None:
    case = desk.office.start()
    before = stored(desk)
    answer = desk.person("gh-1").post(
        f"/api/v1/cases/{case}/tasks/intake@1/sign",
        content=RAW[what],
        headers={"content-type": "application/json"},
    )
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.json()["cure"]
    assert stored(desk) == before


def test_ten_megabytes_are_refused_whether_announced_or_streamed(small_desk: Desk) -> None:
    case = small_desk.office.start()
    clerk = small_desk.person("gh-1")
    path = f"/api/v1/cases/{case}/tasks/intake@1/sign"
    big = json.dumps({"opinion": "长" * 3_500_000}, ensure_ascii=False).encode()
    assert len(big) > 10_000_000
    for content in (big, iter([big[i : i + 65_536] for i in range(0, len(big), 65_536)])):
        answer = clerk.post(path, content=content, headers={"content-type": "application/json"})
        assert answer.status_code == 413
        assert answer.json()["rule"] == "body-too-large"


def test_decimals_and_dates_are_stored_as_sent_and_compared_exactly(desk: Desk) -> None:
    case = desk.office.start()
    desk.office.walk(case, until="site_visit")
    clerk = desk.person("gh-2")
    path = f"/api/v1/cases/{case}/tasks/site_visit@1"
    values = {**VISIT, "measured_distance": "26.40"}
    clerk.post(
        f"{path}/sign", json={"values": values, "documents": {"踏勘记录": desk.paper(clerk, "x")}}
    )
    assert clerk.get(path).json()["values"]["values"]["measured_distance"] == "26.40"


@pytest.mark.parametrize("path", ["/api/v1/cases/%00", "/api/v1/cases/x", "/api/v1/documents/..%2f", "/api/v1/cases?q=%00", "/api/v1/overdue?signals=purple", "/api/v1/cases?limit=-1"])  # fmt: skip
def test_garbage_in_an_address_is_the_callers_fault(desk: Desk, path: str) -> None:
    assert 400 <= desk.person("jiwei").get(path).status_code < 500


def test_acceptance_by_http_gives_the_number(desk: Desk) -> None:
    case = desk.office.start()
    clerk = desk.person("gh-1")
    papers = {n: desk.paper(clerk, n) for n in ("受理通知书", "服务承诺书")}
    answer = clerk.post(
        f"/api/v1/cases/{case}/tasks/intake@1/sign", json={"values": ACCEPT, "documents": papers}
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["number"] == "净规建字〔2026〕1号"
