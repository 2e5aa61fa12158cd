"""What risks there are (风险目录), and by which scheme a bureau grades them (分级方案)."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.finding import Text

COLOURS = ("red", "orange", "yellow", "blue")


@dataclass(frozen=True, slots=True)
class RiskItem:
    """One item of the catalogue. code: the short one of charts and registers, if it has one.

    guards: the controls (model/guards.py) that can hold it; none for what software cannot.
    """

    id: str
    title: Text
    code: str | None
    guards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskCategory:
    """A family of items (风险类别). field: 行政审批, 行政执法, 队伍管理 or 其他."""

    id: str
    field: str
    title: Text
    items: tuple[RiskItem, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """A level of a scheme, as the bureau calls and colours it.

    direct: who manages such a risk; supervise: who watches over that. stated, colour_stated:
    whether its source says so, or we do.
    """

    label: str
    en: str
    colour: str
    direct: str | None
    supervise: str | None
    stated: bool
    colour_stated: bool


@dataclass(frozen=True, slots=True)
class GradingScheme:
    """Levels from the highest down; none where the source names none, and we make none up.

    residual: it grades what is left after measures, so no risk without a measure has a grade.
    """

    id: str
    title: Text
    levels: tuple[Grade, ...]
    criteria: tuple[str, ...]
    residual: bool
    note: str

    def level(self, label: str) -> Grade | None:
        """The level of that label."""
        return next((x for x in self.levels if x.label == label), None)


@dataclass(frozen=True, slots=True)
class RiskCatalogue:
    """All categories, and all schemes by their ids."""

    categories: tuple[RiskCategory, ...]
    schemes: Mapping[str, GradingScheme]

    @property
    def codes(self) -> dict[str, RiskItem]:
        """The items by the codes that charts use."""
        return {i.code: i for c in self.categories for i in c.items if i.code is not None}
