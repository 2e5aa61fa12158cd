"""Graphviz, in this process, through pygraphviz (a wheel that brings its own libraries)."""

from threading import Lock
from typing import Literal

import pygraphviz

Format = Literal["svg", "png", "pdf"]

_LOCK = Lock()
"""Graphviz is not safe for threads: one drawing at a time."""


def draw(source: str, fmt: Format) -> bytes:
    """`source` drawn with the positions it gives (nop2)."""
    with _LOCK:
        graph = pygraphviz.AGraph(string=source)
        try:
            drawn: bytes = graph.draw(format=fmt, prog="nop2")
        finally:
            graph.close()
    return drawn


def lay_out(source: str) -> str:
    """`source` with positions chosen by graphviz (dot), as its JSON."""
    with _LOCK:
        graph = pygraphviz.AGraph(string=source)
        try:
            placed: bytes = graph.draw(format="json0", prog="dot")
        finally:
            graph.close()
    return placed.decode()
