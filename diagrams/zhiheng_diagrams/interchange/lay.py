"""The positions of a chart written into its file; all else in the file stays as it is."""

from dataclasses import dataclass

from zhiheng.bpmn.markup.safe_xml import read_xml
from zhiheng.model.finding import Text
from zhiheng_diagrams.interchange.amended import amended
from zhiheng_diagrams.interchange.anew import anew
from zhiheng_diagrams.interchange.drawn import sheets, unusable
from zhiheng_diagrams.interchange.source import source
from zhiheng_diagrams.interchange.spans import spliced

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class NoChart(ValueError):
    """The file holds no flow that could be laid out."""

    def __init__(self, message: Text) -> None:
        super().__init__(f"{message.zh} / {message.en}")
        self.message = message


@dataclass(frozen=True, slots=True)
class Laid:
    """The file with its positions. placed: so many shapes and lines are new.

    left: what found no place between the shapes that stand, or stands where nothing can be drawn;
    placing all anew would help.
    """

    xml: bytes
    placed: int
    left: tuple[str, ...]


def lay(xml: bytes, *, again: bool = False) -> Laid:
    """Place what has no position yet; all of it, where asked for `again`. Raises NoChart."""
    read = read_xml(xml)
    if read.root is None:
        raise NoChart(read.findings[0].message)
    mark, encoding = next(((m, e) for m, e in _BOMS if xml.startswith(m)), (b"", "utf-8"))
    data = xml[len(mark) :].decode(encoding).encode()
    file = source(read.root, data)
    if not file.scopes:
        raise NoChart(Text("文件里没有流程", "there is no flow in the file"))
    has_some = any(sheet.boxes for sheet in sheets(read.root))
    kept = has_some and not again
    change = amended(file) if kept else anew(file)
    text = spliced(data, change.splices).decode().encode(encoding)
    wrong = unusable(read.root) if kept else ()
    return Laid(mark + text, change.placed, tuple(dict.fromkeys((*change.left, *wrong))))
