"""Contents on disk: one file per SHA-256, written aside and then put in place in one step.

A process killed while writing leaves only a file under `tmp/`, which no row names.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from khcn.kernel.documents.models import StoredFile
from khcn.kernel.errors import DomainError

CHUNK = 256 * 1024
UNFINISHED = "tmp"


@dataclass(frozen=True)
class Spooled:
    """A whole upload lying aside, with its measures; not yet in place."""

    path: Path
    sha256: str
    size: int


def root() -> Path:
    return Path(settings.KHCN_FILES)


def max_bytes() -> int:
    return settings.KHCN_MAX_UPLOAD_MB * 1024 * 1024


def path_of(file: StoredFile) -> Path:
    return root() / file.storage_name


def open_stored(file: StoredFile) -> BinaryIO:
    """The content for reading; FileNotFoundError if the disk lost it."""
    return path_of(file).open("rb")


@contextmanager
def spooled(content: BinaryIO, name: str) -> Iterator[Spooled]:
    """Copy the content aside in pieces; what is not put in place is gone at the end."""
    aside = root() / UNFINISHED
    aside.mkdir(parents=True, exist_ok=True)
    handle, raw = tempfile.mkstemp(dir=aside)
    path = Path(raw)
    try:
        with os.fdopen(handle, "wb") as target:
            sha256, size = _copy(content, target, name)
            target.flush()
            os.fsync(target.fileno())
        yield Spooled(path, sha256, size)
    finally:
        path.unlink(missing_ok=True)


def put_in_place(upload: Spooled) -> None:
    """Give the content its final name; the same content written twice stays one file."""
    final = root() / StoredFile(sha256=upload.sha256).storage_name
    final.parent.mkdir(parents=True, exist_ok=True)
    upload.path.replace(final)
    _sync_folder(final.parent)


def hash_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def too_large(name: str) -> DomainError:
    return DomainError(
        _("Tệp “%(name)s” lớn hơn %(limit)s MB. Hãy nén hoặc tách tệp rồi gửi lại.")
        % {"name": name, "limit": settings.KHCN_MAX_UPLOAD_MB},
        code="file.too_large",
    )


def _copy(content: BinaryIO, target: BinaryIO, name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while piece := content.read(CHUNK):
        size += len(piece)
        if size > max_bytes():
            raise too_large(name)
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest(), size


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
