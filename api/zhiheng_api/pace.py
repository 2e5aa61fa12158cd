"""How often an account may write, and an address may try to log in."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from zhiheng.errors import TooMany

_CONFIRMATIONS = RateLimitItemPerMinute(10, 15)
"""Tries of the password by one session within a quarter of an hour."""


class Pace:
    """Limits per minute, each process for itself; 0 switches one off."""

    def __init__(self, writes: int, logins: int, asked: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._writes = RateLimitItemPerMinute(writes) if writes else None
        self._logins = RateLimitItemPerMinute(logins) if logins else None
        self._asked = RateLimitItemPerMinute(asked) if asked else None

    def write(self, account: str) -> None:
        """Prevents one account from filling the log. Raises TooMany."""
        self._hit(self._writes, "write", account)

    def login(self, address: str) -> None:
        """Prevents one address from trying passwords, 64 MiB of memory each. Raises TooMany."""
        self._hit(self._logins, "login", address)

    def ask(self, address: str) -> None:
        """Prevents one address from asking the sealed log without end. Raises TooMany."""
        self._hit(self._asked, "ask", address)

    def confirm(self, session: str) -> None:
        """Prevents trying passwords in a session that was left open. Raises TooMany."""
        self._hit(_CONFIRMATIONS, "confirm", session)

    def _hit(self, item: RateLimitItemPerMinute | None, *who: str) -> None:
        if item is not None and not self._limiter.hit(item, *who):
            raise TooMany("too-many-requests")
