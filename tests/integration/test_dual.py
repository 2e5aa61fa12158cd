"""双签: the second signs the very digest that the first signed; any change voids the first."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, update
from support.evidence import chained, facts_of, item, refused, replays
from support.office import AGENCY, Office, caller
from support.together import AGREE, BACK, DUAL_FIXED, amend, to_check

from zhiheng import facts as f
from zhiheng.clock import system_now
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.amend import Amend
from zhiheng.commands.signing.sign import Sign
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.ids import CaseId
from zhiheng.store import tables as t
from zhiheng.store.log import stamp


def _signed(office: Office, case: CaseId) -> list[f.SlotSigned]:
    return [x for x in facts_of(office, case, f.SlotSigned) if x.task == "check"]


@pytest.mark.parametrize(("first", "second"), [("gh-k", "zh-k"), ("zh-k", "gh-k")])
def test_both_sign_one_digest_in_either_order(office: Office, first: str, second: str) -> None:
    case = to_check(office)
    office.sign(case, first, "check", AGREE)
    assert item(office, case).open_tasks == ("check@1",)
    digest = _signed(office, case)[0].content
    office.sign(case, second, "check", content=digest)
    assert [x.person for x in _signed(office, case)] == [first, second]
    assert {x.content for x in _signed(office, case)} == {digest}
    assert item(office, case).open_tasks == ("deputy@1",)
    replays(office, case)
    chained(office)


def test_the_second_names_what_he_signs(office: Office) -> None:
    case = to_check(office)
    office.sign(case, "gh-k", "check", AGREE)
    with refused(office, "digest-unnamed", 422):
        office.sign(case, "zh-k", "check")
    with refused(office, "content-is-fixed", 409):
        office.sign(case, "zh-k", "check", content="0" * 64)
    with refused(office, "content-is-fixed", 409):
        office.sign(case, "zh-k", "check", BACK, content=_signed(office, case)[0].content)


def test_one_hand_is_never_both(office: Office) -> None:
    case = to_check(office)
    office.sign(case, "gh-k", "check", AGREE)
    digest = _signed(office, case)[0].content
    with refused(office, "stand-in-while-present", 403):
        office.sign(case, "gh-k", "check", content=digest)


def test_where_the_order_is_fixed_the_first_comes_first(office: Office) -> None:
    case = to_check(office, DUAL_FIXED)
    with refused(office, "sign-in-order", 409):
        office.sign(case, "zh-k", "check", AGREE)
    office.sign(case, "gh-k", "check", AGREE)
    with refused(office, "first-amends", 403):
        amend(office, case, "zh-k", BACK)
    office.sign(case, "zh-k", "check", content=_signed(office, case)[0].content)
    assert item(office, case).open_tasks == ("deputy@1",)


def test_a_change_by_the_first_voids_his_signature_and_is_on_record(office: Office) -> None:
    case = to_check(office, DUAL_FIXED)
    office.sign(case, "gh-k", "check", AGREE)
    old = _signed(office, case)[0].content
    amend(office, case, "gh-k", BACK)
    voided = facts_of(office, case, f.SignaturesVoided)
    assert voided == [f.SignaturesVoided(task="check", visit=1, slots=(1,), content=old, by="gh-k")]
    with refused(office, "content-is-fixed", 409):
        office.sign(case, "zh-k", "check", content=old)
    new = _signed(office, case)[-1].content
    assert new != old
    office.sign(case, "zh-k", "check", content=new)
    assert item(office, case).open_tasks == ("first_review@2",)
    replays(office, case)


def test_where_the_order_is_free_the_second_may_change_it_and_the_first_signs_again(
    office: Office,
) -> None:
    case = to_check(office)
    office.sign(case, "gh-k", "check", AGREE)
    amend(office, case, "zh-k", BACK)
    assert item(office, case).open_tasks == ("check@1",)
    digest = _signed(office, case)[-1].content
    with refused(office, "stand-in-while-present", 403):
        office.sign(case, "zh-k", "check", content=digest)
    office.sign(case, "gh-k", "check", content=digest)
    assert [x.person for x in _signed(office, case)] == ["gh-k", "zh-k", "gh-k"]
    assert item(office, case).open_tasks == ("first_review@2",)
    replays(office, case)


def test_the_opinion_of_the_first_is_part_of_the_digest(office: Office) -> None:
    case = to_check(office)
    office.sign(case, "gh-k", "check", AGREE, opinion="同意")
    one = _signed(office, case)[0].content
    amend(office, case, "gh-k", AGREE, opinion="原则同意")
    assert _signed(office, case)[1].content != one


def test_nothing_is_amended_before_it_is_signed_nor_by_a_third(office: Office) -> None:
    case = to_check(office)
    with refused(office, "nothing-to-amend", 409):
        amend(office, case, "gh-k", AGREE)
    office.sign(case, "gh-k", "check", AGREE)
    with refused(office, "not-a-candidate", 403):
        amend(office, case, "gh-1", BACK)


def test_two_signatures_do_not_come_out_of_one_session(office: Office) -> None:
    case = to_check(office)
    session = _session(office, "gh-k")
    one = replace(caller("gh-k"), session=session)
    execute(office.rt, one, Sign(case, "check@1", values=AGREE, opinion="同意"))
    assert _signed(office, case)[0].session not in (None, session)
    digest = _signed(office, case)[0].content
    other = Sign(case, "check@1", content=digest, opinion="同意")
    with refused(office, "one-session", 403):
        execute(office.rt, replace(caller("zh-k"), session=session), other)
    execute(office.rt, replace(caller("zh-k"), session=_session(office, "zh-k")), other)
    assert item(office, case).open_tasks == ("deputy@1",)


def test_a_password_gives_one_signature(office: Office) -> None:
    first = to_check(office)
    second = office.start()
    office.walk(second, "check")
    one = replace(caller("gh-k"), session=_session(office, "gh-k"))
    execute(office.rt, one, Sign(first, "check@1", values=AGREE, opinion="同意"))
    again = Sign(second, "check@1", values=AGREE, opinion="同意")
    with refused(office, "password-spent", 403):
        execute(office.rt, one, again)
    with office.rt.db.writing() as connection:
        connection.execute(update(t.session).values(confirmed_at=stamp(system_now())))
        connection.commit()
    execute(office.rt, one, again)


def _session(office: Office, account: str) -> str:
    """A session that has just been opened; returns the digest of its token."""
    now = stamp(system_now())
    row = {"agency": AGENCY, "account": account, "kind": "session", "csrf": ""}
    times = {"created_at": now, "confirmed_at": now, "expires_at": now, "spent_at": None}
    with office.rt.db.writing() as connection:
        connection.execute(insert(t.session), {"token_hash": f"of {account}", **row, **times})
        connection.commit()
    return f"of {account}"


def test_the_second_signature_may_be_taken_back_and_the_first_stands(office: Office) -> None:
    case = to_check(office)
    office.sign(case, "gh-k", "check", AGREE)
    digest = _signed(office, case)[0].content
    office.sign(case, "zh-k", "check", content=digest)
    execute(office.rt, caller("zh-k"), TakeBack(case))
    assert item(office, case).open_tasks == ("check@1",)
    new = Sign(case, "check@1", values=BACK, opinion="再看")
    execute(office.rt, caller("zh-k"), Amend(new))
    replays(office, case)
