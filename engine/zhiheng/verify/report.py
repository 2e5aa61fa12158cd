"""How a fault of a net becomes a finding on its chart."""

from dataclasses import dataclass

from zhiheng.model.finding import Finding, Text
from zhiheng.verify.explore import Explored
from zhiheng.verify.sentences import CURES, MESSAGES, RULES, Cure, Fault
from zhiheng.verify.trace import Teller


@dataclass(frozen=True, slots=True)
class Report:
    """What was explored, and the names to tell it with."""

    teller: Teller
    explored: Explored

    def finding(
        self,
        fault: Fault,
        elements: tuple[str, ...],
        trace: tuple[str, ...],
        cure: Cure,
        **facts: object,
    ) -> Finding:
        """elements: the guilty one first; its name is `{node}` unless `facts` says otherwise."""
        rule, severity = RULES[fault]
        said: dict[str, object] = {
            "way": self.teller.way(trace),
            "node": self.teller.names(elements[:1]),
            **facts,
        }
        return Finding(
            rule=rule,
            severity=severity,
            elements=elements,
            message=filled(MESSAGES[fault], said),
            cure=filled(CURES[cure], said),
            trace=trace,
        )


def filled(text: Text, said: dict[str, object]) -> Text:
    """A sentence with its facts; those that are texts are said in its language."""
    zh = {name: fact.zh if isinstance(fact, Text) else fact for name, fact in said.items()}
    en = {name: fact.en if isinstance(fact, Text) else fact for name, fact in said.items()}
    return Text(text.zh.format(**zh), text.en.format(**en))
