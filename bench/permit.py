"""The favourable path of the sample's building permit: 13 signatures, 12 completions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from support.office import NOTES, PATH, Office, caller

from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.sign import RecordResult, Sign
from zhiheng.model.caller import Caller
from zhiheng.model.ids import CaseId

_HALF = 1
"""Place of the first of the two signatures on the site visit: it completes nothing."""
COMPLETIONS = len(PATH) - 1


@dataclass(frozen=True, slots=True)
class Step:
    """One signature. completes: whether it is the last one of its task."""

    task: str
    who: str
    values: Mapping[str, Any]
    documents: Mapping[str, str]
    confirmations: Mapping[str, str]
    completes: bool

    @property
    def outside(self) -> bool:
        """Whether it records an outside party's act, by `/result` instead of `/sign`."""
        return self.task == "decide@1"


def steps(office: Office) -> list[Step]:
    """The path; its papers are in the store from now on."""
    return [
        Step(
            f"{task}@1",
            who,
            values,
            {n: office.paper(n) for n in papers},
            NOTES.get(task, {}),
            place != _HALF,
        )
        for place, (task, who, values, papers) in enumerate(PATH)
    ]


def commands(
    office: Office, case: CaseId, path: list[Step]
) -> Iterator[tuple[Step, Caller, Sign, Once]]:
    """What `execute` takes for each step, with an idempotency key as real clients send."""
    for step in path:
        kind = RecordResult if step.outside else Sign
        command = kind(
            case=case,
            task=step.task,
            opinion="同意",
            values=step.values,
            documents=step.documents,
            confirmations=step.confirmations,
            occurred_on=office.today if step.outside else None,
        )
        yield step, caller(step.who), command, Once(f"{case}:{step.task}:{step.who}")


def sign(office: Office, given: tuple[Step, Caller, Sign, Once]) -> None:
    """Do one step."""
    _, who, command, once = given
    execute(office.rt, who, command, once)
