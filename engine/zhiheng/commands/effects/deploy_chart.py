"""deploy-chart: the paper is a chart, and comes into force as any chart does."""

from zhiheng.commands.agency import AgencyDecision
from zhiheng.commands.deploy import Deploy
from zhiheng.commands.effects.order import Order


def deploy_chart(order: Order) -> AgencyDecision:
    """Checked again at this moment: posts may have emptied since it was drafted."""
    return Deploy(order.paper).effect(order.view, order.world.now)
