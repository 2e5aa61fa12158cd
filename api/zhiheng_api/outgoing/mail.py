"""E-mail: "you have N notices" with case number, step and link, and no personal data.

Addresses of people are no part of the log; they stand in a file of the administrator's.
"""

import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

import yaml

from zhiheng.commands.notices.outbox import Failure, Outgoing
from zhiheng.model.notice import of_card, said
from zhiheng_api.outgoing.webhook import TIMEOUT, link
from zhiheng_api.settings import Settings


def read_book(path: Path) -> Mapping[str, str]:
    """Recipient (`person:gh-1`, `post:GH-c`, ...) -> address. Raises ValueError."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict) or not all(_is_address(v) for v in found.values()):
        raise ValueError(f"{path}: not a list of recipients with their addresses")
    return {str(k): v for k, v in found.items()}


def _is_address(value: object) -> bool:
    """An address alone: nothing that a header could be made of."""
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")


def letter(outs: Sequence[Outgoing], sender: str, to: str, base: str) -> EmailMessage:
    """One letter for all that one recipient is told."""
    message = EmailMessage()
    message["From"], message["To"] = sender, to
    message["Subject"] = f"制衡：您有{len(outs)}条提醒"
    message["X-Zhiheng-Notices"] = " ".join(o.key.outward(o.agency) for o in outs)
    lines = [message["Subject"], ""]
    for out in outs:
        place = " ".join(x for x in (out.number or "无案号的办件", out.step) if x)
        where = link(out, base)
        of_case = out.key.case_id and not of_card(out.kind)
        lines.append(f"- {said(out.kind).zh}：{place}" if of_case else said(out.kind).zh)
        lines += [f"  {where}"] if where else []
    message.set_content("\n".join(lines) + "\n")
    return message


def send(settings: Settings, message: EmailMessage) -> Failure | None:
    """None when the server took it."""
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT) as server:
            if settings.smtp_tls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(message)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        return Failure(type(error).__name__, answered=True)
    except (OSError, smtplib.SMTPException) as error:
        return Failure(type(error).__name__, answered=False)
    return None
