"""The elements of DMN 1.3 that a decision table consists of, and where they may stand."""

from collections.abc import Iterator, Mapping
from typing import cast

from lxml import etree

from zhiheng.decisions.texts import TEXTS
from zhiheng.model.finding import Finding

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
DMN_FAMILY = ("http://www.omg.org/spec/DMN/", "https://www.omg.org/spec/DMN/")
"""Every version of it, with its drawings."""
FEEL = frozenset({"https://www.omg.org/spec/DMN/20191111/FEEL/", "feel", "FEEL"})
_ALL = frozenset({"description", "extensionElements"})
_DRAWN = {"inputData", "knowledgeSource", "textAnnotation", "association"}
"""The diagram around the table: it says nothing that would have to be obeyed."""

CHILDREN: Mapping[str, frozenset[str]] = {
    "definitions": _ALL | _DRAWN | {"decision"},
    "decision": _ALL
    | {
        "question",
        "allowedAnswers",
        "variable",
        "informationRequirement",
        "authorityRequirement",
        "decisionTable",
    },
    "decisionTable": _ALL | {"input", "output", "annotation", "rule"},
    "input": _ALL | {"inputExpression", "inputValues"},
    "inputExpression": _ALL | {"text"},
    "inputValues": _ALL | {"text"},
    "output": _ALL | {"outputValues", "defaultOutputEntry"},
    "outputValues": _ALL | {"text"},
    "defaultOutputEntry": _ALL | {"text"},
    "rule": _ALL | {"inputEntry", "outputEntry", "annotationEntry"},
    "inputEntry": _ALL | {"text"},
    "outputEntry": _ALL | {"text"},
    "annotationEntry": _ALL | {"text"},
    "informationRequirement": _ALL | {"requiredInput"},
    "authorityRequirement": _ALL | {"requiredAuthority", "requiredInput"},
    "inputData": _ALL | {"variable"},
    "knowledgeSource": _ALL | {"type", "owner", "authorityRequirement"},
    "textAnnotation": _ALL | {"text"},
    "association": _ALL | {"sourceRef", "targetRef"},
}


def namespace(element: etree._Element) -> str:
    """The namespace of the element, or ''."""
    return etree.QName(element).namespace or ""


def local(element: etree._Element) -> str:
    """The name of the element without its namespace."""
    return etree.QName(element).localname


def line(element: etree._Element) -> int:
    """The 1-based line of the element."""
    return cast("int | None", element.sourceline) or 0  # the stubs leave its type open


def children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of that name."""
    return parent.iterchildren(f"{{{DMN}}}{name}")


def text_of(parent: etree._Element, name: str) -> str | None:
    """The text inside the child of that name; None where there is no such child, or several."""
    inner = list(children(parent, name))
    return written(inner[0]) if len(inner) == 1 else None


def written(entry: etree._Element) -> str | None:
    """The text of an entry; comments between its parts hide nothing."""
    texts = list(children(entry, "text"))
    if len(texts) != 1:
        return None
    return "".join(str(part) for part in texts[0].itertext("{*}*")).strip()


def found(rule: str, at: etree._Element, ident: str, /, **facts: object) -> Finding:
    """A finding at that element."""
    return TEXTS[rule].about(rule, (ident,), line(at), facts)
