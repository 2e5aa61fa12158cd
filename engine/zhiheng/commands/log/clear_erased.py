"""After an erasure is committed: take its papers from the folder, and its traces from the file.

A file cannot be taken back, so none goes before the commit; what a crash leaves, the next sweep
takes. On SQLite the write-ahead log still holds pages of before: it is emptied.
"""

from zhiheng.runtime import Runtime
from zhiheng.store.erasing import pending, take_papers
from zhiheng.store.log import stamp


def clear_erased(rt: Runtime) -> int:
    """Returns how many erasures were brought to their end."""
    with rt.db.reading() as connection:
        found = pending(connection)
    for row in found:
        with rt.db.writing() as connection:
            take_papers(connection, rt.documents, row, stamp(rt.clock()))
            connection.commit()
    if found:
        rt.db.forget()
    return len(found)
