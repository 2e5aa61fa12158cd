"""What a verification found."""

from dataclasses import dataclass
from enum import StrEnum

from zhiheng.audit.trust import Cosigned
from zhiheng.model.finding import Text
from zhiheng.model.ids import Digest


class Kind(StrEnum):
    """What is wrong with a line or a document."""

    CHANGED = "changed"
    MISSING = "missing"
    STRAY = "stray"
    MOVED = "moved"
    NO_NEWLINE = "no-newline"
    UNREADABLE = "unreadable"
    NOT_CANONICAL = "not-canonical"
    WRONG_PLACE = "wrong-place"
    WRONG_START = "wrong-start"
    TIME_RUNS_BACK = "time-runs-back"
    DOCUMENT_CHANGED = "document-changed"
    SIGNATURE_WRONG = "signature-wrong"
    KEY_NOT_REGISTERED = "key-not-registered"
    NOT_THE_LEAF = "not-the-leaf"
    NO_PROOF = "no-proof"
    NOT_SIGNED = "not-signed"
    NOT_COSIGNED = "not-cosigned"
    OTHER_LOG = "other-log"
    OTHER_ROOT = "other-root"


TEXTS: dict[Kind, Text] = {
    Kind.CHANGED: Text(
        "本行已被改动：与其后一条（或流末）记载的哈希不符",
        "this line was changed: its hash is not what the next entry, or the head, says",
    ),
    Kind.MISSING: Text("本行不在文件中", "this line is not in the file"),
    Kind.STRAY: Text("本行不属于任何流", "this line belongs to no stream"),
    Kind.MOVED: Text("本行不在其应在的位置", "this line does not stand in its place"),
    Kind.NO_NEWLINE: Text("末行缺换行", "the last line has no line break"),
    Kind.UNREADABLE: Text("不是合格的日志条目", "not an entry of the log"),
    Kind.NOT_CANONICAL: Text(
        "不是规范字节（RFC 8785）", "not in canonical bytes (RFC 8785), so it may be read two ways"
    ),
    Kind.WRONG_PLACE: Text(
        "所写的单位、流或编号与位置不符",
        "agency, stream or number in it do not fit where it stands",
    ),
    Kind.WRONG_START: Text(
        "流的首条与其前一条的哈希不符", "the first entry does not follow the hash before it"
    ),
    Kind.TIME_RUNS_BACK: Text("时间早于前一条", "its time is before that of the entry before"),
    Kind.SIGNATURE_WRONG: Text(
        "本人签名不是所写的密钥对本条请求所签",
        "the actor's own signature is not that key's, of what this entry was asked by",
    ),
    Kind.KEY_NOT_REGISTERED: Text(
        "签名的密钥当时没有为该账号登记，或者已经注销",
        "the key was not registered for the account then, or was revoked",
    ),
    Kind.DOCUMENT_CHANGED: Text("文件内容与其摘要不符", "the document is not what its digest says"),
    Kind.NOT_THE_LEAF: Text(
        "本行不是封存时的那一条", "this line is not the one that was sealed under its index"
    ),
    Kind.NO_PROOF: Text(
        "各行与检查点的根不符：有条目被改动、换过或补入",
        "the lines do not lead to the root of the checkpoint: some were changed, replaced or added",
    ),
    Kind.NOT_SIGNED: Text("检查点没有可信密钥的签名", "no trusted key has signed the checkpoint"),
    Kind.NOT_COSIGNED: Text(
        "检查点没有见证方的副署", "a witness that should have has not cosigned the checkpoint"
    ),
    Kind.OTHER_LOG: Text(
        "见证方见到的是另一个日志", "what the witness saw is a checkpoint of another log"
    ),
    Kind.OTHER_ROOT: Text(
        "与见证方见到的不符：日志有两种面目",
        "not what the witness saw: the log has two faces",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """line: 1-based in entries.jsonl; None when it is a document, named by `digest`.

    Neither: it is the checkpoint, or what it says of all lines together.
    """

    line: int | None
    kind: Kind
    message: Text
    digest: Digest | None = None


@dataclass(frozen=True, slots=True)
class Vouched:
    """The checkpoint that vouches for the lines, who signed it, and what it does not cover.

    published: the keys were given by who verifies; else they came with the bundle, and are to be
    compared with published ones. compared: a witness's own checkpoint is of the same size.
    """

    origin: str
    size: int
    root: str
    signed_by: tuple[str, ...]
    cosigned: tuple[Cosigned, ...]
    published: bool
    compared: bool
    sealed: int
    unsealed: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """entries: how many lines the heads speak of; first_bad: the first bad line, 1-based.

    documents: how many were hashed. absent: named by a fact, but not in the bundle (masked or
    withheld). unnamed: in the bundle, but named by no entry. Neither is a fault by itself.
    signed: entries with the actor's own signature.
    vouched: None when no checkpoint vouches for anything.
    """

    ok: bool
    entries: int
    first_bad: int | None
    problems: tuple[Problem, ...]
    documents: int
    absent: tuple[Digest, ...] = ()
    unnamed: tuple[Digest, ...] = ()
    signed: int = 0
    vouched: Vouched | None = None


def problem(line: int | None, kind: Kind, detail: str = "") -> Problem:
    """A problem of a line, with its text; detail: what exactly, the same in both languages."""
    return Problem(line, kind, TEXTS[kind].with_detail(detail))
