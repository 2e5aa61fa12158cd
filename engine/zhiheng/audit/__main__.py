"""`python -m zhiheng.audit PATH`: 0 nothing is wrong, 1 something is, 2 unreadable."""

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec

from zhiheng.audit.bundle import open_bundle
from zhiheng.audit.container import BundleError
from zhiheng.audit.verdict import Verdict
from zhiheng.audit.verify import verify


def main(arguments: list[str] | None = None) -> int:
    """Verify the bundle at PATH, print what was found, return the exit code."""
    parser = argparse.ArgumentParser("zhiheng.audit", description="核对证据包 / verify a bundle")
    parser.add_argument("path", type=Path, help="证据包（目录或 zip）/ a folder or zip")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 / print JSON")
    asked = parser.parse_args(arguments)
    try:
        verdict = verify(open_bundle(asked.path))
    except BundleError as fault:
        unread = {"ok": False, "entries": 0, "first_bad": None, "unreadable": fault.message}
        _print(unread if asked.json else f"无法读取 / unreadable: {fault}")
        return 2
    _print(as_json(verdict) if asked.json else _report(verdict))
    return 0 if verdict.ok else 1


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain data."""
    return dict(msgspec.to_builtins(verdict))


def _report(verdict: Verdict) -> str:
    word = "完好 / fine" if verdict.ok else "有误 / not fine"
    said = [f"{word}: {verdict.entries} 条 / entries, {verdict.documents} 个文件 / documents"]
    for found in verdict.problems:
        where = found.digest if found.line is None else f"第 {found.line} 行 / line {found.line}"
        said.append(f"{where}: {found.message.zh} / {found.message.en}")
    said += [f"未附 / not included: {digest}" for digest in verdict.absent]
    said += [f"无条目引用 / named by no entry: {digest}" for digest in verdict.unnamed]
    return "\n".join(said)


def _print(said: str | dict[str, Any]) -> None:
    text = said if isinstance(said, str) else msgspec.json.encode(said).decode()
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
