"""What a decision hung on that the log keeps no content of: said, and never guessed."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from zhiheng.errors import Refusal
from zhiheng.model.finding import Text
from zhiheng.why.rules import rules

ERASED = Text(
    "所签的内容已依法删除：只重判了谁可以办，没有重判填写的内容",
    "what was signed has been erased: who may act was judged again, the form was not",
)
NOT_LOOKED_AT = Text(
    "拒绝时没有进入办件，或者该条目没有记下依据：只能看到当时的结论",
    "it was refused before a case was looked at, or the entry does not say on what it rested",
)
ORDERED = Text(
    "系统事项最后一签所下的命令被拒绝；命令不重做，签署本身的规则重判都通过",
    "the command that the system case ends in was refused; it is not carried out again, "
    "and every rule of the signature itself was passed again",
)
TIED = Text(
    "另有一件在同一微秒也有条目，日志里看不出先后",
    "another case has an entry of the very same microsecond, "
    "and the log does not say which came first",
)
_FORM = Text(
    "当时的结论取决于填写的内容，日志不存被拒绝的内容；在那之前的规则重判都通过",
    "it hung on what was filled in, which the log does not keep of a refusal; "
    "every rule before that was passed again",
)
_DOOR = Text(
    "当时的结论取决于会话、文件库或者并发的另一动作，日志里没有",
    "it hung on a session, the store of papers or another act at the same time, "
    "which the log does not hold",
)
_FORM_MODULES = (
    "commands.assignment.delegate", "commands.assignment.recusal", "commands.cases.copy_to",
    "commands.cases.urge", "commands.effects", "commands.filed.amounts", "commands.filed.content",
    "commands.filed.discharge", "commands.filed.form_faults", "commands.filed.forms",
    "commands.filed.reason", "commands.frame.canonical_form", "commands.handling.advance",
    "commands.limits.clock_effects", "commands.limits.counted_back", "commands.signing.amend",
    "commands.signing.gates", "commands.signing.sign", "rules.acceptance", "rules.voting",
    "rules.risk", "rules.ladder", "rules.clock_effects", "rules.counted_back", "runtime.amounts",
    "runtime.tokens",
)  # fmt: skip
"""Where rules look at what people wrote: forms, papers, notes."""
_BY_THE_DOOR = frozenset(
    {
        "document-not-stored", "duty-backstop", "key-not-registered", "key-reused", "moved-on",
        "one-session", "password-spent", "signature-missing", "signature-needs-key",
        "signature-wrong",
    }
)  # fmt: skip


def hung_on(then: str, now: Refusal | None) -> Text | None:
    """On what a refusal hung that cannot be judged again; None where all of it can."""
    if then in _BY_THE_DOOR:
        return _DOOR
    at = _raised_in().get(then, frozenset())
    looks_at_forms = any(m.startswith(_FORM_MODULES) for m in at) or not at
    beyond_now = now is None or any(
        m.startswith(_FORM_MODULES) for m in _raised_in().get(now.rule, frozenset())
    )
    return _FORM if looks_at_forms and beyond_now else None


@lru_cache(maxsize=1)
def _raised_in() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for rule in rules().values():
        for refusal in rule.refusals:
            found[refusal].add(rule.name.rpartition(".")[0])
    return {refusal: frozenset(modules) for refusal, modules in found.items()}
