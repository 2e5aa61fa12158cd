"""A permit of any length, built in code: stages of intake, review and check that may go back."""

from unit.diagrams.permit import chart, flow, limit, node, risk, task

from zhiheng.model.chart import Chart, Flow, Node, NodeKind

LANES = (
    ("applicant", "申请人"),
    ("window", "窗口"),
    ("clerk", "经办人"),
    ("chief", "科长"),
    ("deputy", "副局长"),
    ("head", "局长"),
)
_PER_STAGE = 6


def large_permit(nodes: int) -> Chart:
    """So many nodes, or a few less: whole stages between a start and an end."""
    found: list[Node] = [node("start", NodeKind.START, "申请", "applicant")]
    flows: list[Flow] = []
    last = "start"
    for stage in range((nodes - 2) // _PER_STAGE):
        last = _stage(stage, last, found, flows)
    found.append(node("end", NodeKind.END, "办结", "applicant"))
    flows.append(flow(last, "end"))
    return chart(found, flows, LANES)


def _stage(n: int, last: str, found: list[Node], flows: list[Flow]) -> str:
    """Two review at once; the chief sends back, or on to a leader."""
    leader = ("deputy", "head")[n % 2]
    risks = (risk(f"r{n}", "high", "降低标准", "由他人复核"),)
    found += [
        task(f"intake{n}", f"第{n + 1}阶段收件", "window", limits=(limit(2),)),
        task(f"visit{n}", "现场踏勘", "clerk", risks=risks),
        task(f"check{n}", "审核", "chief", risks=risks, limits=(limit(3),)),
        node(f"ask{n}", NodeKind.EXCLUSIVE, "同意?", "chief"),
        task(f"sign{n}", "签批", leader),
        task(f"tell{n}", "告知", "window"),
    ]
    flows += [
        flow(last, f"intake{n}"),
        flow(f"intake{n}", f"visit{n}"),
        flow(f"visit{n}", f"check{n}"),
        flow(f"check{n}", f"ask{n}"),
        flow(f"ask{n}", f"visit{n}", "退回"),
        flow(f"ask{n}", f"sign{n}", "同意"),
        flow(f"sign{n}", f"tell{n}"),
    ]
    return f"tell{n}"
