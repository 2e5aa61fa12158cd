"""The vocabulary as a page for people: docs/formats/vocabulary.md."""

from collections.abc import Iterator

from zhiheng.bpmn.lexicon.terms import NAMESPACE, Attribute, Element, Place
from zhiheng.bpmn.lexicon.vocabulary import VOCABULARY

_HEAD = f"""# 词汇表 The `zh:` vocabulary

`xmlns:zh="{NAMESPACE}"`。这些元素写在 BPMN 元素的 `bpmn:extensionElements` 里，或写在另一个
`zh:` 元素里。表里没有的元素、属性和值一律拒绝，不会被忽略。

These elements stand in `bpmn:extensionElements` of a BPMN element, or inside another `zh:`
element. Whatever is not in the table is refused, never skipped.

本页由 `python -m zhiheng.bpmn.generate` 生成，来源是
`engine/zhiheng/bpmn/lexicon/vocabulary.py`，请勿手改。
This page is generated; do not edit it.
"""


def page() -> str:
    """The page as Markdown, ending with a newline."""
    return "\n".join([_HEAD, *(line for element in VOCABULARY for line in _section(element))])


def _section(element: Element) -> Iterator[str]:
    yield f"## `zh:{element.name}` {element.title.zh}"
    yield ""
    yield f"{element.title.en[0].upper()}{element.title.en[1:]}."
    yield ""
    yield f"位置 Stands in: {', '.join(map(_place, element.places))}."
    yield ""
    if element.content is not None:
        yield f"内容 Text: {element.content.zh} / {element.content.en}."
        yield ""
    if element.attributes:
        yield "| 属性 attribute | 含义 meaning | 值 value | 必填 required |"
        yield "|---|---|---|---|"
        yield from map(_row, element.attributes)
        yield ""


def _place(place: Place) -> str:
    parent = place.parent if place.parent.startswith("zh:") else f"bpmn:{place.parent}"
    often = {
        (False, False): "至多一个 at most one",
        (False, True): "恰一个 just one",
        (True, False): "任意多个 any number",
        (True, True): "至少一个 at least one",
    }
    return f"`{parent}` ({often[place.many, place.required]})"


def _row(attribute: Attribute) -> str:
    allowed = " ".join(f"`{value}`" for value in attribute.allowed) or attribute.kind.value
    title = f"{attribute.title.zh} / {attribute.title.en}"
    return (
        f"| `{attribute.name}` | {title} | {allowed} | {'是 yes' if attribute.required else ''} |"
    )
