"""A paper is stored whole, or nothing of it is left."""

import errno
import os
from pathlib import Path

import pytest

from zhiheng.store.documents import DocumentStore


def test_a_failed_upload_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = DocumentStore(tmp_path)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            store.put(b"a paper")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
    digest = store.put(b"a paper")
    assert store.get(digest) == b"a paper"
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1
