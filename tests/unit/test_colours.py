"""The colours of signals can be read (WCAG 2.1, 1.4.3 AA), and are said in words besides."""

import re
from pathlib import Path

import pytest

from zhiheng_api.web.labels import LABELS
from zhiheng_api.web.pages import STATIC

_CSS = (Path(STATIC) / "zhiheng.css").read_text(encoding="utf-8")
_AA = 4.5


def _colour(name: str) -> str:
    return str(re.findall(rf"--{name}: (#[0-9a-f]{{6}})", _CSS)[0])


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_measured_as_the_standard_says() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", ["red", "amber", "green", "blue"])
@pytest.mark.parametrize("ground", ["#ffffff", "#f4f6fa"])
def test_each_signal_stands_out_from_its_ground(name: str, ground: str) -> None:
    assert _contrast(_colour(name), ground) >= _AA


@pytest.mark.parametrize("signal", ["red", "yellow", "green", "remind"])
def test_each_colour_has_its_word(signal: str) -> None:
    assert all(LABELS[f"colour_{signal}"])
