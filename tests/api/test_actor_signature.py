"""本人签名: an act signed by the actor's own key, over HTTP, and checked by an outsider offline."""

import base64
import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.testclient import TestClient
from support.api_desk import Desk
from support.evidence import agency_verdict, chained, entries, replays
from support.office import ACCEPT, AGENCY, CHECKLIST, Office, caller

from zhiheng import facts as f
from zhiheng.audit.actor_signature import act_message, good, registration_message
from zhiheng.audit.bundle import StreamLines, open_bundle, write_bundle
from zhiheng.audit.canonical import canonical
from zhiheng.audit.entry import GENESIS, leaf_hash
from zhiheng.audit.verdict import Kind, Verdict
from zhiheng.audit.verify import verify
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.personnel.keys import RegisterKey, RevokeKey
from zhiheng.errors import Refusal
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, CaseId

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def sign(key: Ed25519PrivateKey, message: str | bytes) -> str:
    raw = message.encode() if isinstance(message, str) else message
    return base64.b64encode(key.sign(raw)).decode()


def register(office: Office, who: str, key: Ed25519PrivateKey = KEY) -> int:
    message = registration_message(AGENCY, who, "ed25519", public(key))
    command = RegisterKey("ed25519", public(key), sign(key, message))
    return execute_agency(office.rt, caller(who), command).entry.n


def once(who: str, command: Claim, key: Ed25519PrivateKey = KEY, name: str = "key-0001") -> Once:
    """What a client makes of the documented format alone, with no code of the service."""
    asked = canonical({"asked": dict(command.request()), "command": "claim"})
    message = act_message(AGENCY, who, name, hashlib.sha256(asked).hexdigest())
    return Once(name, signature=("ed25519", public(key), sign(key, message)))


def claim(office: Office, case: CaseId, who: str = "gh-1", **changed: Any) -> f.Entry:
    command = Claim(case, "intake@1")
    return execute(office.rt, caller(who), command, once(who, command, **changed)).entry


def test_the_signature_stands_in_the_entry_and_can_be_checked_from_it_alone(
    office: Office, tmp_path: Path
) -> None:
    n = register(office, "gh-1")
    case = office.start()
    entry = claim(office, case)
    own = entry.actor_signature
    assert own is not None
    assert entry.request is not None
    assert (own.suite, own.key, own.registered) == ("ed25519", public(KEY), n)
    message = act_message(AGENCY, "gh-1", entry.request.key, entry.request.digest)
    assert good(own.suite, own.key, own.signature, message)
    replays(office, case)
    chained(office)
    verdict = agency_verdict(office, tmp_path)
    assert verdict.ok, verdict.problems
    assert verdict.signed == 1


@pytest.mark.parametrize(
    ("rule", "who", "changed"),
    [
        ("key-not-registered", "gh-1", {"key": OTHER}),
        ("key-not-registered", "gh-2", {}),
    ],
)
def test_a_key_that_is_not_the_account_s_is_refused_and_nothing_is_done(
    sqlite_office: Office, rule: str, who: str, changed: dict[str, Any]
) -> None:
    register(sqlite_office, "gh-1")
    case = sqlite_office.start()
    with pytest.raises(Refusal) as caught:
        claim(sqlite_office, case, who, **changed)
    assert caught.value.rule == rule
    assert len(entries(sqlite_office, f"case/{case}")) == 1


def test_a_signature_of_something_else_is_refused(sqlite_office: Office) -> None:
    register(sqlite_office, "gh-1")
    case = sqlite_office.start()
    command = Claim(case, "intake@1")
    of_another = once("gh-1", Claim(case, "intake@1", 1))
    with pytest.raises(Refusal) as caught:
        execute(sqlite_office.rt, caller("gh-1"), command, of_another)
    assert caught.value.rule == "signature-wrong"
    keyless = Once(None, signature=of_another.signature)
    with pytest.raises(Refusal) as caught:
        execute(sqlite_office.rt, caller("gh-1"), command, keyless)
    assert caught.value.rule == "signature-needs-key"


