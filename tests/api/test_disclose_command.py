"""`zhiheng disclose`: a folder that needs no server, with nothing in it that may not be there."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from support import system_cases as sc
from support.office import AGENCY, Office
from support.shipped import PLANNING
from typer.testing import CliRunner, Result

from zhiheng.commands.handling.start import Start, start
from zhiheng_api.cli import app
from zhiheng_api.sample import begin_operation
from zhiheng_api.sample_publication import publish_sample

KEY = "construction-permit"


@pytest.fixture
def folder(sqlite_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZHIHENG_DATABASE_URL", sqlite_office.url)
    monkeypatch.setenv("ZHIHENG_DATA", str(tmp_path))
    begin_operation(sqlite_office.rt)
    publish_sample(sqlite_office.rt, AGENCY, KEY)
    return tmp_path / "site"


def disclosed(folder: Path) -> Result:
    return CliRunner().invoke(app, ["disclose", "-o", str(folder), "--json"])


def files(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def test_it_writes_what_is_published_and_takes_out_what_is_withdrawn(
    folder: Path, sqlite_office: Office
) -> None:
    first = disclosed(folder)
    assert first.exit_code == 0, first.output
    body = (folder / f"powers/{KEY}/edition.json").read_bytes()
    public = sc.agency(sqlite_office).editions[KEY]
    assert sha256(body).hexdigest() == public.edition
    assert public.edition in (folder / f"powers/{KEY}/lanes.svg").read_text("utf-8")
    entry = (folder / f"powers/{KEY}/entry.json").read_bytes()
    proof = json.loads((folder / f"powers/{KEY}/proof.json").read_bytes())
    assert sha256(b"\x00" + entry).hexdigest() == proof["entry"]["hash"]
    listed = json.loads((folder / "manifest.json").read_bytes())
    assert set(listed) | {"manifest.json"} == files(folder)

    paper = b'{"do": "withdraw", "chart": "construction-permit"}'
    sc.carried(sqlite_office, "publication", paper)
    second = disclosed(folder)
    assert second.exit_code == 0, second.output
    assert f"powers/{KEY}/edition.json" in json.loads(second.output)["removed"]
    assert not any(path.startswith("powers/") for path in files(folder))


def test_nothing_is_written_where_a_page_names_a_party(folder: Path, sqlite_office: Office) -> None:
    """A party whose name stands on the page by chance is a leak until people have looked."""
    command = Start(KEY, "自建房（虚构）", "批前公示", "window")
    start(sqlite_office.rt, sc.hand("gh-1"), command)
    refused = disclosed(folder)
    assert refused.exit_code == 1
    leaks = json.loads(refused.output)["leaks"]
    assert f"powers/{KEY}/index.html" in {leak["page"] for leak in leaks}
    assert "批前公示" not in refused.output
    assert not folder.exists()


def test_a_folder_of_something_else_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    assert disclosed(folder).exit_code == 2
    assert files(folder) == {"thesis.txt"}
    (folder / "manifest.json").write_text('{"../outside.txt": ""}')
    outside = folder.parent / "outside.txt"
    outside.write_text("mine")
    assert disclosed(folder).exit_code == 2
    assert outside.exists()


def sealed_site(folder: Path) -> tuple[Path, str]:
    """The item's folder of a site whose log is sealed, and the key of the log."""
    run = CliRunner().invoke
    run(app, ["seal", "key"])
    assert run(app, ["seal", "--once"]).exit_code == 0
    assert disclosed(folder).exit_code == 0
    return folder / f"powers/{KEY}", (folder / "log/keys.txt").read_text("utf-8").split()[0]


def verified(folder: Path, *more: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["audit", "edition", str(folder), "--json", *more])
    return done.exit_code, done.output


def test_an_outsider_verifies_the_files_and_each_change_of_one_is_found(
    folder: Path, tmp_path: Path
) -> None:
    item, key = sealed_site(folder)
    chart = tmp_path / "chart.bpmn"
    chart.write_bytes(sc.permit())
    assert verified(item, "--key", key, "--chart", str(chart))[0] == 0
    chart.write_bytes(sc.changed())
    assert "不是由这个图制成的" in verified(item, "--chart", str(chart))[1]
    of_several_files = str(PLANNING / f"{KEY}.bpmn")
    assert "不是由这个图制成的" in verified(item, "--chart", of_several_files)[1]
    for name, old, new, told in (
        ("edition.json", "现场踏勘", "现场查看", "不是这条日志公布的那一份"),
        ("entry.json", '"n":', '"n": ', "不在检查点的日志里"),
        ("entry.json", KEY, "other-permit", "没有公布这个事项"),
        ("proof.json", '"index": ', '"index": 1', "不在检查点的日志里"),
        ("proof.json", '"size": ', '"size": 1', "另一个长度"),
    ):
        file = item / name
        good = file.read_bytes()
        bad = good.replace(old.encode(), new.encode(), 1)
        assert bad != good, name
        file.write_bytes(bad)
        code, output = verified(item, "--key", key)
        assert (code, told in output) == (1, True), (name, output)
        file.write_bytes(good)
    other = key.replace("zhiheng", "zhiheng2", 1)
    assert verified(item, "--key", other)[0] != 0
    (item / "proof.json").write_text("[]")
    assert verified(item)[0] == 2
