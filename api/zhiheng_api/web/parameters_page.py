"""Parameters (参数): those in force, a proposal beside them, and the second hand."""

from collections.abc import Iterator, Mapping
from difflib import ndiff
from typing import Any

import yaml
from fastapi import APIRouter, Request
from fastapi.responses import Response

from zhiheng.commands.bureau.agency import AgencyCommand, execute_agency
from zhiheng.commands.bureau.parameters import ConfirmParameters, ProposeParameters
from zhiheng.errors import BadData, Refusal
from zhiheng.queries.parameters import parameters_view
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.sessions import Session
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, new_key, once_of, text_of, typed
from zhiheng_api.web.pages import done, page, refusal_shown

router = APIRouter(include_in_schema=False)

_MOST = 200_000
"""Characters of a file that is typed in; YAML is read slowly."""


@router.get("/parameters")
def parameters_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """In force, proposed, and the versions before."""
    return _page(request, app, session, {}, None)


@router.post("/parameters")
def propose(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """The first hand proposes; the second confirms what it has looked at."""
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        command: AgencyCommand
        if text_of(form, "digest"):
            command = ConfirmParameters(text_of(form, "digest"))
        else:
            command = ProposeParameters(_read(text_of(form, "file")))
        receipt = execute_agency(app.runtime, caller, command, once_of(form))
    except Refusal as refusal:
        return _page(request, app, session, typed(form), refusal)
    return done("/parameters", receipt)


def _read(text: str) -> Any:
    if len(text) > _MOST:
        raise BadData("content-too-large", pointer="/file", limit=_MOST)
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            # By aliases a short file could stand for an endless one.
            raise BadData(
                "parameters-fault",
                pointer="/file",
                why_zh="不能用别名（*）",
                why_en="no aliases (*)",
            )
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        zh = f"第{place.line + 1}行不是YAML" if place else "不是YAML"
        en = f"line {place.line + 1} is no YAML" if place else "it is no YAML"
        raise BadData("parameters-fault", pointer="/file", why_zh=zh, why_en=en) from error


def _page(
    request: Request,
    app: App,
    session: Session,
    filled: Mapping[str, str],
    refusal: Refusal | None,
) -> Response:
    with app.runtime.db.reading() as connection:
        found = parameters_view(app.runtime, connection, session.caller)
        roster = app.runtime.agency(connection, session.caller.agency).roster
    in_force = _file(found.in_force)
    return page(
        request,
        "parameters.html",
        session,
        refusal.status if refusal else 200,
        found=found,
        names={str(p.id): p.name for p in roster.persons.values()} if roster else {},
        file=in_force,
        changes=list(_changes(in_force, _file(found.proposed))) if found.proposed else [],
        own=session.caller.account == found.proposed_by,
        filled=filled,
        key=new_key(),
        **refusal_shown(refusal),
    )


def _file(data: Mapping[str, Any] | None) -> str:
    return yaml.safe_dump(dict(data or {}), allow_unicode=True, sort_keys=False, width=100)


def _changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Each line with `add`, `drop` or `keep`."""
    kinds = {"+": "add", "-": "drop", " ": "keep"}
    for line in ndiff(before.splitlines(), after.splitlines()):
        if line[0] in kinds:
            yield kinds[line[0]], line[2:]
