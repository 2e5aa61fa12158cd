"""Read an event log with pm4py, in an environment of its own: prints what it found as JSON.

pm4py is under the AGPL. Nothing of ours imports it or ships it; it is run as another program, to
tell whether a reader that is not ours takes our files for what the standards say.
"""

import json
import sys
from typing import Any

import pm4py


def xes(path: str) -> dict[str, Any]:
    """Traces, events, and how often each step was completed."""
    log = pm4py.read_xes(path)
    done = log[log["lifecycle:transition"] == "complete"]
    return {
        "cases": int(log["case:concept:name"].nunique()),
        "events": len(log),
        "completed": {str(k): int(v) for k, v in done["concept:name"].value_counts().items()},
        "first": str(log["time:timestamp"].min().isoformat()),
        "resources": int(log["org:resource"].nunique()),
    }


def ocel(path: str) -> dict[str, Any]:
    """Events, objects by type, relations."""
    log = pm4py.read_ocel2_json(path)
    kinds = log.objects["ocel:type"].value_counts().items()
    return {
        "events": len(log.events),
        "objects": {str(k): int(v) for k, v in kinds},
        "relations": len(log.relations),
        "first": str(log.events["ocel:timestamp"].min().isoformat()),
    }


if __name__ == "__main__":
    read = {"xes": xes, "ocel": ocel}[sys.argv[1]]
    sys.stdout.write(json.dumps(read(sys.argv[2])))
