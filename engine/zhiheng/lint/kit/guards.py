"""The controls of the catalogue (控制目录) as lint asks for them: id and Chinese name."""

from collections.abc import Mapping

from zhiheng.model import guards
from zhiheng.model.guards import Gate

GUARDS: Mapping[str, str] = {guard.id: guard.name for guard in guards.GUARDS.values()}

COLLECTIVE = frozenset(
    guard.id for guard in guards.GUARDS.values() if guard.gates == (Gate.COLLECTIVE,)
)
"""Controls that are a meeting: kept where the step is drawn as `zh:signOff kind="collective"`."""
