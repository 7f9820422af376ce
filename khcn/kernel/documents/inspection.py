"""Holding the rows of stored files against the disk."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khcn.kernel.documents.models import StoredFile
from khcn.kernel.documents.storage import UNFINISHED, hash_of, path_of, root

#: Younger than this, a file without a row may belong to an upload that is being stored just now.
SETTLED_SECONDS = 3600
_BATCH = 500


@dataclass(frozen=True)
class Fault:
    """A row whose content is `missing` from the disk or `changed` there."""

    kind: str
    file: int
    sha256: str


def faults() -> Iterator[Fault]:
    for file in StoredFile.objects.order_by("pk").iterator(chunk_size=_BATCH):
        path = path_of(file)
        if not path.is_file():
            yield Fault("missing", file.pk, file.sha256)
        elif path.stat().st_size != file.size or hash_of(path) != file.sha256:
            yield Fault("changed", file.pk, file.sha256)


def leftovers() -> Iterator[Path]:
    """Contents that no row names, and pieces of uploads that broke off; settled ones only."""
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    before = time.time() - SETTLED_SECONDS
    for path in sorted(root().rglob("*")):
        if path.is_file() and path.stat().st_mtime < before and not _named(path, known):
            yield path


def _named(path: Path, known: set[str]) -> bool:
    return path.parent.name != UNFINISHED and path.name in known
