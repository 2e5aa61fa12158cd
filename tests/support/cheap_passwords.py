"""Hashes that cost next to nothing: hundreds of tests log in, and one looks at the real cost."""

from argon2 import PasswordHasher

from zhiheng_api import passwords


def cheap_passwords() -> None:
    """From now on in this process."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._hasher = cheap
    passwords._NOBODY = cheap.hash("nobody")
