"""Pages of PDF bound into one file."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfWriter


def bound(pages: Sequence[bytes]) -> bytes:
    """One file with these pages, each a file of its own so far."""
    if len(pages) == 1:
        return pages[0]
    writer = PdfWriter()
    for page in pages:
        writer.append(BytesIO(page))
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
