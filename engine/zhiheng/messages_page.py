"""The message catalogue as a page for people: docs/refusals.md.

Statuses come from the places that raise the rules, found in the source of both packages, so
that the page cannot say another status than the service answers.
`python -m zhiheng.messages_page` writes the page into the checkout that this module lies in.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from zhiheng import errors
from zhiheng.messages import CATALOGUE, Message

STATUSES: Mapping[str, int] = {
    name: kind.status
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.Refusal) and kind is not errors.Refusal
}
"""Name of a refusal's class -> its HTTP status."""

_PACKAGES = ("zhiheng", "zhiheng_api")

_HEAD = """# 拒绝 Refusals

系统不做某件事时，总是说明：哪条规则、谁、与哪个环节冲突、依据是什么、怎么办。本页列出全部规则。
接口以 `application/problem+json`（RFC 9457）答复，`type` 为 `urn:zhiheng:problem:` 加规则编号，
`rule` 为规则编号，`facts` 是文字里花括号的内容，`pointer` 指出请求体中有误之处（RFC 6901）。

Whatever is refused is refused by one of these rules. The interface answers with
`application/problem+json` (RFC 9457): `type` is `urn:zhiheng:problem:` and the rule's id, `rule`
the id, `facts` what stands in braces below, `pointer` the place at fault in the body (RFC 6901).
Texts in English are in `en`.

规则编号是接口的一部分，不会改名。Rule ids are part of the interface and keep their names.

日志与执行结果不一致时，办件停止，答复 500，`type` 为 `urn:zhiheng:problem:incident`：这不是拒绝，
须由人查明。Where log and executor disagree the case stops with 500, `urn:zhiheng:problem:incident`;
that is no refusal, and people must look.

本页由 `python -m zhiheng.messages_page` 从 `engine/zhiheng/messages.py` 生成，请勿手改。
This page is generated; do not edit it.
"""

_WORDS: Mapping[int, str] = {
    401: "未登录 Nobody is known to be asking",
    403: "此人不可以 This person may not",
    404: "没有，或无权知道 Not there, or not yours to see",
    405: "方式不对 The address is not asked this way",
    409: "状态或关口未就绪 The state of the case, or a gate, is not ready",
    412: "已有新的动作 The case has moved on (`If-Match`)",
    413: "内容过大 Too many bytes",
    422: "内容不能接受 What was sent cannot be taken",
    429: "过于频繁 Asked too often",
    503: "繁忙，请重试 A lock was not had in time",
    507: "存储已满 The storage is full",
}

_NO_LAW = "与法律无关，只是系统的用法 none in law: how the system is used"


def raised() -> dict[str, set[int]]:
    """Rule -> the statuses with which the source of engine and service raises it."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for package in _PACKAGES:
        for source in sorted(_folder(package).rglob("*.py")):
            for rule, status in _raised_in(ast.parse(source.read_bytes())):
                found[rule].add(status)
    return dict(found)


def page() -> str:
    """The page as Markdown, ending with a newline."""
    where = raised()
    by_status: defaultdict[int | None, list[str]] = defaultdict(list)
    for rule in CATALOGUE:
        by_status[min(where.get(rule, ()), default=None)].append(rule)
    lines = [_HEAD]
    for status in sorted(s for s in by_status if s is not None):
        lines += [f"## {status} {_WORDS[status]}", ""]
        for rule in by_status[status]:
            lines += _section(rule, CATALOGUE[rule], where[rule])
    if by_status[None]:
        lines += ["## 尚未使用 Not raised yet", ""]
        for rule in by_status[None]:
            lines += _section(rule, CATALOGUE[rule], set())
    return "\n".join(lines)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the source of {package} is not here")
    return Path(spec.origin).parent


def _raised_in(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Each rule named where a refusal is made, or where a kind of refusal is derived."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in STATUSES and node.args:
                yield from ((rule, STATUSES[node.func.id]) for rule in _texts(node.args[0]))
        elif isinstance(node, ast.ClassDef):
            yield from _derived(node)


def _derived(derived: ast.ClassDef) -> Iterator[tuple[str, int]]:
    """`class X(BadData)` whose constructor calls `super().__init__("rule", ...)`."""
    bases = [b.id for b in derived.bases if isinstance(b, ast.Name) and b.id in STATUSES]
    for node in ast.walk(derived):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "__init__"
            and node.args
        ):
            yield from ((rule, STATUSES[base]) for base in bases for rule in _texts(node.args[0]))


def _texts(rule: ast.expr) -> Iterator[str]:
    """A literal, or the two of `"a" if so else "b"`."""
    if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
        yield rule.value
    elif isinstance(rule, ast.IfExp):
        yield from _texts(rule.body)
        yield from _texts(rule.orelse)


def _section(rule: str, message: Message, statuses: set[int]) -> Iterator[str]:
    codes = "、".join(str(s) for s in sorted(statuses)) or "—"
    yield from (f"### `{rule}`", "")
    yield from (f"**{message.title.zh}** {message.title.en} · HTTP {codes}", "")
    yield from (f"- {message.text.zh}", f"- {message.text.en}")
    yield f"- 怎么办 Cure: {message.cure.zh} {message.cure.en}"
    yield f"- 依据 Basis: {message.basis or _NO_LAW}"
    yield ""


def main() -> None:
    """Write the page into the checkout that this module lies in."""
    checkout = Path(__file__).resolve().parents[2]
    (checkout / "docs/refusals.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
