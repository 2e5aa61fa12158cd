"""Where shipped content lies: inside the wheel, or in the checkout beside `engine/`."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def share(folder: str) -> Path:
    """The folder `processes` or `migrations`, wherever this copy keeps it."""
    shipped = _HERE / "_share" / folder
    return shipped if shipped.is_dir() else _HERE.parents[1] / folder
