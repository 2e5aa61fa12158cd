"""Placeholder removed below."""


def demo() -> None: ...
