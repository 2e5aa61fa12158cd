"""A recusal (回避) in a case: who should stand aside, who asked, and what was decided."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recusal:
    """no: 1, 2, ... in the case. asked_by: a person's id, `party:` and an id, or an office.

    granted: None while nobody has decided.
    """

    no: int
    person: str
    asked_by: str
    asked_at: str
    granted: bool | None = None

    @property
    def aside(self) -> bool:
        """Whether he stands aside: once it is granted; at once, if he asked for it himself.

        Another's request changes nothing before the decision (处罚法 43-3).
        """
        own = self.asked_by == self.person
        return self.granted is True or (self.granted is None and own)
