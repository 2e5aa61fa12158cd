"""Further versions of the sample permit, and running cases going over to them (迁移)."""

from collections.abc import Mapping

from support.office import AGENCY, Office, caller
from support.permit_chart import PERMIT
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.approve_migration import ApproveMigration
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.cases.migrate import Migrate
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.fire import law_of
from zhiheng.model.ids import CaseId
from zhiheng.runtime.migrations import MigrationItem, migrations

KEY = "construction-permit"
_CHECK = '<bpmn:exclusiveGateway id="after_check"'
_TASK = """<bpmn:userTask id="second_check" name="综合复核">
      <bpmn:extensionElements>
        <zh:post post="ZH-k" opinion="required" />
        <zh:basis law="中华人民共和国城乡规划法" article="第四十条" version="2019-04-23" />
        <zh:limit kind="post" n="1" unit="working-day" start="enter" end="leave" roll="none" />
        <zh:document name="复核意见" direction="out" required="true" />
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="second_checked" sourceRef="second_check" targetRef="deputy" />
    """


def _put(text: str, *changes: tuple[str, str]) -> bytes:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


_LANE = """<bpmn:lane id="lane_second" name="综合管理科科长">
        <bpmn:extensionElements><zh:post post="ZH-k" /></bpmn:extensionElements>
        <bpmn:flowNodeRef>second_check</bpmn:flowNodeRef>
      </bpmn:lane>
      """
_NEXT = '<bpmn:lane id="lane_deputy"'
_AGREED = 'sourceRef="after_check" targetRef='

SECOND_CHECK = _put(
    PERMIT,
    (_CHECK, _TASK + _CHECK),
    (f'{_AGREED}"deputy"', f'{_AGREED}"second_check"'),
    (_NEXT, _LANE + _NEXT),
)
"""After the chief's check another chief checks: who has passed it cannot go over."""
RENAMED = _put(PERMIT, ("first_review", "initial_review"))
"""The same under another id."""
OTHER_CHIEF = _put(PERMIT, ('post="GH-k"', 'post="ZH-k"'), ("规划科科长", "综合管理科科长"))
"""The check is another chief's."""
FINER = _put(
    PERMIT,
    ('name="plot_ratio" type="decimal" scale="2"', 'name="plot_ratio" type="decimal" scale="3"'),
    ('"plot_ratio": {"type": "string", "format": "decimal", "x-scale": 2',
     '"plot_ratio": {"type": "string", "format": "decimal", "x-scale": 3'),
)  # fmt: skip
"""The plot ratio has one place more."""


def deploy(office: Office, xml: bytes) -> int:
    """Put a version in force; new cases run on it. Returns its number."""
    execute_agency(office.rt, caller("sysadmin"), Deploy(xml))
    with office.rt.db.reading() as connection:
        return office.rt.agency(connection, AGENCY).state.charts[KEY][-1].version


def approve(office: Office, version: int, names: Mapping[str, str] | None = None) -> None:
    """Approve that running cases go over."""
    command = ApproveMigration(KEY, version, names or {})
    execute_agency(office.rt, caller("sysadmin"), command)


def migrate(office: Office, case: CaseId, migration: int = 1) -> None:
    """Let one case go over."""
    execute(office.rt, law_of(AGENCY), Migrate(case, migration))


def dry_run(
    office: Office, version: int, names: Mapping[str, str] | None = None
) -> dict[str, MigrationItem]:
    """What would become of each running case."""
    with office.rt.db.reading() as connection:
        found = migrations(office.rt, connection, caller("sysadmin"), KEY, version, names or {})
    return {x.case: x for x in found}
