"""Sign (签署): put one's name, opinion and time under a task; the last signature completes it.

Two-person handling and dual sign-off are one task with several slots (design.md §6): the first
signature files form and papers, the others sign the same digest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.assignment.claim import released
from zhiheng.commands.filed.amounts import decide_amount
from zhiheng.commands.filed.bounds import keep_bounds
from zhiheng.commands.filed.clear_text import nothing_personal
from zhiheng.commands.filed.content import (
    check_documents,
    document_facts,
    outcome_of,
    seal_content,
    variables_of,
)
from zhiheng.commands.filed.discharge import Signing, discharge
from zhiheng.commands.filed.tables import ask_tables, nobody_fills_in
from zhiheng.commands.frame.decision import PARTIES, Decision, Sealed
from zhiheng.commands.limits.counted_back import not_too_soon
from zhiheng.commands.signing.gates import (
    also_sealed,
    paper_sealed,
    ready_for,
    resolved_values,
    same_content,
    session_of,
    slot_for,
)
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.facts import Scalar
from zhiheng.model.caller import Role
from zhiheng.model.chart import Meaning, Task
from zhiheng.model.ids import CaseId, ElementPath, QualificationId
from zhiheng.rules.acceptance import may_accept, may_supplement
from zhiheng.rules.voting import as_resolved
from zhiheng.runtime.forbidden import not_at_this_hour
from zhiheng.runtime.parameters import taken, values_for
from zhiheng.runtime.slots import must_be_confirmed, open_task
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot
from zhiheng.store.log import parse_stamp


@dataclass(frozen=True, slots=True)
class Sign:
    """Sign a slot of an open task.

    values: the form, by field; empty for the second and later signatures.
    documents: name of a paper -> its digest in the document store.
    content: the digest that the signer has seen; checked when given.
    supplement: all that is missing, when the outcome is a supplement notice.
    occurred_on: for an outside party's act, the day it happened by its own paper.
    confirmations: measure of a risk, as `risk.number` -> the note that confirms it.
    """

    NAME: ClassVar[str] = "sign"
    ROLES: ClassVar = PARTIES

    case: CaseId
    task: str
    slot: int | None = None
    opinion: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    content: str | None = None
    supplement: tuple[str, ...] = ()
    occurred_on: date | None = None
    confirmations: Mapping[str, str] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "case": self.case,
            "task": self.task,
            "slot": self.slot,
            "opinion": self.opinion,
            "values": dict(self.values),
            "documents": dict(self.documents),
            "content": self.content,
            "supplement": list(self.supplement),
            "occurred_on": self.occurred_on.isoformat() if self.occurred_on else None,
            "confirmations": dict(self.confirmations),
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """Who may, what is signed, and whether the task is then complete."""
        task = open_task(state, self.task)
        definition = world.chart.task(ElementPath(task.path))
        must_be_confirmed(world)
        not_at_this_hour(state, world, task.path)
        return self.sign(state, world, task, definition)

    def sign(self, state: CaseState, world: World, task: OpenTask, definition: Task) -> Decision:
        """The signature and what follows from it."""
        decision = Decision(taken(state, world), spends=definition.own_password)
        slot, signer = self._signer(state, world, task, definition, decision)
        follow = self._content(state, world, task, definition, decision)
        content = task.content or decision.sealed[0].commitment
        signed = f.SlotSigned(
            task=task.path,
            visit=task.visit,
            no=slot.opened.no,
            content=content,
            opinion=self._seal_opinion(decision),
            session=session_of(world, definition),
            **signer,
        )
        decision.facts += [signed, *follow]
        if all(s is slot or s.signed is not None for s in task.slots):
            decision.completes = task.path
        completes = decision.completes is not None
        signing = Signing(world.chart, state, task, tuple(decision.facts), completes)
        decision.facts += discharge(signing, self.confirmations, decision.sealed)
        decision.facts += decide_amount(signing, world)
        filed = self.values if task.content is None else None
        decision.facts += keep_bounds(signing, filed, world.today)
        not_too_soon(signing, world)
        return decision

    def _signer(
        self, state: CaseState, world: World, task: OpenTask, definition: Task, decision: Decision
    ) -> tuple[Slot, dict[str, Any]]:
        """The slot, and who signs it: an officer in some right, or the applicant himself."""
        if world.caller.role is Role.APPLICANT:
            return self._party_slot(task, definition), {"person": f"party:{world.caller.party}"}
        slot, right = slot_for(state, world, task, definition, self.slot, self.opinion)
        ready_for(task, slot)
        person, needed = world.person(), slot.opened.card
        card = person.card(QualificationId(needed), world.today) if needed else None
        decision.acting_for = right.acting_for
        if slot.assignee != person.id:
            decision.facts += released(task.path, task.visit, slot.opened.no, slot.assignee)
        return slot, {
            "person": person.id,
            "acting_for": right.acting_for,
            "resolution": right.resolution,
            "card": card.number if card else None,
        }

    def _party_slot(self, task: OpenTask, definition: Task) -> Slot:
        """The applicant acts only on the steps that are his."""
        if definition.external != "applicant":
            raise Forbidden("not-the-applicants-step", task=task.path)
        return task.slots[0]

    def _seal_opinion(self, decision: Decision) -> str | None:
        if not (self.opinion or "").strip():
            return None
        sealed = seal_content({"opinion": self.opinion})
        decision.sealed.append(sealed)
        return sealed.commitment

    def _content(
        self, state: CaseState, world: World, task: OpenTask, definition: Task, decision: Decision
    ) -> list[f.AnyFact]:
        """The facts of the first signature's content; later ones sign what is there."""
        self._fits(world, definition)
        if task.content is not None:
            if self.values or self.documents:
                raise NotReady("content-is-fixed", task=task.path, content=task.content)
            same_content(world, task, definition, self.content)
            return []
        values = resolved_values(task, definition, self._effective(definition))
        nobody_fills_in(definition, values)
        variables = variables_of(world.chart, definition, values)
        merged = {**values_for(world.chart, world.parameters)}
        merged |= _known(state, world, definition) | variables
        filled, asked = ask_tables(world.chart, definition, task.visit, merged)
        variables |= filled
        merged |= filled
        as_resolved(definition, world.chart.variables, state.variables, merged)
        check_documents(world, definition, self.documents, merged)
        facts: list[f.AnyFact] = []
        if definition.external is not None:
            facts.append(self._external(world, task, definition))
        if any(v.writer == task.path for v in world.chart.variables.values()):
            facts.append(f.VariablesSet(task=task.path, values=variables))
        facts += asked
        facts += document_facts(task.path, task.visit, self.documents)
        meaning = outcome_of(definition, merged)
        may_accept(meaning, world.chart, definition, values, merged)
        facts += may_supplement(meaning, self.supplement, state.supplement)
        nothing_personal({f"/values/{name}": value for name, value in variables.items()})
        nothing_personal({f"/supplement/{i}": text for i, text in enumerate(self.supplement)})
        paper = paper_sealed(state, world.chart, definition)
        decision.sealed.append(self._sealed(task, definition, values, paper))
        return facts

    def _fits(self, world: World, definition: Task) -> None:
        """An officer who records an outside act says on which day it happened."""
        applicant = world.caller.role is Role.APPLICANT
        if definition.external is not None and self.occurred_on is None and not applicant:
            raise BadData("external-step", pointer="/occurred_on", party=definition.external)
        if definition.external is None and self.occurred_on is not None:
            raise BadData("not-external", pointer="/occurred_on", task=definition.path)

    def _effective(self, definition: Task) -> dict[str, Any]:
        """Naming what is missing is itself the outcome `supplement`."""
        values = dict(self.values)
        if self.supplement:
            for outcome in definition.outcomes:
                if outcome.means is Meaning.SUPPLEMENT:
                    values[outcome.variable] = outcome.value
        return values

    def _sealed(
        self,
        task: OpenTask,
        definition: Task,
        values: Mapping[str, Any],
        paper: Mapping[str, Any],
    ) -> Sealed:
        return seal_content(
            {
                "task": task.path,
                "visit": task.visit,
                "values": dict(values),
                "documents": dict(self.documents),
                **also_sealed(task, definition, self.opinion),
                **paper,
            }
        )

    def _external(self, world: World, task: OpenTask, definition: Task) -> f.ExternalRecorded:
        """Dated within the step: a late act cannot be dated back into its limit."""
        occurred = self.occurred_on or world.today
        opened = local_date(parse_stamp(task.opened_at))
        day = {"pointer": "/occurred_on", "day": occurred.isoformat()}
        if world.caller.role is Role.APPLICANT and occurred != world.today:
            raise BadData("dated-by-us", **day)
        if occurred > world.today:
            raise BadData("not-yet-happened", **day)
        if occurred < opened:
            raise BadData("before-the-step", opened=opened.isoformat(), **day)
        return f.ExternalRecorded(
            task=task.path,
            visit=task.visit,
            party=definition.external or "",
            occurred_on=occurred.isoformat(),
        )


def _known(state: CaseState, world: World, definition: Task) -> dict[str, Scalar]:
    """The variables of other tasks: what this one writes counts only as written now."""
    declared = world.chart.variables
    return {n: v for n, v in state.variables.items() if declared[n].writer != definition.path}


@dataclass(frozen=True, slots=True)
class SupplementNotice(Sign):
    """补正告知: sign the step with all that is missing, named once."""

    NAME: ClassVar[str] = "supplement"


@dataclass(frozen=True, slots=True)
class RecordResult(Sign):
    """Record the act of an outside party (外部环节), by its own paper and day."""

    NAME: ClassVar[str] = "record-result"
