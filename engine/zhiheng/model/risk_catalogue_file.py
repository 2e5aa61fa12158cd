"""The files of risk items and of grading schemes: parsed YAML, checked; a fault says where."""

from zhiheng.model.finding import Text
from zhiheng.model.guards import GUARDS
from zhiheng.model.risk_catalogue import (
    COLOURS,
    Grade,
    GradingScheme,
    RiskCatalogue,
    RiskCategory,
    RiskItem,
)
from zhiheng.model.roster_record import Record, distinct, record

_CHECKS = ("E", "R", "O")
_KINDS = ("integrity", "regulatory", "both")


def read_risk_catalogue(items: object, grading: object) -> RiskCatalogue:
    """The catalogue in the two files. Raises RosterError, which says where and what is wrong."""
    top = record(items, "")
    top.only("note", "categories")
    categories = tuple(map(_category, distinct(top.records("categories"))))
    list(distinct(i for c in top.records("categories") for i in c.records("items")))
    schemes = record(grading, "")
    schemes.only("note", "schemes")
    found = map(_scheme, distinct(schemes.records("schemes")))
    return RiskCatalogue(categories, {s.id: s for s in found})


def _category(item: Record) -> RiskCategory:
    item.only("id", "class", "zh", "en", "items")
    items = tuple(map(_item, item.records("items")))
    return RiskCategory(item.text("id"), item.text("class"), titled(item), items)


def _item(item: Record) -> RiskItem:
    item.only("seq", "id", "code", "zh", "en", "kind", "risk_kind", "check", "guards")
    item.one_of("check", _CHECKS)
    item.one_of("risk_kind", _KINDS)
    return RiskItem(
        item.text("id"), titled(item), item.text_or_none("code"), guards(item, item.texts("guards"))
    )


def guards(item: Record, named: tuple[str, ...]) -> tuple[str, ...]:
    """The same, if all are controls that there are."""
    for guard in named:
        if guard not in GUARDS:
            raise item.fault(f"没有控制 {guard}", f"there is no control {guard}")
    return named


def titled(item: Record) -> Text:
    """Its name in both languages."""
    return Text(item.text("zh"), item.text("en"))


def _scheme(item: Record) -> GradingScheme:
    item.only("id", "zh", "en", "criteria", "residual", "note", "levels")
    return GradingScheme(
        id=item.text("id"),
        title=titled(item),
        levels=tuple(map(_grade, item.records("levels"))),
        criteria=item.texts("criteria"),
        residual=item.flag("residual"),
        note=item.text_or_none("note") or "",
    )


def _grade(item: Record) -> Grade:
    item.only("label", "en", "colour", "colour_stated", "direct", "supervise", "stated")
    return Grade(
        label=item.text("label"),
        en=item.text("en"),
        colour=item.one_of("colour", COLOURS),
        direct=item.text_or_none("direct"),
        supervise=item.text_or_none("supervise"),
        stated=item.flag("stated", default=True),
        colour_stated=item.flag("colour_stated", default=True),
    )
