"""The words of the auditor's page: why something was allowed or refused."""

AUDIT: dict[str, tuple[str, str]] = {
    "why": ("为什么", "Why"),
    "why_long": ("当时为什么可以、为什么不可以", "Why it was allowed, or refused"),
    "why_note": (
        "按当时的花名册、请假、参数、流程图和办件，从日志重建，逐条规则重判。",
        "Judged again rule by rule, on what the log says of that moment.",
    ),
    "why_stream": ("办件id，或访问日志流", "Case id, or an access stream"),
    "why_n": ("第几条", "Entry"),
    "why_ask": ("重判", "Judge again"),
    "why_then": ("当时", "Then"),
    "why_now": ("重判", "Now"),
    "why_allowed": ("可以", "allowed"),
    "why_same": ("与当时一致", "the same verdict"),
    "why_different": ("与当时不一致", "another verdict"),
    "why_not-in-the-log": ("不能全部重判", "not all of it can be judged again"),
    "why_rules": ("当时的规则集与现在的不同", "Judged by another rule set than this one"),
    "why_rule": ("有此情形即拒绝", "Refused if"),
    "why_person": ("人", "Person"),
    "why_verdict": ("结论", "Verdict"),
    "why_passed": ("通过", "passed"),
    "why_basis": ("依据", "Basis"),
    "why_rested": ("当时依据的版本", "What it rested on"),
}
