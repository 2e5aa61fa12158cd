"""The pictures of an item, drawn from its edition alone, and the same in words."""

from lxml import etree

from zhiheng.clock import local_date
from zhiheng.edition.drawn import drawn
from zhiheng.queries.disclosure.site import PowerData
from zhiheng.store.log import parse_stamp
from zhiheng_api.disclosure.site import Site, slug_of
from zhiheng_diagrams import render

_LEAST = 900
_READABLE = 0.75
"""Of the letters of a picture, whose smallest are of 11 points."""
_SVG = "{http://www.w3.org/2000/svg}"


def lanes(site: Site, power: PowerData) -> bytes:
    """外部流程图: what the edition says, and nothing that it does not hold."""
    return _picture(site, power, "lanes")


def risks(site: Site, power: PowerData) -> bytes:
    """廉政风险防控图, of the edition too."""
    return _picture(site, power, "risk")


def inner(site: Site, power: PowerData) -> bytes:
    """内部流程图 of the version that was published, where the item shows it."""
    if power.inner is None:
        raise ValueError("the item does not show its internal chart")
    return render(
        power.inner, edition="internal", fmt="svg", issued=_day(power), verify=_verify(site, power)
    )


def breadth(site: Site, power: PowerData) -> int:
    """How broad the flowchart is shown, in pixels: a chart of many lanes scrolls, and is read."""
    root = etree.fromstring(lanes(site, power), etree.XMLParser(resolve_entities=False))
    wide = float(root.attrib["viewBox"].split()[2])
    return max(_LEAST, round(wide * _READABLE))


def in_words(site: Site, power: PowerData) -> tuple[str, ...]:
    """The description that the picture itself carries, line by line, without its heading."""
    root = etree.fromstring(lanes(site, power), etree.XMLParser(resolve_entities=False))
    lines = (root.findtext(f"{_SVG}desc") or "").splitlines()[1:]
    return tuple(line.partition(". ")[2] for line in lines)


def _picture(site: Site, power: PowerData, template: str) -> bytes:
    return render(
        drawn(power.published.edition),
        edition="public",
        fmt="svg",
        template="risk" if template == "risk" else "lanes",
        issued=_day(power),
        verify=_verify(site, power),
    )


def _day(power: PowerData) -> str:
    return local_date(parse_stamp(power.published.at)).isoformat()


def _verify(site: Site, power: PowerData) -> str | None:
    """Where a reader of the paper may compare it with what is in force."""
    if not site.address:
        return None
    return f"{site.address}/public/powers/{slug_of(power)}/proof.html"
