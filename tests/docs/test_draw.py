"""docs/formats/draw.md: its shell script draws what the engine draws."""

import re
import subprocess
from pathlib import Path

from zhiheng.rules.draw import METHOD, draw, seed_of

_PAGE = (Path(__file__).parents[2] / "docs/formats/draw.md").read_text(encoding="utf-8")


def _script() -> str:
    (found,) = re.findall(r"<!-- tested: .*? -->\n```sh\n(.*?)```", _PAGE, re.DOTALL)
    return str(found)


def test_the_shell_script_draws_the_same() -> None:
    script = _script()
    given = dict(re.findall(r"^([A-Z]+)=([0-9a-f]{64})$", script, re.MULTILINE))
    done = subprocess.run(  # noqa: S603 - the script of our own page
        ["/bin/sh", "-ec", script], capture_output=True, text=True, check=True
    )
    seed = seed_of(given["ANNOUNCED"], given["HEAD"], given["SALT"])
    pool = [f"2026-00{i}" for i in range(1, 5)]
    assert tuple(done.stdout.split()) == draw(seed, pool, 2)


def test_the_page_names_the_method() -> None:
    assert f'"{METHOD}"' in _PAGE
