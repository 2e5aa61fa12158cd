"""Graphviz, in this process, through pygraphviz (a wheel that brings its own libraries)."""

from threading import Lock
from typing import Literal

import pygraphviz

from zhiheng_diagrams.output import fonts

Format = Literal["svg", "png", "pdf"]

_LOCK = Lock()
"""Graphviz is not safe for threads: one drawing at a time."""


def draw(source: str, fmt: Format) -> bytes:
    """`source` drawn with the positions it gives (nop2)."""
    return _drawn(source, fmt, "nop2")


def lay_out(source: str) -> str:
    """`source` with positions chosen by graphviz (dot), as its JSON."""
    return _drawn(source, "json0", "dot").decode()


def _drawn(source: str, fmt: str, program: str) -> bytes:
    with _LOCK, fonts.ours():
        graph = pygraphviz.AGraph(string=source)
        try:
            drawn: bytes = graph.draw(format=fmt, prog=program)
        finally:
            graph.close()
    return drawn
