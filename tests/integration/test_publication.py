"""What is published is the edition of what runs, as it was examined and signed, and no person."""

import pytest
from support import system_cases as sc
from support.editions import drafted, publish, published, released
from support.office import Office

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