def test_a_signature_serves_one_act_only(sqlite_office: Office) -> None:
    """Sent again it is answered from the entry; under another key it is none."""
    office = sqlite_office
    register(office, "gh-1")
    case = office.start()
    first = claim(office, case)
    assert claim(office, case) == first
    command = Claim(case, "intake@1")
    replayed = Once("key-0002", signature=once("gh-1", command).signature)
    with pytest.raises(Refusal) as caught:
        execute(office.rt, caller("gh-1"), command, replayed)
    assert caught.value.rule == "signature-wrong"


def test_a_key_is_one_account_s_for_ever(sqlite_office: Office) -> None:
    office = sqlite_office
    register(office, "gh-1")
    for who in ("gh-1", "gh-2"):
        with pytest.raises(Refusal) as caught:
            register(office, who)
        assert caught.value.rule == "key-known"
    message = registration_message(AGENCY, "gh-1", "ed25519", public(OTHER))
    for suite, proof, rule in (
        ("ed25519", sign(KEY, message), "key-proof"),
        ("rsa", sign(OTHER, message), "key-suite"),
    ):
        with pytest.raises(Refusal) as caught:
            execute_agency(office.rt, caller("gh-1"), RegisterKey(suite, public(OTHER), proof))
        assert caught.value.rule == rule


def test_a_revoked_key_signs_no_more_and_what_it_signed_stays_good(
    office: Office, tmp_path: Path
) -> None:
    register(office, "gh-1")
    case = office.start()
    claim(office, case)
    office.clock.forward(minutes=1)
    security = Caller(AGENCY, AccountId("aq-1"), Role.SECURITY, confirmed=True)
    for who in (caller("gh-2"), caller("sysadmin")):
        with pytest.raises(Refusal) as caught:
            execute_agency(office.rt, who, RevokeKey("gh-1", public(KEY)))
        assert caught.value.rule == "role-may-not"
    execute_agency(office.rt, security, RevokeKey("gh-1", public(KEY)))
    with pytest.raises(Refusal) as caught:
        execute_agency(office.rt, security, RevokeKey("gh-1", public(KEY)))
    assert caught.value.rule == "key-unknown"
    with pytest.raises(Refusal) as caught:
        claim(office, office.start("另一件"), name="key-0003")
    assert caught.value.rule == "key-not-registered"
    assert agency_verdict(office, tmp_path).ok


def _bundle(
    office: Office, case: CaseId, path: Path, *, agency: bool = True, **changed: Any
) -> Verdict:
    """The case's bundle with its last entry changed by one who can hash and chain it anew."""
    streams = []
    for stream in (f"agency/{AGENCY}", f"case/{case}") if agency else (f"case/{case}",):
        found = [msgspec.to_builtins(e) for e in entries(office, stream)]
        if stream.startswith("case/"):
            found[-1] |= changed
        bodies: list[bytes] = []
        for entry in found:
            prev = leaf_hash(bodies[-1]) if bodies else GENESIS
            bodies.append(canonical({**entry, "prev": prev}))
        streams.append(StreamLines(stream, bodies))
    write_bundle(path, streams, ())
    return verify(open_bundle(path))


def test_who_rewrites_the_whole_log_cannot_make_the_signature_fit(
    sqlite_office: Office, tmp_path: Path
) -> None:
    office = sqlite_office
    register(office, "gh-1")
    case = office.start()
    entry = msgspec.to_builtins(claim(office, case))
    kinds: dict[str, Any] = {}
    own = entry["actor_signature"]
    forged = {**own, "key": public(OTHER), "signature": sign(OTHER, act_message(
        AGENCY, "gh-1", entry["request"]["key"], entry["request"]["digest"]))}  # fmt: skip
    changes: dict[str, dict[str, Any]] = {
        "none": {},
        "actor": {"actor": {**entry["actor"], "account": "gh-2"}},
        "digest": {"request": {**entry["request"], "digest": "0" * 64}},
        "forged": {"actor_signature": forged},
        "elsewhere": {"actor_signature": {**own, "registered": own["registered"] - 1}},
        "unreadable": {"actor_signature": {**own, "signature": "…"}},
        "no-request": {"request": None},
    }
    for name, changed in changes.items():
        verdict = _bundle(office, case, tmp_path / name, **changed)
        kinds[name] = [p.kind for p in verdict.problems]
    wrong, unknown = [Kind.SIGNATURE_WRONG], [Kind.KEY_NOT_REGISTERED]
    assert kinds == {
        "none": [],
        "actor": wrong,
        "digest": wrong,
        "forged": unknown,
        "elsewhere": unknown,
        "unreadable": wrong,
        "no-request": wrong,
    }
    # Without the agency's stream nobody can say whose key it is, and nothing is said of it.
    assert _bundle(office, case, tmp_path / "own", agency=False).ok


