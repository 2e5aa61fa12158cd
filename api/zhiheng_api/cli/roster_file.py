"""The roster that a command is to go by."""

from pathlib import Path

import yaml

from zhiheng.model.person import Roster
from zhiheng.model.roster_file import read_roster
from zhiheng_api.cli.faults import reading
from zhiheng_api.cli.output import read_bytes


def roster_of(path: Path) -> Roster:
    """Exit 2 where it cannot be read."""
    with reading("花名册", "roster"):
        return read_roster(yaml.safe_load(read_bytes(path)))
