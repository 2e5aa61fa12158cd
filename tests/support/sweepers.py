"""Sweepers as processes of their own, to be killed: each sweeps until nothing is left to do."""

import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_SWEEP = """
import sys
from datetime import datetime
from pathlib import Path
from zhiheng.commands.sweeps.sweep import sweep
from zhiheng.runtime import Runtime
from zhiheng.store.db import Database

url, documents, now = sys.argv[1:]
rt = Runtime(Database(url), Path(documents), lambda: datetime.fromisoformat(now))
print("ready", flush=True)
sys.stdin.readline()
while sweep(rt):
    pass
"""


@dataclass
class Sweeper:
    """One process, with a clock that stands."""

    url: str
    documents: Path
    now: datetime
    process: subprocess.Popen[str] | None = None

    def start(self) -> "Sweeper":
        """Wait until it could sweep, and let it."""
        return self.ready().go()

    def ready(self) -> "Sweeper":
        """Wait until it could sweep."""
        words = [self.url, str(self.documents), self.now.isoformat()]
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", _SWEEP, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline().strip() == "ready"
        return self

    def go(self) -> "Sweeper":
        """Let it sweep."""
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self

    def killed_after(self, seconds: float) -> bool:
        """Whether it was killed at work: False when it had done everything before."""
        assert self.process is not None
        time.sleep(seconds)
        at_work = self.process.poll() is None
        self.process.kill()
        self.process.communicate()
        return at_work

    def finish(self) -> None:
        """Let it do the rest."""
        assert self.process is not None
        self.process.communicate()
        assert self.process.returncode == 0
