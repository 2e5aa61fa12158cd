"""dmn-js, the editor of modellers, opens each table of the sample without a warning.

What it writes back says the same. It is taken from the npm registry as the test runs, and is no
part of what is shipped.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from zhiheng.decisions.digest import table_digest
from zhiheng.decisions.read import read_tables

DMN_JS = "dmn-js@17.10.2"
CHROMIUM, NPM = shutil.which("chromium"), shutil.which("npm")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
TABLES = sorted((Path(__file__).resolve().parents[2] / "processes/planning/tables").glob("*.dmn"))
_NO_NETWORK = ("EAI_AGAIN", "ENOTFOUND", "ETIMEDOUT", "ECONNREFUSED", "ENETUNREACH")
_OPEN = """async (xml) => {
  const modeler = new DmnJS({container: document.querySelector('#canvas')});
  const {warnings} = await modeler.importXML(xml);
  const told = modeler.getViews().map(v => v.type);
  const table = modeler.getViews().find(v => v.type === 'decisionTable');
  await modeler.open(table);
  const rows = document.querySelectorAll('tbody tr').length;
  const saved = await modeler.saveXML({format: true});
  return JSON.stringify({warnings: warnings.map(String), told, rows, xml: saved.xml});
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's package chromium"),
    pytest.mark.skipif(NPM is None, reason="needs npm"),
]


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modeler of dmn-js, in one file."""
    folder = tmp_path_factory.mktemp("dmn-js")
    command = [str(NPM), "install", "--ignore-scripts", "--no-audit", "--no-fund", DMN_JS]
    done = subprocess.run(  # noqa: S603 - a fixed command
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode and any(word in done.stderr for word in _NO_NETWORK):
        pytest.skip("the npm registry cannot be reached")
    assert done.returncode == 0, done.stderr
    return folder / "node_modules/dmn-js/dist/dmn-modeler.production.min.js"


@pytest.fixture(scope="module")
def page(script: Path) -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="make browser installs it")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = opened.new_page()
        page.set_content('<div id="canvas" style="height: 800px"></div>')
        page.add_script_tag(path=str(script))
        yield page
        opened.close()


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_dmn_js_opens_each_table_and_keeps_what_it_says(page: Any, path: Path) -> None:
    xml = path.read_bytes()
    shown = json.loads(page.evaluate(_OPEN, xml.decode()))
    assert shown["warnings"] == []
    assert "decisionTable" in shown["told"]
    (ours,) = read_tables([etree.fromstring(xml)]).tables.values()
    assert shown["rows"] >= len(ours.rules)
    (theirs,) = read_tables([etree.fromstring(shown["xml"].encode())]).tables.values()
    assert table_digest(theirs) == table_digest(ours)
