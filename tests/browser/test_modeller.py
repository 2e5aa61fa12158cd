"""Our charts in bpmn-js, as a modeller opens them: no warning, and nothing of ours lost."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.modeller import modeller
from lxml import etree
from support.joint import JOINT
from support.timed import TIMED

from zhiheng.bpmn.lexicon.terms import NAMESPACE
from zhiheng.share import share
from zhiheng_diagrams.interchange import lay

CHROMIUM = shutil.which("chromium")
ROOT = Path(__file__).resolve().parents[2]
OURS = json.loads((ROOT / "engine/zhiheng/bpmn/zh-moddle.json").read_text(encoding="utf-8"))
PROCESSES = sorted(share("processes").rglob("*.bpmn"))
_OPEN = """
async ([xml, zh]) => {
  document.body.innerHTML = '<div id="canvas" style="height: 100vh"></div>';
  const modeller = new BpmnJS({ container: '#canvas', moddleExtensions: { zh } });
  const { warnings } = await modeller.importXML(xml);
  const shown = [];
  for (const root of modeller.get('canvas').getRootElements()) shown.push(root.id);
  const elements = modeller.get('elementRegistry').getAll().map((e) => e.businessObject.id);
  const saved = await modeller.saveXML({ format: true });
  modeller.destroy();
  return { warnings: warnings.map((w) => w.message), shown, elements, xml: saved.xml };
}
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(180),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's package chromium"),
]


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="make browser installs it")
    dist = modeller()
    if dist is None:
        pytest.skip("needs npm to fetch bpmn-js")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        found = browser.new_page()
        found.set_content("<!doctype html><body></body>")
        found.add_script_tag(path=str(dist / "bpmn-modeler.production.min.js"))
        yield found
        browser.close()


def ours(xml: str) -> list[tuple[str, str, tuple[tuple[str, str], ...], str]]:
    """Each of our elements: what it stands on, its name, its attributes, its text."""
    found = []
    for element in etree.fromstring(xml.encode()).iter(f"{{{NAMESPACE}}}*"):
        owner = next(e for e in element.iterancestors() if e.get("id") and e.prefix != "zh")
        told = tuple(sorted((str(k), str(v)) for k, v in element.attrib.items()))
        name = etree.QName(element).localname
        found.append((owner.get("id", ""), name, told, (element.text or "").strip()))
    return sorted(found)


def opened(page: Any, xml: bytes) -> dict[str, Any]:
    """What bpmn-js makes of the file, and writes back."""
    seen: dict[str, Any] = page.evaluate(_OPEN, [xml.decode(), OURS])
    assert seen["warnings"] == []
    root = etree.fromstring(xml)
    drawn = {e.get("bpmnElement") for e in root.iter("{*}BPMNShape", "{*}BPMNEdge")}
    assert drawn <= set(seen["elements"])
    assert ours(seen["xml"]) == ours(xml.decode())
    return seen


@pytest.mark.parametrize("path", PROCESSES, ids=lambda path: path.stem)
def test_every_chart_of_ours_opens_without_warning_and_keeps_our_words(
    page: Any, path: Path
) -> None:
    xml = path.read_bytes()
    assert b"BPMNShape" in xml, "run `zhiheng layout` on it"
    assert len(ours(xml.decode())) > 10
    opened(page, xml)


def test_bodies_and_events_on_borders_open_too(page: Any) -> None:
    joint = opened(page, lay(JOINT.encode()).xml)
    assert len(joint["shown"]) == 2
    opened(page, lay(TIMED.encode()).xml)


def test_what_the_modeller_saved_keeps_its_places(page: Any) -> None:
    xml = PROCESSES[0].read_bytes()
    saved = opened(page, xml)["xml"].encode()
    again = lay(saved)
    assert (again.placed, again.left, again.xml) == (0, (), saved)
