"""Cases of invented persons who write names and numbers into every field there is."""

import random
from dataclasses import dataclass

from support import system_cases as sc
from support.office import ACCEPT, CHECKLIST, Office
from zhiheng.commands.handling.start import Start, start
from zhiheng.model.ids import CaseId

_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞兰英华慧鑫帅婷琳琪瑶嘉怡梓涵浩宇轩晨曦彤睿泽铭"
KEY = "construction-permit"


@dataclass(frozen=True)
class Stranger:
    """Somebody who applies."""

    name: str
    id_number: str
    phone: str
    card: str

    @property
    def all(self) -> str:
        """What he writes wherever he may."""
        return f"{self.name}，身份证{self.id_number}，电话{self.phone}，卡号{self.card}"


def stranger(chance: random.Random) -> Stranger:
    """One more."""
    digits = "".join(chance.choices("0123456789", k=40))
    name = chance.choice(_FAMILY) + "".join(chance.choices(_GIVEN, k=2))
    return Stranger(
        name, f"3201021{digits[:10]}{chance.choice('0123456789X')}", f"138{digits[10:18]}",
        f"622202{digits[18:31]}",
    )  # fmt: skip


def applied(office: Office, one: Stranger, n: int) -> CaseId:
    """His case: handed in at the window, and accepted, supplemented or left lying.

    A project that holds a number would be refused, for it stands in clear in the log.
    """
    command = Start(KEY, one.all, f"{one.name}{n}", "window", project=one.name)
    receipt = start(office.rt, sc.hand("gh-1"), command)
    case = CaseId(receipt.entry.stream.removeprefix("case/"))
    if n % 3 == 0:
        office.sign(case, "gh-2", "intake", ACCEPT, ("受理通知书", "服务承诺书"), opinion=one.all)
    elif n % 3 == 1:
        values = {"checklist": CHECKLIST, "intake_result": "reject"}
        office.sign(case, "gh-2", "intake", values, ("不予受理通知书",), opinion=one.all)
    return case
