"""What a submitted form holds: its text, its key, its uploads."""

import secrets
import unicodedata
from collections.abc import AsyncIterator, Callable
from datetime import date
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from zhiheng.commands.frame.receipt import Once
from zhiheng.errors import unfit
from zhiheng.model.finding import Text
from zhiheng_api.schemas.inputs import WrongText


async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The submitted form, read on the loop before the endpoint runs in a thread.

    Its uploads are spooled files; they are closed when the response is sent.
    """
    async with request.form() as form:
        yield form


SomeForm = Annotated[FormData, Depends(form_of)]


def new_key() -> str:
    """An idempotency key, so that a button pressed twice acts once."""
    return secrets.token_hex(16)


def text_of(form: FormData, name: str) -> str:
    """A text field in NFC, or nothing."""
    found = form.get(name)
    return unicodedata.normalize("NFC", found.strip()) if isinstance(found, str) else ""


def once_of(form: FormData) -> Once:
    """The form's key."""
    key = text_of(form, "key")
    return Once(key if 8 <= len(key) <= 128 and key.isalnum() else None)  # noqa: PLR2004 - as the API


def day_of(form: FormData, name: str) -> date:
    """A day. Raises BadData."""
    try:
        return date.fromisoformat(text_of(form, name))
    except ValueError as error:
        raise unfit(f"/{name}", Text("日期不对", "no such day")) from error


def whole_of(form: FormData, name: str) -> int:
    """A whole number of few digits. Raises BadData."""
    text = text_of(form, name)
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise unfit(f"/{name}", Text("请填整数", "a whole number is needed"))
    return int(text)


_DIGITS = 9


def upload_of(form: FormData, name: str) -> bytes:
    """What was uploaded; nothing where nothing was."""
    upload = form.get(name)
    return upload.file.read() if isinstance(upload, UploadFile) else b""


def lines_of(form: FormData, name: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(x.strip() for x in text_of(form, name).splitlines() if x.strip())


def typed(form: FormData) -> dict[str, str]:
    """What was typed, to be shown again; never a password."""
    return {k: v for k, v in form.multi_items() if isinstance(v, str) and k != "password"}


def cleaned(check: Callable[[str], str], pointer: str, text: str) -> str:
    """The text as the interface takes it. Raises BadData."""
    try:
        return check(text)
    except WrongText as error:
        raise unfit(pointer, error.message) from error
