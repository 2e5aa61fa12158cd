"""A mail server that takes letters and keeps them, as far as smtplib asks for one."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default

from typing_extensions import override


class _Session(socketserver.StreamRequestHandler):
    @override
    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say("354 go on")
                self.server.letters.append(self._letter())  # type: ignore[attr-defined]  # ours
                self._say("250 taken")
            elif word == b"RCPT" and self.server.refuses in line:  # type: ignore[attr-defined]  # ours
                self._say("550 unknown")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _letter(self) -> Message:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return message_from_bytes(b"".join(lines), policy=default)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    """letters: what came. refuses: addresses with these bytes are unknown here."""

    letters: list[Message]
    refuses: bytes = b"unknown"
    daemon_threads = True

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def sink() -> Iterator[Sink]:
    """One that runs meanwhile."""
    with Sink(("127.0.0.1", 0), _Session) as server:
        server.letters = []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
