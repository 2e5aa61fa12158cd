"""The real service as a process of its own, on a database of a test."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from zhiheng_api.demo.service import free_port

_READY_SECONDS = 60


_UNGUARDED = """
import uvicorn
from zhiheng_api.app import create_app
from zhiheng_api.settings import Settings

settings = Settings()
uvicorn.run(create_app(settings), port=settings.port, log_level="warning")
"""


@dataclass
class Service:
    """The service, to be killed and started again on one database.

    guarded: as `zhiheng serve` runs it, which takes an SQLite file for itself alone.
    """

    url: str
    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    settings: dict[str, str] = field(default_factory=dict)
    guarded: bool = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.data / f"service-{self.port}.log"

    def start(self) -> None:
        command = [sys.executable, "-m", "zhiheng_api", "serve", "--database", self.url]
        command += ["--data", str(self.data), "--port", str(self.port)]
        given = {"DATABASE_URL": self.url, "DATA": str(self.data), "PORT": str(self.port)}
        if not self.guarded:
            command = [sys.executable, "-c", _UNGUARDED]
        with self.log.open("ab") as log:
            env = os.environ | self.settings | {f"ZHIHENG_{k}": v for k, v in given.items()}
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=env)  # noqa: S603
        until = time.monotonic() + _READY_SECONDS
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.address}/health/ready", timeout=5).is_success:
                    return
            except httpx.HTTPError:
                time.sleep(0.05)
        raise AssertionError(self.log.read_text()[-3000:])

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
