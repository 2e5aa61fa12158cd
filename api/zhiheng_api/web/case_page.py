"""Cases: find them, see one with its chart, withdraw it, take a step back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from zhiheng import facts as f
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import NotReady, NotVisible, Refusal
from zhiheng.model.caller import Role
from zhiheng.model.card import CardState
from zhiheng.model.ids import CaseId, ElementPath
from zhiheng.queries.cards import CardItem, cards
from zhiheng.queries.cases import CaseFile, case_file, search
from zhiheng.queries.copies import copies
from zhiheng.queries.extensions import extensions
from zhiheng.queries.receipts import progress_code
from zhiheng.queries.recusals import recusals
from zhiheng.queries.standstill import standstill
from zhiheng.queries.timeline import SheetRow, run_sheet, timeline
from zhiheng.rules.suspension import SuspensionGround
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.routers.tasks import TaskPath, task_id
from zhiheng_api.sessions import Session
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, new_key, once_of, typed
from zhiheng_api.web.pages import done, page, refusal_shown
from zhiheng_diagrams import ChartState, render

router = APIRouter(include_in_schema=False)


@router.get("/cases")
def cases(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    q: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Find cases."""
    wanted = "".join(c for c in q if c.isprintable())
    with app.runtime.db.reading() as connection:
        items = search(connection, session.caller, wanted)
    return page(request, "cases.html", session, items=items, q=wanted)


@router.get("/cases/{case}")
def case_page(request: Request, app: SomeApp, session: SomeSession, case: CasePath) -> Response:
    """One case: where it stands, what has happened, its run sheet and chart."""
    return case_shown(request, app, session, case, {}, None)


def case_shown(
    request: Request,
    app: App,
    session: Session,
    case: CaseId,
    filled: Mapping[str, str],
    refusal: Refusal | None,
) -> Response:
    """The case, with what was typed there and why it was refused."""
    rt = app.runtime
    full = session.caller.role is not Role.APPLICANT
    with rt.db.reading() as connection:
        file = case_file(rt, connection, session.caller, case)
        view = rt.agency(connection, session.caller.agency)
        asked = recusals(rt, connection, session.caller, case)
        copied = copies(rt, connection, session.caller, case)
        code = "" if full else progress_code(connection, session.caller.agency, case)
    if view.roster is None or view.calendar is None:
        raise NotReady("agency-not-ready")
    waiting = file.item.open_tasks
    names = (file.chart.nodes[ElementPath(x.partition("@")[0])].name for x in waiting)
    return page(
        request,
        "case.html",
        session,
        refusal.status if refusal else 200,
        item=file.item,
        chart=file.chart.name,
        waiting=list(names),
        withdrawable=file.chart.power.withdrawal != "never",
        of_own_motion=any(x in file.chart.power.category for x in _OF_OWN_MOTION),
        steps=timeline(file, view.roster, full=full),
        sheet=run_sheet(file, view.roster, view.calendar, rt.now(view)) if full else [],
        actions=[] if full else list(_applicants(file)),
        open=[(x, file.chart.nodes[ElementPath(x.partition("@")[0])].name) for x in waiting],
        recusals=asked,
        still=standstill(rt, file, view, session.caller.role),
        extensible=extensions(rt, file, view),
        grounds=[g.value for g in SuspensionGround],
        visited=list(_visited(file)),
        copies=copied,
        code=code,
        may_copy=_has_acted(file, session.caller.person),
        colleagues=[p for p in view.roster.persons.values() if p.id != session.caller.person],
        filled=filled,
        erased_at=file.erased_at,
        key=new_key(),
        **refusal_shown(refusal),
    )


_OF_OWN_MOTION = ("处罚", "强制", "检查")
"""Classes of power that nobody applies for: who is concerned is a party (当事人)."""


def _has_acted(file: CaseFile, person: str | None) -> bool:
    """Whether the form for a copy is worth showing; the command judges it."""
    kinds = (f.SlotClaimed, f.SlotSigned)
    facts = (x for entry, _ in file.entries for x in entry.facts)
    return person is not None and any(isinstance(x, kinds) and x.person == person for x in facts)


