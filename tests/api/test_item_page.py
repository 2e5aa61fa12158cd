"""The page of an item tells what does not apply from what somebody forgot to write."""

import re
from dataclasses import replace
from datetime import date

from support.shipped import chart_of

from zhiheng.edition.project import public_edition
from zhiheng.edition.public_chart import PublicChart
from zhiheng.edition.written import edition_bytes, edition_digest
from zhiheng.model.guide import NO_GUIDE
from zhiheng.queries.disclosure.published import Published
from zhiheng.queries.disclosure.site import PowerData, SiteData
from zhiheng_api.disclosure.pages import pages
from zhiheng_api.disclosure.site import Site

DAY = date(2026, 3, 2)
FORGOTTEN, NOT_ASKED = "未填写", "依职权办理，不适用"


def page(edition: PublicChart) -> str:
    digest = edition_digest(edition)
    published = Published(
        edition,
        edition_bytes(edition),
        digest,
        "c",
        1,
        1,
        "h",
        "2026-03-02T01:00:00Z",
        digest,
        "c",
        1,
    )
    power = PowerData(published, "", None, {}, None)
    data = SiteData(
        agency="jy",
        name="净月开发区规划局",
        demo=False,
        today=DAY,
        before=DAY,
        powers=(power,),
        figures=(),
        checkpoint="",
        keys=(),
    )
    return pages(Site(data))[f"powers/{edition.key}/index.html"].make().decode()


def said(page_of: str, section: str) -> str:
    """What stands between this heading and the next."""
    found = re.search(rf'<h2 id="{section}">.*?</h2>(.*?)<h2', page_of, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>", " ", found[1])


def test_an_inspection_asks_for_no_papers_and_promises_no_days() -> None:
    shown = page(public_edition(chart_of("patrol")))
    assert FORGOTTEN not in shown
    for section in ("conditions", "materials", "limits"):
        assert NOT_ASKED in said(shown, section)
    assert "监督检查情况和处理结果应当依法公开，供公众查阅和监督。" in said(shown, "bases")


def test_what_a_permit_leaves_out_was_forgotten() -> None:
    bare = replace(chart_of("setting-out"), guide=NO_GUIDE)
    shown = page(public_edition(bare))
    assert NOT_ASKED not in shown
    for section in ("conditions", "materials", "places"):
        assert FORGOTTEN in said(shown, section)
