"""交叉制约: A does, B checks each time, and both sign."""

from support import variants
from support.evidence import facts_of, item, refused, replays
from support.office import Office

from zhiheng import facts as f
from zhiheng.model.ids import CaseId

_REGISTER = ("案卷目录",)


def archived_by_two(office: Office) -> CaseId:
    """A case that has come to its archiving, which the chief of the office checks each time."""
    post = '<zh:post post="ZH-c" opinion="none" />'
    limit = '\n        <zh:limit kind="post" n="20"'
    checked = post.replace(" />", ' crosscheck="ZH-k" />')
    variants.deploy(office, (post + limit, checked + limit))
    case = office.start()
    office.walk(case, "archive")
    return case


def test_it_is_complete_only_when_both_have_signed(office: Office) -> None:
    case = archived_by_two(office)
    office.sign(case, "zh-2", "archive", {}, _REGISTER)
    assert item(office, case).status == "running"
    office.sign(case, "zh-k", "archive")
    assert item(office, case).status == "closed"
    signed = facts_of(office, case, f.SlotSigned)[-2:]
    assert [(s.no, s.person) for s in signed] == [(1, "zh-2"), (2, "zh-k")]
    assert signed[0].content == signed[1].content
    replays(office, case)


def test_nobody_checks_what_has_not_been_done(office: Office) -> None:
    case = archived_by_two(office)
    with refused(office, "check-before-done", 409):
        office.sign(case, "zh-k", "archive", {}, _REGISTER)
    replays(office, case)


def test_who_did_it_does_not_check_it_even_as_the_checker_s_b(office: Office) -> None:
    case = archived_by_two(office)
    office.sign(case, "zh-2", "archive", {}, _REGISTER)
    office.leave("zh-k", by="jz")
    with refused(office, "two-hands", 403):
        office.sign(case, "zh-2", "archive")
