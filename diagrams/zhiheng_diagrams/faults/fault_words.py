"""The words on a picture of a finding, in Chinese and in English."""

from collections.abc import Mapping

from zhiheng.model.finding import Severity, Text

AT_FAULT = "fault"
"""The class of the pill at what is at fault."""
AWAITED = Text("等不到", "never comes")
_FAULTS: Mapping[str, Text] = {
    "SND001": Text("卡住", "stuck"),
    "SND002": Text("出不来", "no way out"),
    "SND003": Text("重复", "done twice"),
    "SND004": Text("到不了", "never reached"),
    "SND005": Text("结束不当", "ends wrongly"),
    "SND006": Text("自相矛盾", "contradicts"),
    "WSP001": Text("无人可办", "nobody may act"),
}
SEVERITIES: Mapping[Severity, Text] = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.INFO: Text("提示", "info"),
    Severity.UNPROVEN: Text("未能证明", "unproven"),
}
TITLE = Text("检查结果", "what was found")
CURE = Text("怎么办：", "Cure: ")
STEP = Text("走法的先后", "the way, step by step")
WALKED = Text("走过的线", "flow taken")
TOKEN = Text("办件停在这里", "the case stands here")


def fault_word(rule: str) -> Text:
    """What hangs at an element that a finding of the rule is about."""
    return _FAULTS.get(rule, Text("问题", "at fault"))


def others(rules: Mapping[str, int]) -> Text:
    """What else was found and is not on the picture."""
    told = "、".join(rule if n == 1 else f"{rule}×{n}" for rule, n in rules.items())
    count = sum(rules.values())
    return Text(f"另有 {count} 条不在本图上：{told}", f"{count} more not on this picture")
