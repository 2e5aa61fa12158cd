"""Pictures of what was found: into one file the gravest finding, into a folder each of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zhiheng.check import Checked
from zhiheng.model.finding import Finding, Severity, Text
from zhiheng_api.cli.output import errors, unreadable
from zhiheng_diagrams import GlyphMissing, TooLarge, choose, drawable, render_finding

Format = Literal["svg", "png", "pdf"]
_FORMATS: dict[str, Format] = {".svg": "svg", ".png": "png", ".pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was checked. process: the one that was asked for."""

    path: Path
    xml: bytes
    checked: Checked
    process: str | None


def picture(target: Path, seen: list[Seen], rule: str | None) -> None:
    """Draw into `target`. Told on stderr, so that JSON on stdout stays JSON."""
    if target.is_dir() or not target.suffix:
        _each(target, seen, rule)
    elif (fmt := _FORMATS.get(target.suffix.lower())) is None:
        unreadable(Text(f"只能画成 svg、png、pdf：{target}", f"draws svg, png, pdf: {target}"))
    elif len(seen) > 1:
        unreadable(Text("几个文件的图要画进一个文件夹", "name a folder for several charts"))
    else:
        _one(target, seen[0], rule, fmt)


def _one(target: Path, seen: Seen, rule: str | None, fmt: Format) -> None:
    finding = choose(seen.checked.findings, rule)
    if finding is None:
        _nothing(seen, rule)
    elif _draw(target, seen, finding, fmt):
        rest = len(_shown(seen.checked.findings, None)) - 1
        if rest > 0:
            _tell(
                f"图上是 {finding.rule}；另有 {rest} 条可画：用 --rule 指定，或写文件夹，每条一张",
                f"it shows {finding.rule}; {rest} more can be drawn: name one by --rule, or name a "
                "folder for one picture each",
            )


def _each(folder: Path, seen: list[Seen], rule: str | None) -> None:
    for one in seen:
        shown = _shown(one.checked.findings, rule)
        if not shown:
            _nothing(one, rule)
        for name, finding in _named(one.path.stem, shown):
            if not _draw(folder / name, one, finding, "svg"):
                break


def _shown(findings: Iterable[Finding], rule: str | None) -> list[Finding]:
    """What has a place on a chart and is a fault, or is asked for by its rule."""
    if rule is not None:
        return [x for x in findings if x.rule == rule]
    grave = (x for x in findings if x.severity is not Severity.INFO)
    return [x for x in grave if x.trace or x.elements]


def _named(stem: str, findings: list[Finding]) -> Iterator[tuple[str, Finding]]:
    """`chart.SND001.svg`, and `chart.SND001-2.svg` for a second one."""
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[finding.rule] += 1
        n = counts[finding.rule]
        yield f"{stem}.{finding.rule}{f'-{n}' if n > 1 else ''}.svg", finding


def _draw(target: Path, seen: Seen, finding: Finding, fmt: Format) -> bool:
    """Whether it was drawn; not where no flow can be read from the file."""
    chart = drawable(seen.xml, seen.checked, seen.process)
    if chart is None:
        _tell(
            f"画不了图：从 {seen.path} 里读不出走法，先改表里的错误",
            f"cannot draw: no flow can be read from {seen.path}; mend the errors first",
        )
        return False
    found, banner = seen.checked.findings, seen.checked.title
    try:
        drawn = render_finding(chart, finding, found, fmt=fmt, banner=banner)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(drawn)
    except (GlyphMissing, TooLarge) as error:
        unreadable(error.message)
    except OSError as error:
        unreadable(Text(f"写不了 {target}：{error.strerror}", f"cannot write {target}"))
    _tell(f"已画 {target}", f"drawn: {target}")
    return True


def _nothing(seen: Seen, rule: str | None) -> None:
    of = f" {rule} " if rule else ""
    _tell(
        f"{seen.path} 没有{of}可画的问题，没有画图",
        f"nothing{of and f' of {rule}'} to draw in {seen.path}; no picture was drawn",
    )


def _tell(zh: str, en: str) -> None:
    errors.print(f"{zh}\n{en}", highlight=False, markup=False)
