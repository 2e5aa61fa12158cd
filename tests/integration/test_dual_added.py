"""双签 with 加签: what is amended is signed anew by everybody, and by nobody else."""

from typing import Any

from support import variants
from support.evidence import facts_of, item, refused, replays
from support.office import Office, caller
from support.together import AGREE, amend, to_check

from zhiheng import facts as f
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.add_signer import AddSigner
from zhiheng.model.ids import CaseId, PersonId


def digest(office: Office, case: CaseId) -> str:
    return [x.content for x in facts_of(office, case, f.SlotSigned) if x.task == "check"][-1]


def again(office: Office, case: CaseId, *who: str) -> None:
    for person in who:
        office.sign(case, person, "check", content=digest(office, case))


def test_an_amendment_voids_the_added_signature_too(office: Office) -> None:
    case = to_check(office)
    office.sign(case, "gh-k", "check", AGREE)
    execute(office.rt, caller("gh-k"), AddSigner(case, "check@1", PersonId("jc-k"), "请会签"))
    again(office, case, "jc-k")
    amend(office, case, "gh-k", AGREE, opinion="原则同意")
    assert facts_of(office, case, f.SignaturesVoided)[-1].slots == (1, 3)
    again(office, case, "zh-k")
    assert item(office, case).open_tasks == ("check@1",)
    replays(office, case)
    office.rt.live.evict(case)
    again(office, case, "jc-k")
    assert item(office, case).open_tasks == ("deputy@1",)
    replays(office, case)


def test_a_third_of_the_firsts_post_does_not_amend_what_two_have_taken(office: Office) -> None:
    def another_chief(data: dict[str, Any]) -> None:
        data["persons"].append({**variants.person(data, "gh-k"), "id": "gh-l", "name": "另一科长"})

    variants.load_roster(office, another_chief)
    case = to_check(office)
    office.sign(case, "gh-k", "check", AGREE)
    office.claim(case, "zh-k", "check")
    with refused(office, "not-a-candidate", 403):
        amend(office, case, "gh-l", AGREE, opinion="不同意")
