"""Charts on a disk: the file that is asked for, with those that it imports put into it."""

from pathlib import Path

from zhiheng.bpmn.assembly.assemble import assemble
from zhiheng.bpmn.assembly.gather import OutsideFolderError
from zhiheng.bpmn.markup.meant import is_foreign
from zhiheng.bpmn.markup.safe_xml import MAX_BYTES

_FOLDER = "processes"


def assembled(chart: Path) -> bytes:
    """The chart as one file. Raises OSError for the chart itself, NotAssembledError for others.

    What another tool means by its imports is its own affair: such a chart is only analysed.
    """
    main = chart.read_bytes()
    return main if is_foreign(main) else assemble(main, lambda location: _read(chart, location))


def folder_of(chart: Path) -> Path:
    """The folder that imports may not leave: the one above named processes, else one level up."""
    place = chart.resolve().parent
    return next((p for p in (place, *place.parents) if p.name == _FOLDER), place.parent)


def _read(chart: Path, location: str) -> bytes:
    """Links are followed first, so that none of them leads out."""
    found = (chart.resolve().parent / location).resolve()
    if not found.is_relative_to(folder_of(chart)):
        raise OutsideFolderError
    if not found.is_file():
        raise FileNotFoundError(2, "没有这个文件 no such file")
    with found.open("rb") as file:
        return file.read(MAX_BYTES + 1)
