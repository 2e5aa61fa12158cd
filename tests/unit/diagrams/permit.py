"""A chart like 建设工程规划许可 (16 tasks, 10 lanes, loops, a hearing), built in code."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from zhiheng.model.chart import Chart, Flow, Lane, Meaning, Node, NodeKind, Outcome, Task
from zhiheng.model.ids import Digest, ElementPath, PostId, QualificationId, SectionId
from zhiheng.model.limit import Basis, Limit, LimitKind, LimitUnit
from zhiheng.model.power import Power
from zhiheng.model.risk import Measure, Risk
from zhiheng.model.sign_off import SignOff

POWER = Power(
    code="XZXK-0127-003",
    category="行政许可",
    office="××市城乡规划局净月分局",
    enquiry_phone="0000-1234567",
    complaint_phone="0000-7654321",
    fee="不收费",
    edition="public",
    series="净规建字",
)
LANES = (
    ("applicant", "建设单位"),
    ("window", "规划窗口"),
    ("clerk", "规划科经办人"),
    ("jc", "监察科"),
    ("host", "听证主持人"),
    ("chief", "规划科科长"),
    ("deputy", "副局长"),
    ("meeting", "局务会"),
    ("head", "局长"),
    ("city", "市规划局"),
)


def limit(n: int, kind: LimitKind = LimitKind.POST) -> Limit:
    return Limit(kind, n, LimitUnit.WORKING_DAY, "enter", "leave")


def risk(key: str, level: str, says: str, *measures: str, post: str = "clerk") -> Risk:
    kept = tuple(Measure(text) for text in measures)
    return Risk(key, "integrity", says, level, "low", PostId(post), kept)


def task(path: str, name: str, lane: str, **more: Any) -> Node:
    made = Task(ElementPath(path), name, post=PostId(lane), **more)
    return Node(made.path, NodeKind.TASK, name, lane, made)


def node(path: str, kind: NodeKind, name: str, lane: str | None) -> Node:
    return Node(ElementPath(path), kind, name, lane)


def flow(source: str, target: str, name: str = "") -> Flow:
    return Flow(f"{source}-{target}", ElementPath(source), ElementPath(target), name)


def chart(nodes: list[Node], flows: list[Flow], lanes: tuple[tuple[str, str], ...]) -> Chart:
    return Chart(
        key="construction-permit",
        name="建设工程规划许可证核发",
        # Drawings are kept by digest: two charts of one digest would be one picture.
        digest=Digest(sha256(repr((nodes, flows, lanes)).encode()).hexdigest()),
        power=POWER,
        nodes={n.path: n for n in nodes},
        flows=tuple(flows),
        lanes=tuple(Lane(key, name, PostId(key)) for key, name in lanes),
        variables={},
        separations=(),
        limits=(limit(20, LimitKind.STATUTORY), limit(13, LimitKind.PROMISED)),
        bases=(
            Basis("中华人民共和国城乡规划法", "第四十条"),
            Basis("中华人民共和国行政许可法", "第四十二条"),
        ),
    )


def permit() -> Chart:
    x, p = NodeKind.EXCLUSIVE, NodeKind.PARALLEL
    two = SignOff("two-person", SectionId("jc"))
    nodes = [
        node("start", NodeKind.START, "提出申请", "applicant"),
        node("j0", x, "", "window"),
        task(
            "intake",
            "收件受理",
            "window",
            limits=(limit(5, LimitKind.STATUTORY),),
            outcomes=(Outcome("intake", "supplement", Meaning.SUPPLEMENT),),
            risks=(
                risk(
                    "R1",
                    "medium",
                    "故意刁难、反复补正; 对熟人降低收件标准",
                    "一次性书面告知; 补正次数由系统计数",
                    post="window",
                ),
            ),
        ),
        node("g1", x, "材料齐全、符合法定形式?", "window"),
        task("supplement", "补正材料", "applicant", external="applicant", no_limit="由申请人决定"),
        task("reject", "出具不予受理通知书", "window", limits=(limit(1),)),
        node("end-reject", NodeKind.END, "不予受理", "window"),
        node("fork", p, "", "clerk"),
        task(
            "expert",
            "方案技术审查",
            "clerk",
            external="expert",
            limits=(limit(5),),
            risks=(
                risk(
                    "R2",
                    "high",
                    "专家抽取不随机, 与建设单位有利害关系",
                    "随机抽取, 全程留痕",
                    "专家签署无利害关系声明",
                ),
            ),
        ),
        task(
            "visit",
            "现场踏勘",
            "clerk",
            sign_off=two,
            limits=(limit(3),),
            risks=(
                risk(
                    "R3",
                    "high",
                    "单人踏勘、走过场, 接受请托",
                    "两人以上踏勘, 其中一人来自监察科",
                    "定位拍照, 当场签字",
                ),
            ),
        ),
        node("join", p, "", "clerk"),
        task("notice", "批前公示", "clerk", limits=(limit(7, LimitKind.STATUTORY),)),
        node("g2", x, "利害关系人申请听证?", "clerk"),
        task(
            "hearing",
            "组织听证并制作笔录",
            "host",
            qualification=QualificationId("hearing-host"),
            limits=(limit(20, LimitKind.STATUTORY),),
            risks=(
                risk(
                    "R4",
                    "medium",
                    "听证流于形式, 主持人与经办人为同一人",
                    "主持人回避审查与职责分离",
                    post="host",
                ),
            ),
        ),
        node("j1", x, "", "clerk"),
        task(
            "review",
            "提出初审意见",
            "clerk",
            limits=(limit(4),),
            risks=(
                risk(
                    "R5",
                    "high",
                    "放宽容积率、绿地率等指标, 滥用自由裁量权",
                    "指标核对表由系统逐项比对",
                    "经办人与复核人不得为同一人",
                ),
            ),
        ),
        task("oversight", "廉政监督备案", "jc", limits=(limit(1),)),
        task(
            "check",
            "科长审核",
            "chief",
            limits=(limit(2),),
            risks=(risk("R6", "medium", "审核把关不严", "须写明意见与时间", post="chief"),),
        ),
        node("g3", x, "同意?", "chief"),
        task("deputy", "副局长审核", "deputy", limits=(limit(2),)),
        node("g4", x, "是否提交局务会?", "deputy"),
        task(
            "meet",
            "局务会集体审议",
            "meeting",
            sign_off=SignOff("collective"),
            limits=(limit(3),),
            risks=(risk("R7", "high", "个人专断、违规决策", "末位表态, 逐人记录", post="meeting"),),
        ),
        node("j2", x, "", "head"),
        task("sign", "局长签发上报", "head", limits=(limit(1),)),
        task("decide", "市局核发决定", "city", external="city", limits=(limit(5),)),
        node("g5", x, "准予许可?", "city"),
        task(
            "refuse",
            "制作不予许可决定书",
            "window",
            limits=(limit(2),),
            risks=(
                risk(
                    "R8",
                    "low",
                    "理由不充分, 未告知救济权利",
                    "文书模板强制载明理由与救济途径",
                    post="window",
                ),
            ),
        ),
        task("publish", "公布总平面图", "window", limits=(limit(20, LimitKind.STATUTORY),)),
        node("j3", x, "", "window"),
        task("serve", "送达并归档", "window", limits=(limit(10, LimitKind.STATUTORY),)),
        node("end", NodeKind.END, "办结", "window"),
    ]
    flows = [
        flow("start", "j0"),
        flow("j0", "intake"),
        flow("intake", "g1"),
        flow("g1", "fork", "受理"),
        flow("g1", "supplement", "补正"),
        flow("g1", "reject", "不予受理"),
        flow("supplement", "j0"),
        flow("reject", "end-reject"),
        flow("fork", "expert"),
        flow("fork", "visit"),
        flow("expert", "join"),
        flow("visit", "join"),
        flow("join", "notice"),
        flow("notice", "g2"),
        flow("g2", "j1", "否"),
        flow("g2", "hearing", "是"),
        flow("hearing", "j1"),
        flow("j1", "review"),
        flow("review", "oversight"),
        flow("oversight", "check"),
        flow("check", "g3"),
        flow("g3", "deputy", "同意"),
        flow("g3", "j1", "退回初审"),
        flow("deputy", "g4"),
        flow("g4", "meet", "争议或重大"),
        flow("g4", "j2", "一般"),
        flow("g4", "check", "退回科长"),
        flow("meet", "j2"),
        flow("j2", "sign"),
        flow("sign", "decide"),
        flow("decide", "g5"),
        flow("g5", "refuse", "不予许可"),
        flow("g5", "publish", "准予许可"),
        flow("refuse", "j3"),
        flow("publish", "j3"),
        flow("j3", "serve"),
        flow("serve", "end"),
    ]
    return replace(chart(nodes, flows, LANES), digest=Digest("5f2ac91e" * 8))


def renamed(base: Chart, path: str, name: str) -> Chart:
    """`base` with another name for one node, and another digest."""
    nodes = dict(base.nodes)
    nodes[ElementPath(path)] = replace(nodes[ElementPath(path)], name=name)
    digest = Digest(sha256(f"{base.digest}/{path}/{name!a}".encode()).hexdigest())
    return replace(base, nodes=nodes, digest=digest)
