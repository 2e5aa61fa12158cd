"""The real service as a child process, on a free port with a fresh SQLite file."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import httpx

_START_SECONDS = 60
SWEEP_SECONDS = 0.5
"""How soon what is due happens, once the simulated clock has moved."""
_QUICK = {
    "ZHIHENG_SWEEP_SECONDS": str(SWEEP_SECONDS),
    "ZHIHENG_LOGINS_PER_MINUTE": "0",
    "ZHIHENG_WRITES_PER_MINUTE": "0",
}
"""A script acts for a dozen persons faster than any of them would."""


class ServiceError(RuntimeError):
    """The service did not come up, or went away."""


def free_port() -> int:
    """A port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def service(data: Path, begin: datetime) -> Iterator[str]:
    """Run the service; gives its address. Raises ServiceError."""
    port = free_port()
    command = [sys.executable, "-m", "zhiheng_api", "serve", "--data", str(data)]
    command += ["--port", str(port), "--demo-from", begin.strftime("%Y-%m-%dT%H:%M:%S")]
    data.mkdir(parents=True, exist_ok=True)
    with (data / "service.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=log, stderr=subprocess.STDOUT, env=os.environ | _QUICK
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(process, address, data / "service.log")
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ServiceError(f"the service ended: {log.read_text(errors='replace')[-2000:]}")
        try:
            if httpx.get(f"{address}/health/ready", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise ServiceError(f"the service was not ready within {_START_SECONDS} s")
