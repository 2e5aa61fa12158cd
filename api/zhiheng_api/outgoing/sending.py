"""Send what is due, by each channel that is set."""

from collections import defaultdict, deque
from collections.abc import Callable, Generator, Mapping
from contextlib import closing

import httpx

from zhiheng.clock import system_now
from zhiheng.commands.notices.outbox import Failure, Outgoing, enqueue, lease, put_back, settle
from zhiheng.model.ids import AgencyId
from zhiheng.runtime import Runtime
from zhiheng_api.outgoing import mail, webhook
from zhiheng_api.settings import Settings
from zhiheng_api.signing import key_of_secret

WEBHOOK, MAIL = "webhook", "mail"
Attempts = Generator[None, None, None]


def sends(settings: Settings) -> bool:
    """Whether anything leaves the house at all."""
    return bool(settings.webhook_url or settings.smtp_host)


def send_due(
    rt: Runtime,
    settings: Settings,
    client: httpx.Client,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Everything that is due by now. Returns how many attempts were made.

    stopped: asked between two attempts; what was leased by then is given back.
    """
    made = 0
    with closing(_attempts(rt, settings, client)) as attempts:
        for _ in attempts:
            made += 1
            if stopped():
                break
    return made


def _attempts(rt: Runtime, settings: Settings, client: httpx.Client) -> Attempts:
    if settings.webhook_url:
        yield from _webhooks(rt, settings, client)
    if settings.smtp_host and settings.mail_book is not None:
        yield from _letters(rt, settings, mail.read_book(settings.mail_book))


def _webhooks(rt: Runtime, settings: Settings, client: httpx.Client) -> Attempts:
    agency = AgencyId(settings.agency)
    key = key_of_secret(settings.webhook_secret.get_secret_value())

    def send(outs: list[Outgoing]) -> Failure | None:
        # The signature's time is the world's, also where a demo's clock runs ahead.
        now, url = system_now(), settings.webhook_url
        return webhook.post(client, url, key, outs[0], settings.address, now)

    enqueue(rt, agency, WEBHOOK)
    while batch := lease(rt, agency, WEBHOOK):
        yield from _each(rt, [[out] for out in batch], send)


def _letters(rt: Runtime, settings: Settings, book: Mapping[str, str]) -> Attempts:
    agency = AgencyId(settings.agency)

    def send(outs: list[Outgoing]) -> Failure | None:
        to = book.get(outs[0].key.recipient)
        if to is None:
            return Failure("no address any more", answered=True)
        message = mail.letter(outs, settings.mail_from, to, settings.address)
        return mail.send(settings, message)

    enqueue(rt, agency, MAIL, book.keys())
    while batch := lease(rt, agency, MAIL):
        grouped: dict[str, list[Outgoing]] = defaultdict(list)
        for out in batch:
            grouped[out.key.recipient].append(out)
        yield from _each(rt, list(grouped.values()), send)


def _each(
    rt: Runtime,
    parcels: list[list[Outgoing]],
    send: Callable[[list[Outgoing]], Failure | None],
) -> Attempts:
    """One attempt a parcel, until nobody is there; what was not tried goes back."""
    waiting = deque(parcels)
    try:
        while waiting:
            parcel = waiting.popleft()
            failure = send(parcel)
            for out in parcel:
                settle(rt, out, failure)
            yield
            if failure is not None and not failure.answered:
                return
    finally:
        put_back(rt, [out for parcel in waiting for out in parcel])
