"""Who may do what with which table: the one list that database roles are made of.

`zhiheng db roles` turns it into PostgreSQL (store/roles.py); a test does the ordinary work as
`app` and says which of these were needed. Read it as: role, table, verbs, columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zhiheng.store import tables as t


class DbRole(StrEnum):
    """owner: has the tables and cannot log in. public: the masked views and no table at all."""

    OWNER = "owner"
    APP = "app"
    SEAL = "seal"
    AUDIT = "audit"
    PUBLIC = "public"

    @property
    def name_in_database(self) -> str:
        """Roles belong to a whole server, so they bear the product's name."""
        return f"zhiheng_{self.value}"


LOGINS = (DbRole.APP, DbRole.SEAL, DbRole.AUDIT, DbRole.PUBLIC)


@dataclass(frozen=True, slots=True)
class Rights:
    """What a role may do with a table, besides reading it. update: columns, none for no update."""

    insert: bool = False
    update: tuple[str, ...] = ()
    delete: bool = False


CHOSEN_BY_DATABASE = frozenset({"txid"})
"""Columns of append-only tables that nobody gives: their place is not for the writer to choose."""


def _rest(table: str) -> tuple[str, ...]:
    """Every column but the key: a row may change, and stays the row that it was."""
    found = t.metadata.tables[table]
    return tuple(c.name for c in found.columns if c.name not in found.primary_key.columns)


READ = Rights()
ADD = Rights(insert=True)


def _projected(table: str) -> Rights:
    """Made anew out of the log whenever it must be (store/apply.py)."""
    return Rights(insert=True, update=_rest(table), delete=True)


_PROJECTED = (
    "slot", "clock", "timer", "duty", "case_document", "recusal", "incident", "spending",
    "notice", "case_copy",
)  # fmt: skip

_APP: Mapping[str, Rights] = {
    "entry": ADD,
    "artifact": ADD,
    "breach": ADD,
    "account": ADD,
    "notice_read": ADD,
    # Agencies are founded, and passwords given, by the administrator.
    "agency": Rights(update=("n", "head")),
    "credential": Rights(update=("failures", "locked_until"), delete=True),
    "access_head": Rights(insert=True, update=("n", "head")),
    "series": Rights(insert=True, update=("last",)),
    "scope_lock": Rights(insert=True, update=("scope",)),
    "session": Rights(insert=True, update=("confirmed_at", "spent_at"), delete=True),
    "feed": Rights(insert=True, delete=True),
    "channel": Rights(insert=True, update=("since",)),
    "delivery": Rights(insert=True, update=("state", "attempts", "next_at", "last_error")),
    "case_file": Rights(insert=True, update=_rest("case_file")),
    "card": Rights(insert=True, update=_rest("card")),
    "report": Rights(insert=True, update=("upheld", "answer", "answered_at")),
    # Contents: written once, erased, never changed.
    "value": Rights(insert=True, delete=True),
    "case_label": Rights(insert=True, update=("title",)),
    "party": Rights(insert=True, delete=True),
    "erasure": Rights(insert=True, update=("done_at",)),
    # The key is not here: who seals is a process of its own (ADR 0029).
    "log_leaf": READ,
    "log_node": READ,
    "checkpoint": READ,
    "seal_key": READ,
    "cosignature": ADD,
    "pending": ADD,
    **{name: _projected(name) for name in _PROJECTED},
}

_SECRETS = frozenset({"credential", "session", "feed"})
_CONTENTS = frozenset({"value", "case_label", "report"})
"""What people wrote, and who reported what: an auditor of the log needs none of it. The names of
applicants he needs, since a list of relations goes by them."""
_LOCKS = frozenset({"scope_lock"})

GRANTS: Mapping[DbRole, Mapping[str, Rights]] = {
    DbRole.APP: _APP,
    DbRole.SEAL: {
        **dict.fromkeys(("entry", "agency", "artifact", "cosignature"), READ),
        **dict.fromkeys(("log_leaf", "log_node", "checkpoint", "seal_key"), ADD),
        "pending": Rights(insert=True, delete=True),
    },
    DbRole.AUDIT: {
        name: READ
        for name in sorted(t.metadata.tables)
        if name not in _SECRETS | _CONTENTS | _LOCKS
    },
}


def insertable(table: str) -> tuple[str, ...]:
    """The columns that a writer gives."""
    columns = t.metadata.tables[table].columns
    return tuple(c.name for c in columns if c.name not in CHOSEN_BY_DATABASE)
