"""The risk chart: each risk beside its step, on a level with what holds it; the flow is true."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from support.shipped import chart_of
from unit.diagrams.permit import chart, flow, node, permit, task
from unit.diagrams.random_charts import Sample, charts
from unit.diagrams.seen import area, arrows, check_legible, overlap, shapes, words_of

from zhiheng.model.chart import Chart, NodeKind
from zhiheng_diagrams.base import Wanted, sheets
from zhiheng_diagrams.graph.ranks import ranks
from zhiheng_diagrams.graph.skeleton import skeleton
from zhiheng_diagrams.notation import words
from zhiheng_diagrams.notation.drawing import Picture, Shape
from zhiheng_diagrams.notation.words import Edition
from zhiheng_diagrams.risks.column import column
from zhiheng_diagrams.sheets import paper as sizes
from zhiheng_diagrams.sheets.footer import Issue
from zhiheng_diagrams.sheets.paper import Paper

SEVEN = (
    "site-opinion", "land-permit", "construction-permit", "setting-out", "completion-check",
    "demolition", "penalty",
)  # fmt: skip
CASES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(CASES, max_examples=2000)


def drawn(
    chart: Chart, edition: Edition = "internal", paper: Paper | None = None
) -> tuple[Picture, ...]:
    return sheets(Wanted(chart.digest, "risk", edition, Issue(), "none", chart), paper)


def said(pages: tuple[Picture, ...]) -> str:
    return "".join(one.words.text for page in pages for one in words_of(page))


def panels(page: Picture, css: str) -> list[Shape]:
    return [one for one in shapes(page) if one.css.startswith(css)]


def led_to(chart: Chart) -> set[tuple[str, str]]:
    """Which step comes next after which, past choices of one way: by walking, step by step."""
    found: set[tuple[str, str]] = set()
    onward: dict[str, list[str]] = defaultdict(list)
    for one in chart.flows:
        onward[one.source].append(one.target)
    choices = {p for p, node in chart.nodes.items() if node.kind is NodeKind.EXCLUSIVE}
    for source in set(chart.nodes) - choices:
        waiting, seen = list(onward[source]), set()
        while waiting:
            at = waiting.pop()
            if at not in choices:
                found.add((source, at))
            elif at not in seen:
                seen.add(at)
                waiting += onward[at]
    return found


def check_picture(chart: Chart) -> None:
    one = column(chart, ranks(skeleton(chart)))
    assert {(tie.source, tie.target) for tie in one.ties} == led_to(chart)
    (page,) = drawn(chart)
    flows = [line for line in arrows(page) if line.css.startswith("flow")]
    assert sorted(line.id for line in flows) == sorted(tie.id for tie in one.ties)
    boxes = {shape.id: area(shape) for shape in shapes(page) if shape.id}
    assert set(boxes) == set(one.steps)
    frames = [*boxes.values(), *(area(one) for one in panels(page, "risk-panel"))]
    frames += [area(one) for one in panels(page, "measure-panel")]
    assert not any(overlap(a, b) for a, b in combinations(frames, 2))
    names = [area(one) for one in panels(page, "branch")]
    assert not any(overlap(name, frame) for name in names for frame in frames)
    check_ends(page, boxes)
    check_legible(page)


def check_ends(page: Picture, boxes: dict[str, tuple[float, float, float, float]]) -> None:
    """Each line leaves the border of its step and ends at that of the other, and runs upright."""
    for line in arrows(page):
        if not line.css.startswith("flow"):
            continue
        source, _, target = line.id.partition("-to-")
        for (x, y), step in ((line.points[0], source), (line.points[-1], target)):
            left, top, right, bottom = boxes[step]
            assert left - 0.5 <= x <= right + 0.5, line.id
            assert top - 0.5 <= y <= bottom + 0.5, line.id
        for a, b in zip(line.points, line.points[1:], strict=False):
            assert a[0] == b[0] or a[1] == b[1], line.id


def test_the_permit_is_drawn_truly_and_legibly() -> None:
    check_picture(permit())


@CASES
@given(charts())
def test_any_chart_is_drawn_truly_and_legibly(sample: Sample) -> None:
    check_picture(sample.chart)


@pytest.mark.soak
@MANY
@given(charts())
def test_two_thousand_charts_are_drawn_truly_and_legibly(sample: Sample) -> None:
    check_picture(sample.chart)


@CASES
@given(charts())
def test_lines_to_different_steps_never_run_over_each_other(sample: Sample) -> None:
    (page,) = drawn(sample.chart)
    upright = [
        (line.id.partition("-to-")[2], line.points[1], line.points[2])
        for line in arrows(page)
        if len(line.points) == 4
    ]
    for (target, a, b), (other, c, d) in combinations(upright, 2):
        if target != other and a[0] == c[0]:
            assert max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1])


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_level_measures_and_post_of_every_risk_are_told_in_words(edition: Edition) -> None:
    text = said(drawn(permit(), edition)).replace("　", "")
    for step in permit().nodes.values():
        for risk in step.task.risks if step.task else ():
            assert risk.manifestation.replace(" ", "") in text.replace(" ", "")
            assert f"廉政风险：{words.GRADES[risk.inherent]}，控制后三级(低)" in text
            assert all(one.text.replace(" ", "") in text.replace(" ", "") for one in risk.measures)
            assert f"责任岗位：{words.answers(permit(), step, risk)}" in text


def test_only_the_internal_edition_tells_limits_of_posts() -> None:
    assert "岗位时限" in said(drawn(permit()))
    public = said(drawn(permit(), "public"))
    assert "岗位时限" not in public
    assert "法定时限" in public


def test_each_risk_stands_on_a_level_with_its_measures_and_its_step() -> None:
    (page,) = drawn(permit())
    risks, held = panels(page, "risk-panel"), panels(page, "measure-panel")
    assert len(risks) == sum(len(task.risks) for task in permit().tasks) == len(held)
    steps = [one for one in shapes(page) if one.css.startswith("task")]
    for risk, measures in zip(risks, held, strict=True):
        assert risk.y == measures.y
        number = risk.words[0].text[0]
        assert measures.words[0].text[0] == number
        (step,) = [one for one in steps if one.parts and number in one.parts[0].words[0].text]
        assert area(step)[1] < risk.y < area(step)[3]


def badges(pages: Iterable[Picture]) -> dict[str, str]:
    """The numbers of the risks of each step that has any."""
    told = (
        (one.id, part.words[0].text)
        for page in pages
        for one in shapes(page)
        for part in (one.parts or ())[:1]
        if one.id and part.words
    )
    return dict(told)


def same_on_both(one: Chart) -> None:
    flow = sheets(Wanted(one.digest, "lanes", "internal", Issue(), "none", one), None)
    marked = {path for path, node in one.nodes.items() if node.task and node.task.risks}
    assert badges(flow).keys() >= marked
    assert {k: v for k, v in badges(flow).items() if k in marked} == {
        k: v for k, v in badges(drawn(one)).items() if k in marked
    }


def test_risks_have_the_same_numbers_on_both_charts() -> None:
    same_on_both(permit())


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("key", SEVEN)
def test_so_they_have_on_both_pictures_of_the_seven_powers(key: str) -> None:
    """净月 (003) works when, point 2: seven charts and seven risk charts, each mark on both."""
    same_on_both(chart_of(key))


@pytest.mark.parametrize("paper", ["a4", "a3"])
@pytest.mark.parametrize("edition", ["public", "internal"])
def test_on_paper_every_step_stands_once_and_can_be_read(edition: Edition, paper: Paper) -> None:
    pages = drawn(permit(), edition, paper)
    assert {(page.width, page.height) for page in pages} == {sizes.SIZES[paper]}
    steps = [one.id for page in pages for one in shapes(page) if one.id]
    assert sorted(steps) == sorted(column(permit(), ranks(skeleton(permit()))).steps)
    risks = [one for page in pages for one in panels(page, "risk-panel")]
    assert min(one.size for panel in risks for one in panel.words) >= 11 * sizes.READABLE
    for page in pages:
        check_legible(page)


def test_a_line_that_leaves_its_page_is_told_at_both_ends() -> None:
    pages = drawn(permit(), "internal", "a4")
    assert len(pages) > 1
    at = {one.id: n for n, page in enumerate(pages, start=1) for one in shapes(page) if one.id}
    kept = {line.id for page in pages for line in arrows(page)}
    text = {
        one.id: "".join(line.text for line in one.words) for page in pages for one in shapes(page)
    }
    for tie in column(permit(), ranks(skeleton(permit()))).ties:
        here, there = at[tie.source], at[tie.target]
        assert (tie.id in kept) == (here == there)
        if here != there:
            assert f"→第{there}页 {permit().nodes[tie.target].name}" in text[tie.source]
            assert f"←第{here}页 {permit().nodes[tie.source].name}" in text[tie.target]


def test_names_of_branches_stay_clear_of_the_gateway_that_they_leave() -> None:
    """Three ways leave a fork on one side, told past a choice: none lies under the diamond."""
    nodes = [
        node("start", NodeKind.START, "开始", "a"),
        node("fork", NodeKind.PARALLEL, "送达之后", "a"),
        node("which", NodeKind.EXCLUSIVE, "处罚种类", "a"),
        *(task(key, f"环节{key}", "a") for key in "pqrs"),
    ]
    flows = [flow("start", "fork"), flow("fork", "p"), flow("fork", "which")]
    flows += [flow("which", key, f"第{key}种处罚决定") for key in "qrs"]
    check_picture(chart(nodes, flows, (("a", "科室"),)))


def test_on_paper_a_long_chart_in_lanes_has_all_of_its_pages() -> None:
    nodes = [node("start", NodeKind.START, "开始", "a")]
    nodes += [task(f"t{n}", f"第{n}步", "ab"[n % 2]) for n in range(50)]
    flows = [flow(a.path, b.path) for a, b in pairwise(nodes)]
    long = chart(nodes, flows, (("a", "窗口"), ("b", "科室")))
    wanted = Wanted(long.digest, "lanes", "public", Issue(), "none", long)
    pages = sheets(wanted, "a3")
    assert len(pages) > 1
    steps = [one.id for page in pages for one in shapes(page) if one.css.startswith("task")]
    assert sorted(steps) == sorted(n.path for n in nodes if n.task)
    (alone,) = sheets(Wanted(long.digest, "lanes", "public", Issue(), "none", long, 2), None)
    assert "第2页" in alone.title
