"""The gate of the law on the public chart: it is what runs, as two signed it.

docs/gates.md names each test here beside its gate.
"""

import json
from pathlib import Path

from support import system_cases as sc
from support.editions import KEY, drafted, publish, published, released
from support.evidence import agency_verdict, chained, replays
from support.office import Office

from zhiheng.edition.written import read_edition
from zhiheng_api.sample import begin_operation


def test_what_was_signed_is_published_byte_for_byte_and_runs_until_the_chart_changes(
    office: Office, tmp_path: Path
) -> None:
    begin_operation(office.rt)
    draft = drafted(office)
    assert draft.faults == ()
    assert published(office) == ()
    case = sc.carried(office, "publication", json.dumps(draft.paper).encode())
    (now,) = published(office)
    assert (now.body, now.digest, now.version) == (draft.body, draft.paper["edition"], 1)
    assert now.runs
    assert now.edition == read_edition(draft.body) == draft.edition
    replays(office, case)
    chained(office)
    assert agency_verdict(office, tmp_path).ok

    sc.carried(office, "chart-release", sc.changed(('name="现场踏勘"', 'name="现场踏勘（两人）"')))
    (now,) = published(office)
    assert not now.runs, "the public reads the old edition, and is told so"
    assert (now.digest, now.running_version) == (draft.paper["edition"], 2)
    released(office, draft.paper, "edition-not-in-force")
    publish(office)
    (now,) = published(office)
    assert now.runs
    sc.carried(office, "publication", json.dumps({"do": "withdraw", "chart": KEY}).encode())
    assert published(office) == ()
