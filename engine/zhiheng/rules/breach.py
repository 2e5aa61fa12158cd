"""Which refusals are signals to the supervisor (违规信号): attempts to pass a gate of the case.

Source: notes of practice (电子监察: a signal for each breach of procedure, beside those of time);
R-200. Not among them is what only shows that somebody mistyped, came late or took a wrong page.
"""

BREACHES = frozenset(
    {
        "above-authority",
        "above-person-limit",
        "collective-amount",
        "different-person",
        "duty-backstop",
        "no-valid-card",
        "risk-undischarged",
        "rounds-used",
        "stand-in-separated",
        "split-amount",
        "stand-in-while-present",
        "supplement-once",
        "two-hands",
    }
)
"""Ids of the message catalogue."""

STOPPED = "case-stopped"
"""No attempt of anybody: the log of a case cannot be followed any more (异常)."""
SIGNALS = BREACHES | {STOPPED}
