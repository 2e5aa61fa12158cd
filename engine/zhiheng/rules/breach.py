"""Which refusals are signals to the supervisor (违规信号): attempts to pass a gate of the case.

Source: notes of practice (电子监察: a signal for each breach of procedure, beside those of time);
R-200. Not among them is what only shows that somebody mistyped, came late or took a wrong page.
"""

BREACHES = frozenset(
    {
        "above-authority",
        "above-maximum",
        "above-person-limit",
        "below-minimum",
        "collective-amount",
        "different-person",
        "duty-backstop",
        "heavier-kind",
        "heavier-than-noticed",
        "no-valid-card",
        "off-benchmark",
        "risk-undischarged",
        "rounds-used",
        "split-amount",
        "stand-in-separated",
        "stand-in-while-present",
        "supplement-once",
        "surcharge-not-announced",
        "surcharge-too-high",
        "two-hands",
    }
)
"""Ids of the message catalogue."""

STOPPED = "case-stopped"
"""No attempt of anybody: the log of a case cannot be followed any more (异常)."""
SIGNALS = BREACHES | {STOPPED}
