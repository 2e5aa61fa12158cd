"""The naive pattern: read the whole workflow, run one task, write the whole workflow.

The same chart, parsed and run by stock SpiffWorkflow, its state with spec as JSON in one row of
the same database. It keeps no log, no clock, no rule and no form, and is still the slower one.
"""

import itertools
from typing import Any

from bench.permit import Step
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState
from sqlalchemy import Column, Integer, MetaData, String, Table, Text, bindparam, select, update
from support.permit_chart import PERMIT_FILE

from zhiheng.store.db import Database

_STATE = Table(
    "bench_naive",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("body", Text().with_variant(String, "sqlite"), nullable=False),
)
_READ = select(_STATE).where(_STATE.c.id == bindparam("case")).with_for_update()
_WRITE = (
    update(_STATE)
    .where(_STATE.c.id == bindparam("case"), _STATE.c.n == bindparam("seen"))
    .values(n=bindparam("next"), body=bindparam("whole"))
)


class Naive:
    """Cases kept as blobs."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._serializer = BpmnWorkflowSerializer()
        parser = BpmnParser()
        parser.add_bpmn_file(str(PERMIT_FILE))
        self._spec: Any = parser.get_spec("construction-permit")
        self._ids = itertools.count(1)
        _STATE.metadata.create_all(db.engine)

    def start(self) -> int:
        """A new case."""
        workflow = BpmnWorkflow(self._spec)
        workflow.do_engine_steps()
        case = next(self._ids)
        with self._db.writing() as connection:
            body = self._serializer.serialize_json(workflow)
            connection.execute(_STATE.insert(), {"id": case, "n": 0, "body": body})
            connection.commit()
        return case

    def complete(self, case: int, step: Step) -> None:
        """One completion."""
        with self._db.writing() as connection:
            row = connection.execute(_READ, {"case": case}).one()
            workflow = self._serializer.deserialize_json(row.body)
            name = step.task.partition("@")[0]
            ready = workflow.get_tasks(state=TaskState.READY, manual=True)
            task = next(t for t in ready if t.task_spec.bpmn_id == name)
            task.data.update(step.values)
            task.run()
            workflow.do_engine_steps()
            whole = self._serializer.serialize_json(workflow)
            done = connection.execute(
                _WRITE, {"case": case, "seen": row.n, "next": row.n + 1, "whole": whole}
            )
            if done.rowcount != 1:
                raise RuntimeError("the naive pattern wrote nothing")
            connection.commit()
