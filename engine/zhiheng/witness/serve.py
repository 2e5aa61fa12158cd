"""The service: cosigns what it is brought, and asks each log for what is new."""

import sqlite3
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import httpx

from zhiheng.witness.follow import Silent, follow
from zhiheng.witness.judge import Refused
from zhiheng.witness.page import page
from zhiheng.witness.request import LONGEST_BODY, read_request
from zhiheng.witness.witness import Witness

_SECONDS = 10
"""How long a connection may keep the service waiting."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _SECONDS
    witness: Witness
    silence: int

    def do_GET(self) -> None:
        """The page, or `/checkpoints/<origin>`: the notes to verify a log against."""
        if self.path == "/":
            self._answer(200, page(self.witness, self.silence), "text/html; charset=utf-8")
        elif self.path.startswith("/checkpoints/"):
            origin = unquote(self.path.removeprefix("/checkpoints/"))
            notes = "".join(seen.note.encode() for seen in self.witness.memory.history(origin))
            self._answer(200 if notes else 404, notes)
        else:
            self._answer(404, "")

    def do_POST(self) -> None:
        """`/add-checkpoint`."""
        if self.path != "/add-checkpoint":
            self.close_connection = True
            self._answer(404, "")
            return
        try:
            signature = self.witness.add(read_request(self._body()))
        except Refused as refusal:
            if refusal.size is None:
                self._answer(refusal.status, f"{refusal}\n")
            else:
                self._answer(refusal.status, f"{refusal.size}\n", "text/x.tlog.size")
            return
        self._answer(200, signature.line())

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LONGEST_BODY:
            self.close_connection = True
            raise Refused(413 if length.isdigit() else 411, "too long, or of unknown length")
        return self.rfile.read(int(length))

    def _answer(self, status: int, text: str, kind: str = "text/plain; charset=utf-8") -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.end_headers()
        self.wfile.write(content)

    def log_request(self, *_: object) -> None:  # type: ignore[explicit-override]  # 3.11 has no `override`
        """What is asked is nobody's business; what is wrong stands on the page."""


def server(witness: Witness, address: tuple[str, int], silence: int) -> ThreadingHTTPServer:
    """Bound, not yet serving."""
    made = {"witness": witness, "silence": silence}
    return ThreadingHTTPServer(address, type("Handler", (_Handler,), made))


def keep_following(
    witness: Witness,
    every: float,
    client: httpx.Client,
    stop: threading.Event,
    say: Callable[[str], None],
) -> None:
    """Ask every log again and again. What goes wrong is said, and the others go on."""
    while not stop.is_set():
        for log in witness.logs.values():
            if not log.url:
                continue
            try:
                follow(witness, log, client)
            except (Silent, Refused, sqlite3.Error, OSError) as fault:
                say(f"{log.origin}: {fault}")
        stop.wait(every)
