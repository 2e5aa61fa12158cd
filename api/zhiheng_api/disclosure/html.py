"""A public page as HTML: one template, one variant, addresses relative to where it lies."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from zhiheng_api.disclosure import said
from zhiheng_api.disclosure.site import Site, key_slug, slug_of
from zhiheng_api.disclosure.variant import Variant, between
from zhiheng_api.disclosure.words import words

_HERE = Path(__file__).resolve().parent
STYLE = (_HERE / "site.css").read_bytes()
_env = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=select_autoescape(("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_NAMES = {"index": "powers", "catalogue": "catalogue", "statistics": "statistics"}
_NAMES |= {"progress": "progress", "verify": "verify"}


def html(site: Site, variant: Variant, path: str, template: str, **context: Any) -> bytes:
    """The page at `path`, which is told from the root of the variant."""
    here = variant.folder + path

    def own(target: str) -> str:
        return between(here, variant.folder + target)

    def shared(target: str) -> str:
        return between(here, target)

    return (
        _env.get_template(template)
        .render(
            t=words(variant.lang),
            site=site,
            data=site.data,
            variant=variant,
            own=own,
            shared=shared,
            here=path,
            sections=tuple(
                (f"{page}.html", name)
                for page, name in _NAMES.items()
                if page != "catalogue" or site.catalogue
            ),
            language=between(here, variant.other_language.folder + path),
            size=between(here, variant.other_size.folder + path),
            slug=slug_of,
            key_slug=key_slug,
            length=lambda limit: said.length(limit, variant.lang),
            extended=lambda limit: said.extended(limit, variant.lang),
            basis=said.basis,
            minute=said.minute,
            **context,
        )
        .encode()
    )
