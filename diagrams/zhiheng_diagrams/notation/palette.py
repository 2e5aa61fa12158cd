"""Colours. Every text on its ground reaches contrast 4.5 (WCAG AA), and no colour speaks alone."""

from dataclasses import dataclass

INK = "#1B2A41"
GREY = "#55637A"
LINE = "#33415C"
BACK = "#6B3FA0"
RULE = "#A9BAD2"
WHITE = "#FFFFFF"
HEAD = "#24457A"
HEAD_PALE = "#EDF2F9"
LANE_PALE = "#F7F9FC"
BAND = "#DCE7F5"
EVENT = "#E6F2EA"
CONTROL = "#0B6E69"
OUTSIDE = "#EEF0F3"
BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class Tone:
    """A strong colour for frames, badges and words, and its pale ground."""

    strong: str
    pale: str


LEVELS = {
    "high": Tone("#B3261E", "#FDECEA"),
    "medium": Tone("#9A5B00", "#FFF3DC"),
    "low": Tone("#1556A0", "#E8F1FB"),
}
STATES = {
    "done": Tone("#46546A", "#DCE3EC"),
    "open": Tone("#1B5E20", "#DDF3DF"),
    "overdue": Tone("#8E1B14", "#FBD9D5"),
}
HEAT = {
    "cold": Tone("#2F5D50", "#E8F3EF"),
    "warm": Tone("#7A5A00", "#FFF6D6"),
    "hot": Tone("#9A4A00", "#FFE3C4"),
    "worst": Tone("#8E1B14", "#FCD5D1"),
}
"""How large a share of a step is late; the share stands beside the colour."""
HELD = Tone(CONTROL, "#EAF6F4")
WAY = "#C62828"
AWAITED = "#9A5B00"
FAULT = Tone("#8E1B14", "#FCD5D1")
"""Of a picture of a finding: the way it takes, what never comes, what is at fault."""
