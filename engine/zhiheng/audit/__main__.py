"""`python -m zhiheng.audit PATH`: 0 nothing is wrong, 1 something is, 2 unreadable."""

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec

from zhiheng.audit.bundle import open_bundle
from zhiheng.audit.container import BundleError
from zhiheng.audit.note import NoteError
from zhiheng.audit.trust import trust
from zhiheng.audit.verdict import Problem, Verdict, Vouched
from zhiheng.audit.verify import verify


def main(arguments: list[str] | None = None) -> int:
    """Verify the bundle at PATH, print what was found, return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        seen = [path.read_text(encoding="utf-8") for path in asked.checkpoint]
        verdict = verify(open_bundle(asked.path), trust(asked.key, asked.witness, seen))
    except (BundleError, NoteError, OSError, UnicodeDecodeError) as fault:
        message = fault.message if isinstance(fault, BundleError) else str(fault)
        unread = {"ok": False, "entries": 0, "first_bad": None, "unreadable": message}
        _print(unread if asked.json else f"无法读取 / unreadable: {fault}")
        return 2
    _print(as_json(verdict) if asked.json else _report(verdict))
    return 0 if verdict.ok else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("zhiheng.audit", description="核对证据包 / verify a bundle")
    parser.add_argument("path", type=Path, help="证据包（目录或 zip）/ a folder or zip")
    more: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument("--key", **more, help="日志公布的公钥 / the log's published key")
    parser.add_argument("--witness", **more, help="见证方公布的公钥 / a witness's published key")
    parser.add_argument(
        "--checkpoint", type=Path, **more, help="见证方保存的检查点 / what the witness has kept"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 / print JSON")
    return parser


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain data."""
    return dict(msgspec.to_builtins(verdict))


def _report(verdict: Verdict) -> str:
    word = "完好 / fine" if verdict.ok else "有误 / not fine"
    said = [f"{word}: {verdict.entries} 条 / entries, {verdict.documents} 个文件 / documents"]
    said += _vouched(verdict.vouched)
    said += [f"{_place(p)}: {p.message.zh} / {p.message.en}" for p in verdict.problems]
    said += [f"未附 / not included: {digest}" for digest in verdict.absent]
    said += [f"无条目引用 / named by no entry: {digest}" for digest in verdict.unnamed]
    return "\n".join(said)


def _place(found: Problem) -> str:
    if found.line is not None:
        return f"第 {found.line} 行 / line {found.line}"
    return found.digest or "检查点 / checkpoint"


def _vouched(vouched: Vouched | None) -> list[str]:
    if vouched is None:
        return ["没有检查点为这些条目作证 / no checkpoint vouches for these entries"]
    said = [f"检查点 / checkpoint: {vouched.origin}, {vouched.size}"]
    said += [f"日志已签 / signed: {key}" for key in vouched.signed_by]
    said += [f"见证 / seen by {x.witness}, Unix {x.seconds}" for x in vouched.cosigned]
    if vouched.unsealed:
        said.append(f"尚未封存 / not yet sealed: {vouched.unsealed} 条 / lines")
    if not vouched.published:
        said.append("公钥取自包内，请与公布的比对 / the keys came with the bundle: compare them")
    return said


def _print(said: str | dict[str, Any]) -> None:
    text = said if isinstance(said, str) else msgspec.json.encode(said).decode()
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
