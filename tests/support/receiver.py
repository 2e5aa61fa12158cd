"""Somebody else's webhook: a process of its own, to be killed and started again at random.

What it has taken it writes down before it answers, so that a kill in between loses the answer only.
It checks signatures by itself, from the specification of Standard Webhooks and not with our code.
"""

import base64
import hashlib
import hmac
import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from typing_extensions import override

from zhiheng_api.demo.service import free_port

KEY = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(KEY).decode()
_READY_SECONDS = 20
_CLUMSY = 7
"""One in so many is written down and then answered by nothing: the process is gone."""


@dataclass
class Receiver:
    """clumsy: it dies by itself now and then, after it has taken something."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    clumsy: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/notices"

    @property
    def taken(self) -> Path:
        return self.folder / "taken.jsonl"

    def start(self) -> None:
        words = [sys.executable, __file__, str(self.port), str(self.taken), str(int(self.clumsy))]
        self.process = subprocess.Popen(words, stderr=subprocess.DEVNULL)  # noqa: S603
        until = time.monotonic() + _READY_SECONDS
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.02)
        raise AssertionError("the receiver did not start")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def received(self) -> list[dict[str, Any]]:
        """All that was taken, in order; a line cut short by a kill was never answered."""
        if not self.taken.exists():
            return []
        lines = self.taken.read_bytes().split(b"\n")[:-1]
        return [json.loads(line) for line in lines]


class _Handler(BaseHTTPRequestHandler):
    taken: Path
    clumsy: bool

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        name, at = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        signed = hmac.new(KEY, f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
        good = self.headers["webhook-signature"] == "v1," + base64.b64encode(signed).decode()
        told = {"id": name, "at": int(at), "good": good, "body": json.loads(body)}
        with self.taken.open("ab") as file:
            file.write(json.dumps(told).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if self.clumsy and int(hashlib.sha256(body + at.encode()).hexdigest(), 16) % _CLUMSY == 0:
            os._exit(1)
        self.send_response(204)
        self.end_headers()

    @override
    def log_message(self, *_given: Any) -> None:
        """Nothing."""


if __name__ == "__main__":
    _Handler.taken, _Handler.clumsy = Path(sys.argv[2]), sys.argv[3] == "1"
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), _Handler).serve_forever()
