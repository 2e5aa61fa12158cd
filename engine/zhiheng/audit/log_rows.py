"""The rows of an agency's log, as a database holds them; and what a look at all of them found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from zhiheng.audit.trust import Cosigned
from zhiheng.model.finding import Text


class EntryRow(NamedTuple):
    """A row of `entry`."""

    stream: str
    n: int
    hash: str
    body: bytes
    at: str
    account: str
    request_key: str | None


class LeafRow(NamedTuple):
    """A row of `log_leaf`."""

    idx: int
    stream: str
    n: int
    hash: str


class CheckpointRow(NamedTuple):
    """A row of `checkpoint`."""

    size: int
    root: str
    at: str
    note: str


class CosignatureRow(NamedTuple):
    """A row of `cosignature`."""

    size: int
    witness: str
    line: str
    at: str


@dataclass(frozen=True, slots=True)
class LogRows:
    """entries: by stream, then n; leaves: by idx; the others by their keys. No row is trusted.

    nodes: (level, idx) -> hash. heads: stream -> (n, hash) as the rows beside the log keep them.
    """

    agency: str
    entries: Iterable[EntryRow]
    leaves: Iterable[LeafRow]
    nodes: Mapping[tuple[int, int], str]
    checkpoints: Iterable[CheckpointRow]
    cosignatures: Iterable[CosignatureRow]
    heads: Mapping[str, tuple[int, str]]


class LogKind(StrEnum):
    """What is wrong with the log in a database."""

    ENTRY_CHANGED = "entry-changed"
    ENTRY_UNREADABLE = "entry-unreadable"
    ENTRY_MISSING = "entry-missing"
    COLUMN_DIFFERS = "column-differs"
    CHAIN_BROKEN = "chain-broken"
    HEAD_DIFFERS = "head-differs"
    LEAF_MISSING = "leaf-missing"
    LEAF_CHANGED = "leaf-changed"
    NODE_CHANGED = "node-changed"
    CHECKPOINT_CHANGED = "checkpoint-changed"
    CHECKPOINT_MISSING = "checkpoint-missing"
    COSIGNATURE_CHANGED = "cosignature-changed"
    COSIGNATURE_MISSING = "cosignature-missing"
    ROLLED_BACK = "rolled-back"
    REWRITTEN = "rewritten"


LOG_TEXTS: dict[LogKind, Text] = {
    LogKind.ENTRY_CHANGED: Text(
        "条目被改动：与封存或下一条记载的哈希不符",
        "the entry was changed: its bytes have another hash than is kept",
    ),
    LogKind.ENTRY_UNREADABLE: Text("不是合格的日志条目", "not an entry of the log"),
    LogKind.ENTRY_MISSING: Text("条目不在了", "the entry is gone"),
    LogKind.COLUMN_DIFFERS: Text(
        "列与条目原文不符", "a column says something else than the entry's bytes"
    ),
    LogKind.CHAIN_BROKEN: Text("与前一条不相接", "it does not follow the entry before"),
    LogKind.HEAD_DIFFERS: Text(
        "流的末条与另存的编号、哈希不符", "the last entry is not the head that is kept beside"
    ),
    LogKind.LEAF_MISSING: Text("缺一片叶", "a leaf is missing"),
    LogKind.LEAF_CHANGED: Text("叶与条目不符", "the leaf is not the entry"),
    LogKind.NODE_CHANGED: Text(
        "树的结点不符、多余或不在了", "a node of the tree is wrong, too many, or gone"
    ),
    LogKind.CHECKPOINT_CHANGED: Text("检查点不符", "the checkpoint is wrong"),
    LogKind.CHECKPOINT_MISSING: Text("检查点不在了", "the checkpoint is gone"),
    LogKind.COSIGNATURE_CHANGED: Text("副署不符", "the cosignature is wrong"),
    LogKind.COSIGNATURE_MISSING: Text(
        "见证方的副署不在了，或从未送达", "the witness's cosignature is gone, or never came"
    ),
    LogKind.ROLLED_BACK: Text(
        "日志比见证方见过的短：末尾被截去，或恢复了旧备份",
        "the log is shorter than the witness saw it: cut short, or an older copy",
    ),
    LogKind.REWRITTEN: Text(
        "与见证方见过的根不符：日志被重写，或有两种面目",
        "another root than the witness saw: the log was rewritten, or has two faces",
    ),
}


@dataclass(frozen=True, slots=True)
class LogProblem:
    """place: which row, such as `leaf 17` or `case/… #3`."""

    place: str
    kind: LogKind
    message: Text


def log_problem(place: str, kind: LogKind, detail: str = "") -> LogProblem:
    """With its text; detail: what exactly, the same in both languages."""
    return LogProblem(place, kind, LOG_TEXTS[kind].with_detail(detail))


@dataclass(frozen=True, slots=True)
class LogVerdict:
    """first_bad: the place of the first problem. unsealed: entries behind the last leaf.

    signed: whether the log's key was known, so that signatures were checked. cosigned: the
    newest cosignature of each witness that is known. compared: sizes that a witness vouches for.
    """

    ok: bool
    agency: str
    entries: int
    first_bad: str | None
    problems: tuple[LogProblem, ...]
    origin: str | None
    size: int
    unsealed: int
    checkpoints: int
    signed: bool
    cosigned: tuple[Cosigned, ...]
    compared: tuple[int, ...]
