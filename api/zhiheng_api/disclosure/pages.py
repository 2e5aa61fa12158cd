"""All the files of the public site: from the root, each with how to make it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from zhiheng.edition.public_chart import PublicChart
from zhiheng.model.power import of_its_own_motion
from zhiheng.queries.disclosure.progress import Progress
from zhiheng.queries.disclosure.site import PowerData
from zhiheng_api.disclosure import charts, proof
from zhiheng_api.disclosure.html import STYLE, html
from zhiheng_api.disclosure.search import Asked
from zhiheng_api.disclosure.site import Filter, Site, filters, highest, limits_of, slug_of
from zhiheng_api.disclosure.variant import VARIANTS, Variant

_HTML = "text/html; charset=utf-8"
_JSON = "application/json"
_SVG = "image/svg+xml"
_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """media: its type. make: its bytes."""

    media: str
    make: Callable[[], bytes]


def pages(site: Site) -> dict[str, Page]:
    """Path -> page. Pages are made only when they are asked for."""
    return dict(_files(site)) | {
        variant.folder + path: Page(_HTML, make)
        for variant in VARIANTS
        for path, make in _pages(site, variant)
    }


def _files(site: Site) -> Iterator[tuple[str, Page]]:
    """What is the same in every language."""
    data = site.data
    yield "site.css", Page("text/css; charset=utf-8", lambda: STYLE)
    yield "powers.json", Page(_JSON, lambda: proof.as_json(proof.powers_list(data)))
    yield "statistics.json", Page(_JSON, lambda: proof.as_json(proof.figures_list(data)))
    if data.checkpoint:
        yield "log/checkpoint.txt", Page(_TEXT, data.checkpoint.encode)
        yield "log/keys.txt", Page(_TEXT, ("\n".join(data.keys) + "\n").encode)
    for power in data.powers:
        for name, page in _of_power(site, power):
            yield f"powers/{slug_of(power)}/{name}", page


def _of_power(site: Site, power: PowerData) -> Iterator[tuple[str, Page]]:
    yield "edition.json", Page(_JSON, lambda: power.published.body)
    yield "entry.json", Page(_JSON, power.entry.encode)
    yield "proof.json", Page(_JSON, lambda: proof.as_json(proof.proof(power)))
    yield "lanes.svg", Page(_SVG, partial(charts.lanes, site, power))
    yield "risks.svg", Page(_SVG, partial(charts.risks, site, power))
    if power.inner is not None:
        yield "inner.svg", Page(_SVG, partial(charts.inner, site, power))


def _pages(site: Site, variant: Variant) -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "index.html", partial(list_page, site, variant, "index.html", None)
    for one in filters(site):
        yield one.path, partial(list_page, site, variant, one.path, one)
    for power in site.data.powers:
        folder = f"powers/{slug_of(power)}/"
        yield f"{folder}index.html", partial(_power_page, site, variant, folder, power)
        yield f"{folder}proof.html", partial(_proof_page, site, variant, folder, power)
    if site.catalogue:
        yield "catalogue.html", partial(html, site, variant, "catalogue.html", "catalogue.html")
    yield "statistics.html", partial(_statistics_page, site, variant)
    yield "progress.html", partial(progress_page, site, variant)
    yield "verify.html", partial(html, site, variant, "verify.html", "verify.html")


def list_page(
    site: Site,
    variant: Variant,
    path: str,
    chosen: Filter | None,
    shown: tuple[PowerData, ...] | None = None,
    asked: Asked | None = None,
) -> bytes:
    """The list of powers, or those that fit. shown, asked: what a search found, and for what."""
    if shown is None:
        fits = (lambda _: True) if chosen is None else chosen.fits
        shown = tuple(p for p in site.data.powers if fits(p.published.edition))
    return html(
        site,
        variant,
        path,
        "list.html",
        shown=shown,
        chosen=chosen,
        filters=filters(site),
        asked=asked,
        highest=highest,
        limits_of=limits_of,
        risk_count=_risk_count,
    )


def progress_page(
    site: Site,
    variant: Variant,
    found: Progress | None = None,
    refused: str = "",
    case: str = "",
) -> bytes:
    """Where a case is looked up, and how far it is."""
    return html(
        site, variant, "progress.html", "progress.html", found=found, refused=refused, case=case
    )


def _power_page(site: Site, variant: Variant, folder: str, power: PowerData) -> bytes:
    edition = power.published.edition
    return html(
        site,
        variant,
        f"{folder}index.html",
        "power.html",
        power=power,
        folder=folder,
        edition=edition,
        lanes={lane.id: lane.name for lane in edition.lanes},
        spoken=charts.in_words(site, power),
        breadth=charts.breadth(site, power),
        risks=[(node, risk) for node, step in edition.steps for risk in step.risks],
        limits=[(None, limit) for limit in edition.limits]
        + [(node, limit) for node, step in edition.steps for limit in step.limits],
        asked_for=not of_its_own_motion(edition.power.category),
        papers=[(node, step.papers) for node, step in edition.steps if step.papers],
    )


def _proof_page(site: Site, variant: Variant, folder: str, power: PowerData) -> bytes:
    path = f"{folder}proof.html"
    return html(site, variant, path, "proof.html", power=power, folder=folder)


def _statistics_page(site: Site, variant: Variant) -> bytes:
    names = {p.published.edition.key: p.published.edition for p in site.data.powers}
    ends = {
        key: {node.id: node.name for node in edition.nodes if node.name}
        for key, edition in names.items()
    }
    path = "statistics.html"
    return html(site, variant, path, "statistics.html", names=names, ends=ends)


def _risk_count(edition: PublicChart) -> int:
    return sum(len(step.risks) for _, step in edition.steps)
