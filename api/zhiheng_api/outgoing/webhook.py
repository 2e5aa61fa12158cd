"""One notice to the webhook, signed as Standard Webhooks 1 has it.

The body holds ids, the case number and words of the chart and of this program; no text that a
person wrote, and nothing of an applicant. Who may know more asks the interface for it.
"""

import json
from datetime import datetime
from typing import Any

import httpx

from zhiheng.commands.notices.outbox import Failure, Outgoing
from zhiheng.model.notice import of_card, said
from zhiheng_api.signing import signature

TIMEOUT = 10
"""Seconds for one attempt."""
_UNNAMED = frozenset({"party", "decides-on"})
"""Recipients whose names would say who the applicant is, or whose recusal was asked for."""


def body_of(out: Outgoing, base: str) -> bytes:
    """What the receiver reads. base: the address of this service, for the link."""
    kind, _, name = out.key.recipient.partition(":")
    to = {"kind": kind} if kind in _UNNAMED else {"kind": kind, "id": name}
    data: dict[str, Any] = {
        "notice": out.key.outward(out.agency),
        "agency": out.agency,
        "text": said(out.kind).zh,
        "to": to,
        "case": None if of_card(out.kind) else out.key.case_id or None,
        "number": out.number,
        "entry": out.key.n,
        "task": out.task,
        "step": out.step,
        "link": link(out, base),
    }
    if of_card(out.kind):
        data["card"] = out.key.case_id
    told = {"type": out.kind, "timestamp": out.at, "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def link(out: Outgoing, base: str) -> str | None:
    """The page of the case or card; None where no address is set."""
    if not base:
        return None
    shelf = "cards" if of_card(out.kind) else "cases"
    return f"{base.rstrip('/')}/{shelf}/{out.key.case_id}" if out.key.case_id else f"{base}/inbox"


def post(
    client: httpx.Client, url: str, key: bytes, out: Outgoing, base: str, now: datetime
) -> Failure | None:
    """Send it. None when it arrived. The answer's body is not read."""
    message, timestamp, body = out.key.outward(out.agency), int(now.timestamp()), body_of(out, base)
    headers = {
        "content-type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(key, message, timestamp, body),
    }
    try:
        with client.stream("POST", url, content=body, headers=headers) as answer:
            if answer.is_success:
                return None
            return Failure(f"HTTP {answer.status_code}", answered=True)
    except httpx.HTTPError as error:
        return Failure(type(error).__name__, answered=False)


def new_client() -> httpx.Client:
    """Follows no redirect and asks no proxy: notices go to the address that is set, or nowhere."""
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False)
