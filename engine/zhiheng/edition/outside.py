"""Verify a published item from its three files alone, as an outsider does.

The edition is the one that the entry publishes; the entry is the leaf; the leaf is in the tree of
the checkpoint; the checkpoint is signed by the log. With the chart itself, for who may have it,
also that the edition is what is made of it.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from zhiheng.audit.checkpoint import read_checkpoint
from zhiheng.audit.entry import leaf_hash
from zhiheng.audit.note import NoteError, Verifier, read_note
from zhiheng.audit.proofs import ProofError, check_inclusion
from zhiheng.audit.trust import signers
from zhiheng.edition.project import public_edition
from zhiheng.edition.written import edition_digest
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Text


class _Log(msgspec.Struct, frozen=True):
    index: int
    size: int
    proof: tuple[str, ...]
    checkpoint: str


class _Proof(msgspec.Struct, frozen=True):
    key: str
    log: _Log | None


class _Fact(msgspec.Struct, frozen=True):
    type: str
    key: str = ""
    chart: str = ""
    edition: str = ""


class _Entry(msgspec.Struct, frozen=True):
    facts: tuple[_Fact, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """The exact bytes of edition.json, entry.json and proof.json; chart: the one that runs."""

    edition: bytes
    entry: bytes
    proof: bytes
    chart: Chart | None = None


def edition_problems(files: Files, keys: Sequence[Verifier] = ()) -> tuple[Text, ...]:
    """What is wrong; empty when all holds. keys: of the log, as published elsewhere.

    Raises ValueError where a file is not what its name says.
    """
    try:
        proof = msgspec.json.decode(files.proof, type=_Proof)
        entry = msgspec.json.decode(files.entry, type=_Entry)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise ValueError(str(fault)) from fault
    return (*_published(files, proof, entry), *_in_the_log(files, proof, keys))


def _published(files: Files, proof: _Proof, entry: _Entry) -> Iterator[Text]:
    kind = "edition-published/1"
    found = [x for x in entry.facts if x.type == kind and x.key == proof.key]
    if len(found) != 1:
        yield Text("这条日志没有公布这个事项", "the entry does not publish this item")
        return
    if found[0].edition != hashlib.sha256(files.edition).hexdigest():
        yield Text(
            "公开版不是这条日志公布的那一份", "the edition is not the one that the entry publishes"
        )
    if files.chart is None:
        return
    if found[0].chart != files.chart.digest:
        yield Text("公开版不是由这个图制成的", "the edition was made of another chart")
        return
    if edition_digest(public_edition(files.chart)) != found[0].edition:
        yield Text("由这个图制成的是另一份公开版", "what is made of the chart is another edition")


def _in_the_log(files: Files, proof: _Proof, keys: Sequence[Verifier]) -> Iterator[Text]:
    log = proof.log
    if log is None:
        yield Text("日志还没有封存这一条", "the log has not sealed the entry yet")
        return
    try:
        note = read_note(log.checkpoint)
        point = read_checkpoint(note.text)
        steps = [base64.b64decode(step, validate=True) for step in log.proof]
        if point.size != log.size:
            yield Text("检查点是另一个长度的", "the checkpoint is of another size")
            return
        leaf = bytes.fromhex(leaf_hash(files.entry))
        check_inclusion(leaf, log.index, log.size, steps, point.root)
        if keys and not signers(note, keys):
            yield Text("检查点没有日志的签名", "the checkpoint is not signed by the log")
    except (NoteError, ProofError, ValueError) as fault:
        yield Text(f"不在检查点的日志里：{fault}", f"not in the log of the checkpoint: {fault}")
