"""A sealed service, its witness, and an outsider who verifies both."""

from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from support.evidence import verdict_of
from support.office import AGENCY, Office
from support.sealed_log import WITNESS_KEY
from support.sealing import KEY, log_of

from zhiheng.audit.checkpoint import Checkpoint, read_checkpoint
from zhiheng.audit.log_verify import verify_log
from zhiheng.audit.note import Note, read_verifier
from zhiheng.audit.trust import Trust, read_notes
from zhiheng.commands.log.seal import seal_once
from zhiheng.errors import NotVisible
from zhiheng.queries.bundle import office_bundle
from zhiheng.store.unsealed import Mark
from zhiheng.store.vouching import log_keys
from zhiheng.store.whole_log import whole_log
from zhiheng.witness.follow import follow
from zhiheng.witness.memory import Memory
from zhiheng.witness.witness import FollowedLog, Witness
from zhiheng_api.app import create_app
from zhiheng_api.cli.remote import verify_remote
from zhiheng_api.settings import Settings


def _other(note: Note) -> Note:
    """The same size, another root."""
    point = read_checkpoint(note.text)
    return Note(Checkpoint(point.origin, point.size, bytes(32)).text(), note.signatures)


def _through(service: TestClient) -> httpx.Client:
    """The service reached as over the net."""

    def answer(request: httpx.Request) -> httpx.Response:
        kind = {"Content-Type": request.headers.get("Content-Type", "")}
        found = service.request(
            request.method, str(request.url), content=request.content, headers=kind
        )
        return httpx.Response(found.status_code, content=found.content)

    return httpx.Client(transport=httpx.MockTransport(answer))


def _settings(folder: Path) -> Settings:
    return Settings(
        data=folder, witnesses=WITNESS_KEY.verifier.encode(), sweep_seconds=0, seal_seconds=0
    )


def test_what_the_service_seals_the_witness_cosigns_and_anybody_verifies(
    sqlite_office: Office, tmp_path: Path
) -> None:
    office = sqlite_office
    settings = _settings(tmp_path)
    origin = KEY.signer.name
    log = FollowedLog((read_verifier(KEY.vkey),), "http://testserver")
    witness = Witness(WITNESS_KEY, (log,), Memory(tmp_path / "w"), lambda: 1_790_000_000)
    with TestClient(create_app(settings, office.rt)) as service:
        client = _through(service)
        mark = seal_once(office.rt.db, log_of(), Mark(), office.clock()).mark
        follow(witness, log, client)
        office.start()
        seal_once(office.rt.db, log_of(), mark, office.clock())
        follow(witness, log, client)
        office.start()
        notes = "".join(seen.note.encode() for seen in witness.memory.history(origin))
        trust = Trust(log.keys, (WITNESS_KEY.verifier,), tuple(read_notes(notes)))
        shown = verify_remote("http://testserver", trust, client)
        assert shown.ok, shown.problems
        assert len(shown.compared) == 2
        forged = Trust(log.keys, (), (_other(read_notes(notes)[0]),))
        assert not verify_remote("http://testserver", forged, client).ok
    with office.rt.db.reading() as connection:
        verdict = verify_log(whole_log(connection, AGENCY), "2099-01-01T00:00:00.000000Z", trust)
        assert verdict.ok, verdict.problems
        assert (len(verdict.compared), verdict.unsealed) == (2, 1)
        assert log_keys(connection, AGENCY) == list(log.keys)
        content = office_bundle(office.rt, connection, AGENCY, witnesses=trust.witnesses)
    found = verdict_of(content, tmp_path)
    assert found.ok, found.problems
    assert found.vouched is not None
    assert [c.witness for c in found.vouched.cosigned] == [WITNESS_KEY.name]
    assert found.vouched.unsealed == 1


def test_a_bundle_may_ask_for_the_checkpoint_that_a_witness_has_seen(
    sqlite_office: Office, tmp_path: Path
) -> None:
    office = sqlite_office
    log = FollowedLog((read_verifier(KEY.vkey),), "http://testserver")
    witness = Witness(WITNESS_KEY, (log,), Memory(tmp_path / "w"), lambda: 1_790_000_000)
    settings = _settings(tmp_path)
    with TestClient(create_app(settings, office.rt)) as service:
        mark = seal_once(office.rt.db, log_of(), Mark(), office.clock()).mark
        with (
            pytest.raises(NotVisible, match="no-cosigned-checkpoint"),
            office.rt.db.reading() as connection,
        ):
            office_bundle(office.rt, connection, AGENCY, cosigned=True)
        follow(witness, log, _through(service))
    office.start()
    seal_once(office.rt.db, log_of(), mark, office.clock())
    seen: list[list[str]] = []
    for cosigned in (False, True):
        with office.rt.db.reading() as connection:
            content = office_bundle(
                office.rt, connection, AGENCY, witnesses=(WITNESS_KEY.verifier,), cosigned=cosigned
            )
        found = verdict_of(content, tmp_path)
        assert found.ok, found.problems
        assert found.vouched is not None
        assert (found.vouched.unsealed > 0) is cosigned
        seen.append([c.witness for c in found.vouched.cosigned])
    assert seen == [[], [WITNESS_KEY.name]]
