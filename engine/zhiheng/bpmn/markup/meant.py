"""What a file is meant for: a chart that says nothing in our words is there to be analysed."""

from zhiheng.bpmn.lexicon.terms import NAMESPACE
from zhiheng.bpmn.markup.safe_xml import read_xml
from zhiheng.bpmn.markup.tags import is_bpmn, namespace


def is_foreign(xml: bytes) -> bool:
    """Whether it is BPMN of another tool. False where it cannot be read, or is no BPMN."""
    root = read_xml(xml).root
    if root is None or not is_bpmn(root, "definitions") or NAMESPACE in root.nsmap.values():
        return False
    return not any(namespace(element) == NAMESPACE for element in root.iter("{*}*"))
