"""What is published is the edition of what runs, as it was examined and signed, and no person."""

from dataclasses import replace

import pytest
from support import system_cases as sc
from support.editions import drafted, permit, publish, published, released
from support.office import AGENCY, Office

from zhiheng.leaks import Leak
from zhiheng.masking import Personal
from zhiheng.model.caller import Caller
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.runtime.private_names import edition_leaks
from zhiheng_api.sample import begin_operation

_SERVE = '<bpmn:userTask id="serve" name="送达">\n      <bpmn:extensionElements>'
SERVED_UNSEEN = (_SERVE, f'{_SERVE}<zh:withhold reason="测试" />')
"""Service on the party, declared an internal step."""


def test_a_change_behind_the_scenes_leaves_the_edition_as_it_is(sqlite_office: Office) -> None:
    begin_operation(sqlite_office.rt)
    publish(sqlite_office)
    guarded = sc.changed(('opinion="none"', 'opinion="required"'))
    sc.carried(sqlite_office, "chart-release", guarded)
    (now,) = published(sqlite_office)
    assert now.running_version == 2
    assert now.runs


def test_an_edition_of_other_bytes_is_not_published(sqlite_office: Office) -> None:
    begin_operation(sqlite_office.rt)
    paper = {**drafted(sqlite_office).paper, "edition": "e" * 64}
    released(sqlite_office, paper, "edition-differs")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (('edition="public"', 'edition="internal"'), "edition-withheld"),
        (('name="现场踏勘"', 'name="现场踏勘（田雨禾）"'), "edition-leaks"),
        (SERVED_UNSEEN, "edition-untrue"),
    ],
)
def test_nothing_is_published_that_may_not_be(
    sqlite_office: Office, change: tuple[str, str], rule: str
) -> None:
    begin_operation(sqlite_office.rt)
    paper = drafted(sqlite_office).paper
    sc.carried(sqlite_office, "chart-release", sc.changed(change))
    released(sqlite_office, {**paper, "version": sc.in_force(sqlite_office)[-1].digest}, rule)


def named_inside(*, shown: bool) -> Chart:
    """The permit with an officer's name in an internal step."""
    chart = permit("deputy")
    task = replace(chart.task(ElementPath("deputy")), name="副局长韩敬之审核")
    inside = replace(chart.nodes[task.path], name=task.name, task=task)
    power = replace(chart.power, internal_chart=shown)
    return replace(chart, power=power, nodes={**chart.nodes, task.path: inside})


def test_whatever_a_publication_shows_beside_the_edition_names_nobody(
    sqlite_office: Office,
) -> None:
    """The internal chart, where it is shown, and the ids of who signs the public entry."""

    def found(chart: Chart, caller: Caller | None = None) -> tuple[Leak, ...]:
        with sqlite_office.rt.db.reading() as connection:
            view = sqlite_office.rt.agency(connection, AGENCY)
            return edition_leaks(connection, view, chart, caller)

    assert found(named_inside(shown=False)) == ()
    assert [leak.kind for leak in found(named_inside(shown=True))] == [Personal.NAME]
    assert found(permit(), sc.hand("aq-1")) == ()
    spelt = replace(sc.hand("aq-1"), person=PersonId("韩敬之"))
    assert [leak.kind for leak in found(permit(), spelt)] == [Personal.NAME]
