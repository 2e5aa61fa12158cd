"""`zh:` words that are wrong: left out, with everything around them that depends on them."""

from collections.abc import Iterator

from lxml import etree

from zhiheng.bpmn.markup.tags import is_ours
from zhiheng.bpmn.markup.wording import check_word, is_word
from zhiheng.bpmn.telling.findings import held_as
from zhiheng.model.finding import Finding, Severity


def mend_words(root: etree._Element) -> Iterator[Finding]:
    """Take out each `zh:` element that the vocabulary does not know as it stands."""
    wrong: list[etree._Element] = []
    for word in filter(is_word, root.iter("{*}*")):
        faults = tuple(check_word(word))
        if faults:
            wrong.append(_outermost(word))
        yield from held_as(Severity.WARNING, faults)
    for word in wrong:
        parent = word.getparent()
        if parent is not None:
            parent.remove(word)


def _outermost(word: etree._Element) -> etree._Element:
    parent = word.getparent()
    while parent is not None and is_ours(parent):
        word, parent = parent, parent.getparent()
    return word
