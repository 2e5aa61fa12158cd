"""迁移 lets nothing through that the new version would not have let through."""

from support.evidence import item, rule_of_refusal
from support.office import PATH, Office
from support.variants import PERMIT, load_roster, with_a_third_clerk
from support.versions import approve, deploy, dry_run, migrate

_NOTICE = '<bpmn:userTask id="notice"'
_LAST = '<zh:separation id="review-record"'
_LIMIT = "<zh:limit "
_TWO = (
    '<zh:signOff kind="two-person" from="ZH">'
    '<zh:basis law="中华人民共和国行政许可法" article="第三十四条第三款" version="2019-04-23" />'
    "</zh:signOff>"
)


def _two_on_the_notice() -> bytes:
    before, _, after = PERMIT.partition(_NOTICE)
    return (before + _NOTICE + after.replace(_LIMIT, _TWO + _LIMIT, 1)).encode()


def _wide() -> bytes:
    rule = '<zh:separation id="wide" a="intake" b="site_visit" scope="applicant" reason="跨件" />'
    return PERMIT.replace(_LAST, rule + _LAST, 1).encode()


def test_a_step_that_one_has_signed_does_not_count_where_two_must(office: Office) -> None:
    early, late = office.start(), office.start()
    office.walk(early, "site_visit")
    office.walk(late, "first_review")
    version = deploy(office, _two_on_the_notice())
    told = dry_run(office, version)
    assert (told[early].rule, told[late].rule) == (None, "fewer-hands")
    approve(office, version)
    migrate(office, early)
    with rule_of_refusal("fewer-hands", 409):
        migrate(office, late)
    assert item(office, late).version == 1


def test_acts_in_other_cases_count_by_the_rules_of_the_new_version(office: Office) -> None:
    """Accepted by gh-1 here, who has visited the site in another case of the same party."""
    load_roster(office, with_a_third_clerk)
    case = office.start()
    office.walk(case, "site_visit")
    version = deploy(office, _wide())
    other = office.start()
    for task, who, values, papers in _visited_by("gh-1"):
        office.sign(other, who, task, values, papers)
    assert dry_run(office, version)[case].rule == "merge-separated"
    approve(office, version)
    with rule_of_refusal("merge-separated", 409):
        migrate(office, case)


def _visited_by(who: str) -> list[tuple[str, str, dict[str, object], tuple[str, ...]]]:
    intake, visit = PATH[0], PATH[1]
    return [
        (intake[0], "gh-3", dict(intake[2]), intake[3]),
        (visit[0], who, dict(visit[2]), visit[3]),
    ]
