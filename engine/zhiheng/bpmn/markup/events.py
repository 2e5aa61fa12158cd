"""What an event waits for, or brings about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from zhiheng.bpmn.markup.tags import BPMN, children, elements, ident, is_bpmn, local, namespace
from zhiheng.model.chart import Trigger

COMPENSATION = "compensateEventDefinition"
LINK = "linkEventDefinition"
CANCEL = "cancelEventDefinition"
TERMINATE = "terminateEventDefinition"
_TRIGGERS: Mapping[str, Trigger] = {
    "timerEventDefinition": Trigger.TIMER,
    "messageEventDefinition": Trigger.MESSAGE,
    "signalEventDefinition": Trigger.SIGNAL,
    "errorEventDefinition": Trigger.ERROR,
    "escalationEventDefinition": Trigger.ESCALATION,
    "conditionalEventDefinition": Trigger.CONDITION,
    CANCEL: Trigger.ERROR,
}
"""A cancelled transaction leaves by the way of an error of that name."""
DEFINITIONS = frozenset({*_TRIGGERS, COMPENSATION, LINK, TERMINATE})
_TIMES = ("timeDate", "timeDuration", "timeCycle")
_CODES: Mapping[str, str] = {
    "errorEventDefinition": "errorRef",
    "escalationEventDefinition": "escalationRef",
}


@dataclass(frozen=True, slots=True)
class Event:
    """words: the names of its definitions. code: error code, or the text of a timer."""

    words: tuple[str, ...] = ()
    trigger: Trigger = Trigger.NONE
    code: str | None = None

    @property
    def terminates(self) -> bool:
        """Whether it ends all that still runs in its scope."""
        return TERMINATE in self.words

    @property
    def fails(self) -> bool:
        """Whether it ends its scope with an error."""
        return self.trigger is Trigger.ERROR


@dataclass(frozen=True, slots=True)
class Declared:
    """What stands outside the process: codes of errors and escalations, shared events."""

    codes: Mapping[str, str]
    events: Mapping[str, etree._Element]


def declared(process: etree._Element) -> Declared:
    """Read what the file declares beside the process."""
    file = process.getparent()
    around = () if file is None else tuple(e for e in elements(file) if namespace(e) == BPMN)
    return Declared(
        codes={
            ident(e): e.get(f"{local(e)}Code") or ident(e)
            for e in around
            if local(e) in ("error", "escalation")
        },
        events={ident(e): e for e in around if local(e) in DEFINITIONS},
    )


def read_event(element: etree._Element, known: Declared) -> Event:
    """The event of an element; of several definitions the first one that is known."""
    found = tuple(definitions(element, known))
    words = tuple(map(local, found))
    if not found:
        return Event()
    first = found[0]
    return Event(words, _TRIGGERS.get(words[0], Trigger.NONE), _code(first, known))


def definitions(element: etree._Element, known: Declared) -> Iterator[etree._Element]:
    """The definitions that stand in the element, or that it refers to."""
    for child in elements(element):
        if namespace(child) == BPMN and local(child) in DEFINITIONS:
            yield child
        elif is_bpmn(child, "eventDefinitionRef"):
            shared = known.events.get((child.text or "").strip())
            if shared is not None:
                yield shared


def link_name(event: etree._Element) -> str | None:
    """The name of a link event, None for any other."""
    definition = next(children(event, LINK), None)
    if definition is None:
        return None
    return (definition.get("name") or event.get("name") or "").strip()


def _code(definition: etree._Element, known: Declared) -> str | None:
    name = local(definition)
    if name == CANCEL:
        return "cancel"
    if name == "timerEventDefinition":
        return _time(definition)
    reference = definition.get(_CODES[name]) if name in _CODES else None
    return None if reference is None else known.codes.get(reference, reference)


def _time(definition: etree._Element) -> str | None:
    """The text of a timer, as it stands; nothing evaluates it."""
    times = (t for name in _TIMES for t in children(definition, name))
    return next(filter(None, ((t.text or "").strip() for t in times)), None)
