"""deploy-chart: the paper is a chart, and comes into force as any chart does."""

from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.effects.order import Order


def deploy_chart(order: Order) -> AgencyDecision:
    """Checked again at this moment: posts may have emptied since it was drafted."""
    return Deploy(order.paper).effect(order.view, order.world.now)
