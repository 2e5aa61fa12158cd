"""Look-ahead: nobody takes a slot that would leave the rest of the case without anybody."""

from typing import Any

from support import variants
from support.office import Office, caller
from support.evidence import facts_of, refused

from zhiheng import facts as f
from zhiheng.commands.claim import Claim
from zhiheng.commands.handle import execute


def test_who_would_leave_a_later_step_without_anybody_is_refused(office: Office) -> None:
    """One card alone in the section: who takes the intake cannot visit the site any more."""

    def change(data: dict[str, Any]) -> None:
        variants.person(data, "gh-2")["cards"] = []

    variants.load_roster(office, change)
    case = office.start()
    with refused(office, "would-corner", 409) as caught:
        execute(office.rt, caller("gh-1"), Claim(case, "intake@1"))
    assert caught.value.facts["steps"] == "现场踏勘"
    assert caught.value.facts["separations"] == ["intake-review"]
    execute(office.rt, caller("gh-2"), Claim(case, "intake@1"))