def _applicants(file: CaseFile) -> Iterator[tuple[str, str]]:
    """The open steps that are the applicant's own."""
    for task in file.item.open_tasks:
        definition = file.chart.task(ElementPath(task.partition("@")[0]))
        if definition.external == "applicant":
            yield task, definition.name


def _visited(file: CaseFile) -> Iterator[tuple[str, str]]:
    """Every step that is open or was, the newest first."""
    for entry, _ in reversed(file.entries):
        for fact in entry.facts:
            if isinstance(fact, f.TaskOpened):
                name = file.chart.nodes[ElementPath(fact.task)].name
                yield f"{fact.task}@{fact.visit}", name


@router.get("/cases/{case}/chart.svg")
def case_chart(app: SomeApp, session: SomeSession, case: CasePath) -> Response:
    """The case's chart, with what is done, open and overdue."""
    rt = app.runtime
    with rt.db.reading() as connection:
        file = case_file(rt, connection, session.caller, case)
        view = rt.agency(connection, session.caller.agency)
        given = cards(rt, connection, session.caller, case=case)
    if view.calendar is None or view.roster is None:
        raise NotReady("agency-not-ready")
    rows = run_sheet(file, view.roster, view.calendar, rt.now(view))
    open_ = frozenset(ElementPath(x.partition("@")[0]) for x in file.item.open_tasks)
    done = frozenset(ElementPath(r.task) for r in rows if r.closed_on) - open_
    late = frozenset(ElementPath(r.task) for r in rows if r.late and not r.closed_on) & open_
    edition: Literal["public", "internal"] = (
        "public" if session.caller.role is Role.APPLICANT else "internal"
    )
    svg = render(
        file.chart,
        edition=edition,
        fmt="svg",
        state=ChartState(
            open=open_, done=done, overdue=late, rounds=_rounds(rows), cards=_standing(given)
        ),
    )
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _standing(given: Iterable[CardItem]) -> tuple[tuple[ElementPath, str], ...]:
    """Of the cards that one may read, those not yet closed, by the step that they are about."""
    ended = {CardState.WITHDRAWN, CardState.CLOSED}
    return tuple(
        (ElementPath(x.task.partition("@")[0]), x.colour)
        for x in given
        if x.task and x.state not in ended
    )


def _rounds(rows: list[SheetRow]) -> tuple[tuple[ElementPath, int], ...]:
    """How often each step was come to."""
    found: dict[ElementPath, int] = {}
    for row in rows:
        found[ElementPath(row.task)] = max(row.visit, found.get(ElementPath(row.task), 0))
    return tuple(sorted(found.items()))


@router.post("/cases/{case}/withdraw")
def withdraw(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath
) -> Response:
    """The applicant withdraws."""
    return acted(request, app, session, form, Withdraw(case), "/cases")


@router.post("/cases/{case}/take-back")
def take_back(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath
) -> Response:
    """An officer takes his last step back."""
    return acted(request, app, session, form, TakeBack(case), "/tasks")


@router.post("/cases/{case}/tasks/{task}/urge")
def urge(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    form: SomeForm,
    case: CasePath,
    task: TaskPath,
) -> Response:
    """Urge whoever is to act (催办)."""
    command = Urge(case, task_id(task), typed(form).get("note", ""))
    return acted(request, app, session, form, command, f"/cases/{case}")


def acted(
    request: Request,
    app: App,
    session: Session,
    form: FormData,
    command: CaseCommand,
    to: str,
    beside: CaseId | None = None,
) -> Response:
    """Do it and go there; what is refused is told on the case's own page."""
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        receipt = execute(app.runtime, caller, command, once_of(form), beside)
    except NotVisible:
        if beside is None:
            raise
        refusal = NotReady("not-one-matter")
        return case_shown(request, app, session, command.case, typed(form), refusal)
    except Refusal as refusal:
        return case_shown(request, app, session, command.case, typed(form), refusal)
    return done(to, receipt)