def _say(client: TestClient, path: str, body: Any, **headers: str) -> Any:
    return client.post(path, json=body, headers=headers)


def test_over_http_the_refusal_says_what_to_sign(small_desk: Desk, tmp_path: Path) -> None:
    office = small_desk.office
    case = office.start()
    clerk = small_desk.person("gh-1")
    asked = {"suite": "ed25519", "key": public(KEY)}
    told = _say(clerk, "/api/v1/agency/keys", asked).json()
    assert told["rule"] == "key-proof"
    asked["proof"] = sign(KEY, told["facts"]["message"])
    assert _say(clerk, "/api/v1/agency/keys", asked).status_code == 201
    assert clerk.get("/api/v1/agency/keys").json()["gh-1"].keys() == {public(KEY)}
    path = f"/api/v1/cases/{case}/tasks/intake@1/sign"
    papers = {n: small_desk.paper(clerk, n) for n in ("受理通知书", "服务承诺书")}
    body = {"opinion": "同意", "values": {**ACCEPT, "checklist": CHECKLIST}, "documents": papers}
    headers = {"Idempotency-Key": "one-of-mine", "Actor-Signature": f"ed25519 {public(KEY)}"}
    told = _say(clerk, path, body, **headers).json()
    assert (told["rule"], told["status"]) == ("signature-missing", 422)
    headers["Actor-Signature"] += f" {sign(KEY, told['facts']['message'])}"
    done = _say(clerk, path, body, **headers)
    assert done.status_code == 200, done.text
    entry = entries(office, f"case/{case}")[-1]
    assert entry.actor_signature is not None
    assert entry.command == "sign"
    assert agency_verdict(office, tmp_path).signed == 1


@pytest.mark.parametrize("given", ["ed25519", "ed25519 xyz", "a b c d", "ed25519 00 " + "A" * 10])
def test_a_header_that_cannot_be_read_is_refused(small_desk: Desk, given: str) -> None:
    case = small_desk.office.start()
    headers = {"Idempotency-Key": "one-of-mine", "Actor-Signature": given}
    path = f"/api/v1/cases/{case}/tasks/intake@1/claim"
    told = small_desk.person("gh-1").post(path, headers=headers).json()
    assert told["rule"] == "signature-unreadable"


def test_an_entry_without_one_has_the_bytes_it_always_had() -> None:
    """The slot was added after entries had been written: they hash as they did."""
    old = (
        b'{"actor":{"account":"a","role":"officer"},"agency":"x","at":"2026-03-02T01:00:00.000000Z",'
        b'"command":"refuse","digests":{},"facts":[{"account":"a","rule":"r","status":403,'
        b'"type":"refused/1","verb":"claim"}],"n":1,"prev":"' + b"0" * 64 + b'","stream":'
        b'"access/x/2026-03-02","v":1}'
    )
    assert canonical(msgspec.to_builtins(f.decode(old))) == old


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_openssl_makes_and_checks_the_same_signature(tmp_path: Path) -> None:
    """As docs/formats/signature.md tells an officer to do it, without software of ours."""
    message = act_message(AGENCY, "gh-1", "one-of-mine", "a" * 64)
    (tmp_path / "message").write_bytes(message)
    for command in (
        "genpkey -algorithm ed25519 -out key.pem",
        "pkey -in key.pem -pubout -outform DER -out key.der",
        "pkeyutl -sign -inkey key.pem -rawin -in message -out signature",
    ):
        subprocess.run(["openssl", *command.split()], cwd=tmp_path, check=True, capture_output=True)  # noqa: S603, S607 - the tool of the page
    key = (tmp_path / "key.der").read_bytes()[-32:].hex()
    signature = base64.b64encode((tmp_path / "signature").read_bytes()).decode()
    assert good("ed25519", key, signature, message)
    assert not good("ed25519", key, signature, message + b" ")
    assert not good("sm2", key, signature, message)
