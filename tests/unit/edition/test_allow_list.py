"""What is not named as public stays inside, whatever the chart says there (信息公开条例 14-16)."""

from functools import cache

from support.editions import WHY, permit
from support.mutants import Where, mutants

from zhiheng.edition.project import public_edition
from zhiheng.edition.written import edition_bytes
from zhiheng.model.chart import Chart

SHOWN = {
    "Chart": "key name nodes flows lanes limits bases variables",
    "Power": "code category office enquiry_phone complaint_phone fee internal_chart officers",
    "Guide": "subject sub_item conditions materials places duties liabilities remedies",
    "Material": "name form copies source required",
    "Place": "address hours",
    "Duty": "stage text",
    "Liability": "text basis",
    "Remedy": "kind text basis",
    "Node": "kind name lane parent trigger attached_to interrupting code",
    "Task": "sign_off external limits no_limit risks documents outcomes bases withheld",
    "SignOff": "kind",
    "Limit": "kind n unit start end variable basis extension event",
    "Extension": "n times document",
    "Basis": "law article version text",
    "Risk": "kind manifestation inherent residual post measures",
    "Measure": "text",
    "DocumentRule": "name direction required secret",
    "ClockRule": "ground effect",
    "Flow": "id source target name default",
    "Lane": "id name post",
    "Variable": "title",
    "Outcome": "means",
}
"""Fields that the edition shows, or that decide whether and how it shows something."""
NEVER = {
    ("Measure", "guard"),
    ("Measure", "holds"),
    ("Measure", "step"),
    ("Measure", "when"),
    ("Flow", "condition"),
    ("Task", "form"),
    ("Task", "post"),
    ("Task", "qualification"),
    ("Chart", "separations"),
    ("Separation", "reason"),
    ("Risk", "id"),
    ("DocumentRule", "when"),
    ("Variable", "choices"),
}
"""How risks are detected, who is set apart from whom, what is asked inside."""
_EACH = 3


@cache
def base() -> bytes:
    return edition_bytes(public_edition(permit()))


@cache
def changed_by() -> dict[Where, set[bool]]:
    """Field -> whether changes in it show; a few changes of each, spread over the chart."""
    kept: dict[Where, list[Chart]] = {}
    for where, mutant in mutants(permit(), typed=True):
        kept.setdefault(where, []).append(mutant)
    return {
        where: {_bytes(mutant) != base() for mutant in found[:: max(1, len(found) // _EACH)]}
        for where, found in kept.items()
    }


def _bytes(chart: Chart) -> bytes:
    return edition_bytes(public_edition(chart))


def test_only_fields_of_the_allow_list_show() -> None:
    allowed = {(cls, field) for cls, fields in SHOWN.items() for field in fields.split()}
    showing = {where for where, shows in changed_by().items() if True in shows}
    assert showing - allowed == set()


def test_what_must_be_posted_does_show() -> None:
    """许可法 30: an item that hides its basis, limit, fee or papers is not published at all."""
    due = [("Basis", "article"), ("Limit", "n"), ("Power", "fee"), ("Material", "name")]
    due += [("Guide", "conditions"), ("Remedy", "text"), ("Risk", "manifestation")]
    due += [("Measure", "text"), ("Node", "name"), ("Flow", "target"), ("Lane", "name")]
    assert [where for where in due if True not in changed_by()[where]] == []


def test_what_tells_how_risks_are_found_never_shows() -> None:
    assert set(changed_by()) >= NEVER, "each is a field that the chart has"
    assert [where for where in NEVER if True in changed_by()[where]] == []


def test_the_reason_why_a_step_is_internal_and_its_risks_stay_inside() -> None:
    text = edition_bytes(public_edition(permit("check"))).decode()
    assert WHY not in text
    assert "科长审核" not in text
    assert "科长审核" in base().decode()


def test_papers_that_are_secret_are_not_named() -> None:
    for where, mutant in mutants(permit(), typed=True):
        if where == ("DocumentRule", "secret"):
            assert len(_bytes(mutant)) < len(base())
            break
    else:
        raise AssertionError("no paper in the chart")
