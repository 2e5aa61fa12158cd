"""Check `zh:` elements against the vocabulary: names, places, attributes, values."""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from zhiheng.bpmn.lexicon.terms import Attribute, Element, Kind
from zhiheng.bpmn.lexicon.vocabulary import VOCABULARY, element, required_in
from zhiheng.bpmn.markup.names import is_element_id
from zhiheng.bpmn.markup.tags import (
    EXTENSIONS,
    OUR_FAMILY,
    elements,
    ident,
    is_bpmn,
    is_ours,
    line,
    local,
    namespace,
    shown,
)
from zhiheng.bpmn.telling.findings import finding
from zhiheng.expr.names import is_variable_name
from zhiheng.model.finding import Finding

MAX_TEXT = 2_000
"""Characters of one attribute."""
_MAX_DIGITS = 6
_EXPECTED = {
    Kind.TEXT: f"≤ {MAX_TEXT} 字符 characters",
    Kind.NUMBER: "整数 a whole number",
    Kind.FLAG: "true | false",
    Kind.ID: "编号 an id",
    Kind.IDS: "编号，空格隔开 ids with spaces between",
    Kind.NAME: "变量名 the name of a variable",
    Kind.CONDITION: f"表达式，≤ {MAX_TEXT} 字符 an expression",
}


def check_wording(root: etree._Element) -> Iterator[Finding]:
    """Findings for every `zh:` element that the vocabulary does not know as it stands."""
    for found in root.iter("{*}*"):
        if is_word(found):
            yield from check_word(found)
        elif any(is_bpmn(found, e) for e in _PARENTS):
            yield from _missing(found, found, local(found))


def is_word(found: etree._Element) -> bool:
    """Whether it is an element of our family, of whatever version."""
    return namespace(found).startswith(OUR_FAMILY)


_PARENTS = frozenset(p.parent for e in VOCABULARY for p in e.places if p.required)


def check_word(found: etree._Element) -> Iterator[Finding]:
    """Findings on one `zh:` element."""
    owner, parent = _parent(found)
    known = element(local(found)) if is_ours(found) else None
    place = known.place(parent) if known else None
    if known is None or place is None:
        yield finding("BPM012", (ident(owner),), line(found), parent=parent, element=local(found))
        return
    if not place.many and _earlier(found):
        yield finding("BPM016", (ident(owner),), line(found), parent=parent, element=known.name)
    yield from _attributes(found, known, owner)
    yield from _missing(found, owner, f"zh:{known.name}")
    if known.content is not None and not (found.text or "").strip():
        yield _lacking(found, owner, known.content.zh)


def _parent(found: etree._Element) -> tuple[etree._Element, str]:
    """The BPMN element that owns it, and the vocabulary's name of where it stands."""
    parent = found.getparent()
    if parent is None:
        return found, ""
    if is_ours(parent):
        return _parent(parent)[0], shown(parent)
    if is_bpmn(parent, EXTENSIONS) and (owner := parent.getparent()) is not None:
        return owner, local(owner)
    return parent, local(parent)


def _earlier(found: etree._Element) -> bool:
    return any(True for _ in found.itersiblings(str(found.tag), preceding=True))


def _attributes(found: etree._Element, known: Element, owner: etree._Element) -> Iterator[Finding]:
    for key, value in found.attrib.items():
        attribute = known.attribute(str(key))
        if attribute is None:
            yield finding(
                "BPM013",
                (ident(owner),),
                line(found),
                element=f"zh:{known.name}",
                attribute=str(key),
                known=", ".join(a.name for a in known.attributes),
            )
        elif not str(value).strip():
            yield _lacking(found, owner, attribute.name)
        elif not fits(attribute, str(value).strip()):
            yield finding(
                "BPM015",
                (ident(owner),),
                line(found),
                element=f"zh:{known.name}",
                attribute=attribute.name,
                value=str(value),
                expected=" | ".join(attribute.allowed) or _EXPECTED[attribute.kind],
            )
    for attribute in known.attributes:
        if attribute.required and found.get(attribute.name) is None:
            yield _lacking(found, owner, attribute.name)


def _missing(found: etree._Element, owner: etree._Element, parent: str) -> Iterator[Finding]:
    """The `zh:` elements that must stand here and do not."""
    inside = found if is_ours(found) else found.find(f"{{*}}{EXTENSIONS}")
    there = {local(e) for e in elements(inside) if is_ours(e)} if inside is not None else set()
    for name in required_in(parent):
        if name not in there:
            yield _lacking(found, owner, f"zh:{name}")


def _lacking(found: etree._Element, owner: etree._Element, missing: str) -> Finding:
    return finding("BPM014", (ident(owner),), line(found), element=shown(found), missing=missing)


def fits(attribute: Attribute, value: str) -> bool:
    """Whether the value is written as the attribute asks."""
    if attribute.kind is Kind.CHOICE:
        return value in attribute.allowed
    return len(value) <= MAX_TEXT and _FITS[attribute.kind](value)


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= _MAX_DIGITS


def _anything(_value: str) -> bool:
    """What a text or a condition says is checked where it is used."""
    return True


_FITS: Mapping[Kind, Callable[[str], bool]] = {
    Kind.TEXT: _anything,
    Kind.NUMBER: _is_number,
    Kind.FLAG: ("true", "false").__contains__,
    Kind.ID: is_element_id,
    Kind.IDS: lambda value: all(map(is_element_id, value.split())),
    Kind.NAME: is_variable_name,
    Kind.CONDITION: _anything,
}
