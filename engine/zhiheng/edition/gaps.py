"""What a published item should say and an edition does not: for people to fill in.

Law: 许可法 30 (what is posted where one applies), 处罚法 39; the rest is what published lists of
powers say in practice. Days are promised to who applies, so nothing is promised of penalties,
coercion and inspection; and of these only the penalty has a limit as a whole (处罚法 60), while
强制法 and 规划法 53 have none, or limits of single steps.
"""

from collections.abc import Iterator

from zhiheng.edition.public_chart import PublicChart, PublicPower
from zhiheng.model.finding import Text
from zhiheng.model.limit import LimitKind
from zhiheng.model.power import of_its_own_motion

_PERMITS = "许可"
_UNLIMITED = ("强制", "检查")


def gaps(edition: PublicChart) -> tuple[Text, ...]:
    """By name, in the order in which the page of the item shows them."""
    return tuple(name for name, there in _fields(edition) if not there)


def _fields(edition: PublicChart) -> Iterator[tuple[Text, bool]]:
    guide, power = edition.guide, edition.power
    kinds = {limit.kind for limit in edition.limits}
    yield Text("行使主体", "who exercises the power"), bool(guide.subject)
    yield Text("实施依据", "basis"), bool(edition.bases)
    if _PERMITS in power.category:
        yield Text("受理条件", "conditions of acceptance"), bool(guide.conditions)
        yield Text("申请材料", "papers to hand in"), bool(guide.materials)
    if not _is(power, _UNLIMITED):
        yield Text("法定时限", "statutory limit"), LimitKind.STATUTORY in kinds
    if not of_its_own_motion(power.category):
        yield Text("承诺时限", "promised limit"), LimitKind.PROMISED in kinds
    yield Text("办理地点与时间", "place and hours"), bool(guide.places)
    yield Text("责任事项", "duties"), bool(guide.duties)
    yield Text("追责情形", "liability"), bool(guide.liabilities)
    yield Text("救济途径", "remedies"), bool(guide.remedies)
    risks = [risk for _, step in edition.steps for risk in step.risks]
    yield Text("廉政风险点", "risk points"), bool(risks)
    yield Text("防控措施", "measures"), bool(risks) and all(risk.measures for risk in risks)
    yield Text("责任岗位", "responsible posts"), bool(risks) and all(risk.post for risk in risks)


def _is(power: PublicPower, kinds: tuple[str, ...]) -> bool:
    return any(kind in power.category for kind in kinds)
