"""The file of a risk register: parsed YAML, checked; a fault says where. Format: docs/formats."""

from collections.abc import Mapping

from zhiheng.model.risk import KINDS
from zhiheng.model.risk_catalogue import UNGRADED, GradingScheme, RiskCatalogue
from zhiheng.model.risk_catalogue_file import guards
from zhiheng.model.risk_register import (
    RECONSTRUCTED,
    TABLE,
    OwnCode,
    PostRisks,
    RegisterChart,
    RegisterMeasure,
    RiskPoint,
    RiskRegister,
)
from zhiheng.model.roster_record import Record, distinct, record

CHIEF = "处室领导"
"""The one owner that is another post for each chart."""
_SOURCES = (TABLE, RECONSTRUCTED)


def read_risk_register(data: object, catalogue: RiskCatalogue) -> RiskRegister:
    """The register in a file. Raises RosterError, which says where and what is wrong.

    A point without a measure can be read: that it lacks one is for the report to say.
    """
    top = record(data, "")
    top.only("agency", "scheme", "note", "leaders", "charts", "codes", "posts", "points")
    named = "scheme" in top.fields
    scheme = catalogue.schemes[top.one_of("scheme", catalogue.schemes)] if named else UNGRADED
    charts = {c.id: c for c in map(_chart, distinct(top.records("charts")))}
    own = {r.text("code"): _code(r) for r in top.records("codes")}
    codes = frozenset(catalogue.codes) | frozenset(own)
    points = distinct(top.records("points"))
    return RiskRegister(
        agency=top.text("agency"),
        scheme=scheme.id,
        note=top.text_or_none("note") or "",
        leaders=_leaders(top, scheme),
        charts=charts,
        codes=own,
        posts=tuple(map(_post, top.records("posts"))),
        points=tuple(_point(r, charts, codes, scheme) for r in points),
    )


def _leaders(top: Record, scheme: GradingScheme) -> dict[str, str]:
    """Each owner that the scheme names must be a post here."""
    given = record(top.fields.get("leaders", {}), "/leaders")
    owners = {x for grade in scheme.levels for x in (grade.direct, grade.supervise) if x}
    named = sorted(owners - {CHIEF})
    given.only(*named)
    return {owner: given.text(owner) for owner in named}


def _chart(item: Record) -> RegisterChart:
    item.only("id", "zh", "class", "section", "chief")
    told = (item.text(name) for name in ("id", "zh", "class", "section", "chief"))
    return RegisterChart(*told)


def _code(item: Record) -> OwnCode:
    item.only("code", "zh", "en", "kind")
    return OwnCode(item.text("zh"), item.one_of("kind", KINDS))


def _post(item: Record) -> PostRisks:
    item.only("post", "duty", "integrity", "efficacy", "measures")
    lists = (item.texts(name) for name in ("integrity", "efficacy", "measures"))
    return PostRisks(item.text("post"), item.text("duty"), *lists)


def _point(
    item: Record,
    charts: Mapping[str, RegisterChart],
    codes: frozenset[str],
    scheme: GradingScheme,
) -> RiskPoint:
    item.only("id", "chart", "post", "kind", "zh", "source", "residual", "marks", "measures")
    marks: dict[str, tuple[str, ...]] = {}
    for mark in item.records("marks"):
        mark.only("node", "codes")
        marks[mark.text("node")] = _known(mark, codes)
    return RiskPoint(
        id=item.text("id"),
        chart=item.one_of("chart", charts),
        post=item.text("post"),
        kind=item.one_of("kind", KINDS),
        zh=item.text("zh"),
        source=item.one_of("source", _SOURCES),
        residual=_residual(item, scheme),
        marks=marks,
        measures=tuple(map(_measure, item.records("measures"))),
    )


def _residual(item: Record, scheme: GradingScheme) -> str:
    """A level of the scheme; nothing where the scheme has no levels."""
    if scheme.levels:
        return item.one_of("residual", (x.label for x in scheme.levels))
    if "residual" in item.fields:
        raise item.fault("分级方案没有等级", "the scheme has no levels")
    return ""


def _known(mark: Record, codes: frozenset[str]) -> tuple[str, ...]:
    named = mark.texts("codes")
    for code in named:
        if code not in codes:
            raise mark.fault(f"没有风险短码 {code}", f"there is no risk code {code}")
    return named


def _measure(item: Record) -> RegisterMeasure:
    item.only("zh", "guard", "source")
    (guard,) = guards(item, (item.text("guard"),))
    return RegisterMeasure(item.text("zh"), guard, item.one_of("source", _SOURCES))
