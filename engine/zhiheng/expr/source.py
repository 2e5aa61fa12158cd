"""The text of a condition, read into a tree in which nothing is hidden.

What a reader sees is what is compared: no escapes, no comments, no invisible characters, no
names that Unicode would fold into others.
"""

import ast
import re
import unicodedata
from dataclasses import dataclass

from zhiheng.expr.errors import ExpressionError
from zhiheng.model.finding import Text

MAX_LENGTH = 2_000
"""Characters of one condition."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
"""Exact, because there are no escapes and no line breaks."""
_TRAP = re.compile(r"#|(?<!\w)\.?[0-9][0-9.]*[^\W0-9]")
_BREAKS = str.maketrans("\t\r\n", "   ")


@dataclass(frozen=True, slots=True)
class Source:
    """A condition as one line; `text` has the length of what the modeller wrote."""

    written: str
    text: str
    tree: ast.expr

    def refuse(self, node: ast.AST, zh: str, en: str) -> ExpressionError:
        """An error that points at a node of the tree."""
        return ExpressionError(Text(zh, en), self.column(node))

    def column(self, node: ast.AST) -> int:
        """Where the node begins, in characters from the start of the source."""
        return self._span(node)[0]

    def written_as(self, node: ast.AST) -> str:
        """The very characters of a node."""
        start, end = self._span(node)
        return self.written[start:end]

    def _span(self, node: ast.AST) -> tuple[int, int]:
        # Python counts bytes of UTF-8, and the tree was made from the text without its margin.
        margin = len(self.text) - len(self.text.lstrip(" "))
        line = self.text.strip(" ").encode()
        start, end = getattr(node, "col_offset", 0), getattr(node, "end_col_offset", 0)
        return margin + len(line[:start].decode()), margin + len(line[:end].decode())


def read_source(written: str) -> Source:
    """Parse a condition. Raises ExpressionError on what is no expression or hides something."""
    if len(written) > MAX_LENGTH:
        raise ExpressionError(
            Text(
                f"条件长 {len(written)} 个字符，最多 {MAX_LENGTH} 个",
                f"the condition has {len(written)} characters, at most {MAX_LENGTH} are allowed",
            ),
            MAX_LENGTH,
        )
    text = written.translate(_BREAKS)
    _refuse_hidden(text)
    _refuse_outside_literals(text)
    return Source(written, text, _parse(text))


def _refuse_hidden(text: str) -> None:
    for column, character in enumerate(text):
        if character == "\\" or unicodedata.category(character) in _HIDDEN:
            code = f"U+{ord(character):04X}"
            raise ExpressionError(
                Text(f"不允许使用字符 {code}", f"the character {code} is not allowed"), column
            )


def _refuse_outside_literals(text: str) -> None:
    """A comment would hide what follows it; `1or` would be read as `1 or` with a warning."""
    bare = _LITERAL.sub(lambda found: " " * len(found[0]), text)
    found = _TRAP.search(bare)
    if found is not None:
        raise ExpressionError(
            Text(
                "条件中不能有注释（#），数字后不能紧跟字母",
                "a condition has no comments (#), and no letter follows a digit",
            ),
            found.end() - 1,
        )


def _parse(text: str) -> ast.expr:
    line = text.strip(" ")
    if not line:
        raise ExpressionError(Text("条件为空", "the condition is empty"))
    margin = len(text) - len(text.lstrip(" "))
    try:
        return ast.parse(line, mode="eval").body
    except SyntaxError as fault:
        column = margin + min(max((fault.offset or 1) - 1, 0), len(line) - 1)
    except (ValueError, RecursionError, MemoryError):
        column = margin
    raise ExpressionError(
        Text(
            "这里不是可以理解的条件（引号、运算符须用半角）",
            "this cannot be read as a condition",
        ),
        column,
    )
