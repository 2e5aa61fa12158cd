"""A page's password field confirms the session for signing (design.md §18)."""

from dataclasses import replace

from zhiheng.clock import system_now
from zhiheng.model.caller import Caller
from zhiheng_api.context import App
from zhiheng_api.sessions import Session, confirm


def confirmed(app: App, session: Session, password: str) -> Caller:
    """The caller, confirmed if a right password came along. Raises NotLoggedIn if a wrong one."""
    if not password:
        return session.caller
    app.pace.confirm(session.token_hash)
    confirm(app.runtime, session, password, system_now())
    return replace(session.caller, confirmed=session.kind == "session")
