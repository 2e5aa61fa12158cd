"""Charts as other tools draw them: no words of ours, and often not all that BPMN wants."""

import itertools

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="file">'
)


def flow(source: str, target: str, condition: str | None = None, name: str = "") -> str:
    """A sequence flow with the id `source-target`, or the one given."""
    inside = "" if condition is None else f"<conditionExpression>{condition}</conditionExpression>"
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{name or f"{source}-{target}"}" {ends}>{inside}</sequenceFlow>\n'


def way(*names: str) -> str:
    """Flows from each to the next."""
    return "".join(flow(a, b) for a, b in itertools.pairwise(names))


def nodes(*tags: str) -> str:
    """`tag:id` each, as elements."""
    made = (tag.partition(":") for tag in tags)
    return "".join(f'<{tag} id="{name}" name="{name}"/>\n' for tag, _, name in made)


def process(inside: str, around: str = "", attributes: str = 'isExecutable="true"') -> bytes:
    """A file with one process; around: what stands beside it."""
    lanes = "<laneSet><lane id='lane'/></laneSet>"
    body = f'<process id="p" name="P" {attributes}>\n{lanes}{inside}</process>'
    return f"{HEAD}{around}\n{body}</definitions>".encode()


ENDS = nodes("startEvent:s", "endEvent:e")
STEP = ENDS + nodes("userTask:a") + way("s", "a", "e")
"""A start, a task and an end."""
