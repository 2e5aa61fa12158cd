"""What cases run on changes by a system case: the last signature does it, in one transaction."""

import pytest
from support import system_cases as sc
from support.evidence import agency_verdict, chained, entries, facts_of, item, refused, replays
from support.office import AGENCY, Office, caller

from zhiheng import facts as f
from zhiheng.commands.agency import execute_agency
from zhiheng.commands.deploy import Deploy
from zhiheng_api.sample import begin_operation


@pytest.fixture
def running(office: Office) -> Office:
    """The sample bureau in operation."""
    begin_operation(office.rt)
    return office


def versions(office: Office, key: str = "construction-permit") -> list[f.ChartDeployed]:
    with office.rt.db.reading() as connection:
        return office.rt.agency(connection, AGENCY).state.charts[key]


def test_a_chart_comes_into_force_by_the_signature_that_releases_it(
    running: Office, tmp_path: object
) -> None:
    case = sc.draft(running, "chart-release", sc.changed())
    sc.check(running, case)
    assert len(versions(running)) == 1
    receipt = sc.release(running, case)
    (done,) = facts_of(running, case, f.CommandCarriedOut)
    assert done in receipt.entry.facts
    entry = next(e for e in entries(running, f"agency/{AGENCY}") if e.n == done.n)
    why, deployed = entry.facts
    assert why == f.CaseOrdered(case=case, n=receipt.entry.n, command="deploy-chart")
    assert isinstance(deployed, f.ChartDeployed)
    assert versions(running)[-1] == deployed
    assert deployed.digest == done.document
    assert item(running, case).outcome == "released"
    replays(running, case)
    chained(running)
    assert agency_verdict(running, tmp_path).ok  # type: ignore[arg-type]


def test_in_operation_nobody_deploys_directly(running: Office) -> None:
    with refused(running, "needs-system-case", 409) as caught:
        execute_agency(running.rt, caller("sysadmin"), Deploy(sc.changed()))
    assert caught.value.facts["chart"] == "chart-release"
