import io
import os
import signal
import subprocess
import sys
import threading
import tracemalloc
from datetime import date

import pytest
from django.conf import settings as live
from django.db import connection

from khcn.kernel.audit.models import Event
from khcn.kernel.documents.domain import attach, detach, register_document, store_file
from khcn.kernel.documents.models import Attachment, StoredFile
from khcn.kernel.documents.storage import hash_of, path_of, root
from khcn.kernel.errors import DomainError
from tests.factories import TaskFactory, UserFactory, actor_for
from tests.kernel.documents import samples


@pytest.fixture
def clerk(db):
    return actor_for(UserFactory(full_name="Hoàng Thị Mẫu"))


def kept() -> list[str]:
    return sorted(str(path.relative_to(root())) for path in root().rglob("*") if path.is_file())


def test_file_lies_under_its_hash_outside_of_the_package(clerk):
    file = store_file(content=io.BytesIO(samples.TEXT), name="Ghi chép.txt", by=clerk)
    assert (file.size, file.media_type) == (len(samples.TEXT), "text/plain")
    assert path_of(file).read_bytes() == samples.TEXT
    assert hash_of(path_of(file)) == file.sha256
    assert kept() == [file.storage_name]


def test_same_content_is_kept_once_whatever_its_name(clerk):
    first = store_file(content=io.BytesIO(samples.TEXT), name="a.txt", by=clerk)
    second = store_file(content=io.BytesIO(samples.TEXT), name="Bản sao của a.txt", by=clerk)
    assert first.pk == second.pk
    assert kept() == [first.storage_name]
    assert Event.objects.filter(action="file.store").count() == 1


def test_uploading_again_heals_a_content_lost_on_disk(clerk):
    file = store_file(content=io.BytesIO(samples.TEXT), name="a.txt", by=clerk)
    path_of(file).write_bytes(b"hong")
    store_file(content=io.BytesIO(samples.TEXT), name="a.txt", by=clerk)
    assert path_of(file).read_bytes() == samples.TEXT


def test_refused_file_leaves_nothing_behind(clerk):
    with pytest.raises(DomainError) as caught:
        store_file(content=io.BytesIO(samples.EXE), name="a.pdf", by=clerk)
    assert caught.value.code == "file.program"
    assert (StoredFile.objects.count(), kept()) == (0, [])


def test_content_that_breaks_off_while_reading_leaves_nothing_behind(clerk):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise ConnectionError("đứt mạng")

    with pytest.raises(ConnectionError):
        store_file(content=Broken(b"abc"), name="a.txt", by=clerk)
    assert (StoredFile.objects.count(), kept()) == (0, [])


def test_killed_in_the_middle_of_writing_leaves_only_an_unfinished_piece(tmp_path):
    script = """
import io, os, signal, sys
from pathlib import Path
from types import SimpleNamespace
import django
from django.conf import settings
django.setup()
settings.KHCN_FILES = Path(sys.argv[1])
from khcn.kernel.documents.storage import put_in_place, spooled
class Killing(io.BytesIO):
    def read(self, size=-1):
        if self.tell() > 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(size)
with spooled(Killing(b"a" * 1_000_000), "a.txt") as upload:
    put_in_place(upload)
"""
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=_environment(), check=False)
    assert done.returncode == -signal.SIGKILL
    left = [path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()]
    assert left == ["tmp"]


def _environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "khcn.config.settings", "PYTHONPATH": str(live.HOME)}


def test_memory_stays_flat_for_a_file_of_thirty_megabytes(clerk, tmp_path):
    large = tmp_path / "lớn.csv"
    with large.open("wb") as target:
        for _round in range(30):
            target.write(b"1;so lieu dai\n" * 74898)
    with large.open("rb") as content:
        tracemalloc.start()
        try:
            file = store_file(content=content, name="lớn.csv", by=clerk)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert file.size == large.stat().st_size > 31_000_000
    assert peak < 4_000_000


@pytest.mark.django_db(transaction=True)
def test_the_same_content_sent_twice_at_once_becomes_one_file():
    by, rows, barrier = actor_for(UserFactory()), [], threading.Barrier(4)

    def send() -> None:
        barrier.wait()
        try:
            rows.append(store_file(content=io.BytesIO(samples.TEXT), name="a.txt", by=by).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rows) == 4 and len(set(rows)) == 1
    assert len(kept()) == 1


def test_attaching_writes_who_what_and_the_hash_into_the_log(clerk):
    task = TaskFactory()
    file = store_file(content=io.BytesIO(samples.TEXT), name="a.txt", by=clerk)
    attachment = attach(record=task, by=clerk, file=file, name="../Biên bản\u202e.txt", note="  bản ký số ")
    assert (attachment.record, attachment.file_name, attachment.note) == (task, "Biên bản.txt", "bản ký số")
    event = Event.objects.get(action="document.attach")
    assert (event.model, event.object_id, event.actor_id) == ("plan.task", str(task.pk), clerk.user_id)
    assert event.after["sha256"] == file.sha256


def test_attaching_nothing_is_refused(clerk):
    with pytest.raises(DomainError) as caught:
        attach(record=TaskFactory(), by=clerk)
    assert caught.value.code == "attachment.empty"


def test_removing_needs_a_reason_and_keeps_row_content_and_event(clerk):
    file = store_file(content=io.BytesIO(samples.TEXT), name="a.txt", by=clerk)
    attachment = attach(record=TaskFactory(), by=clerk, file=file, name="a.txt")
    with pytest.raises(DomainError) as caught:
        detach(attachment=attachment, by=clerk, reason="  ")
    assert (caught.value.code, "reason" in caught.value.fields) == ("attachment.reason", True)
    detach(attachment=attachment, by=clerk, reason="Gửi nhầm bản nháp")
    assert Attachment.objects.get().removed_at is not None
    assert path_of(file).exists()
    assert Event.objects.get(action="document.detach").after == {"reason": "Gửi nhầm bản nháp"}
    with pytest.raises(DomainError) as again:
        detach(attachment=attachment, by=clerk, reason="Lần nữa")
    assert again.value.code == "attachment.removed"


def test_document_is_registered_with_its_particulars(clerk):
    document = register_document(
        kind="QĐ", symbol=" 12/QĐ-UBND ", issued_on=date(2024, 3, 1), signer="Nguyễn Văn Mẫu", by=clerk
    )
    assert (document.symbol, str(document), document.created_by_id) == (
        "12/QĐ-UBND",
        "12/QĐ-UBND",
        clerk.user_id,
    )
    assert Event.objects.get(action="document.register").after["issued_on"] == "2024-03-01"


def test_document_without_symbol_and_summary_is_refused(clerk):
    with pytest.raises(DomainError) as caught:
        register_document(kind="CV", symbol=" ", by=clerk)
    assert caught.value.code == "document.untold"
