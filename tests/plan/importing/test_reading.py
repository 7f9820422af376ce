"""From a file to an import ready for review, in the background."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from khcn.kernel.errors import DomainError
from khcn.kernel.jobs.domain import run_job
from khcn.kernel.jobs.models import Job
from khcn.kernel.jobs.rescue import requeue_stale
from khcn.plan.importing.domain import receive_document
from khcn.plan.models import PlanImport
from tests.conftest import ROOT
from tests.plan.importing.texts import plan_text

pytestmark = pytest.mark.django_db


def receive(content: bytes, by, name="ke-hoach.txt"):
    return receive_document(content=io.BytesIO(content), name=name, by=by)


def work(row: PlanImport) -> PlanImport:
    run_job.call(str(row.job_id))
    row.refresh_from_db()
    row.job.refresh_from_db()
    return row


def test_a_received_file_is_read_by_the_worker(by):
    row = receive(plan_text().encode(), by)
    assert (row.state, row.job.state) == ("reading", "queued")
    row = work(row)
    assert (row.state, row.job.state) == ("review", "done")
    assert len(row.corrected["tasks"]) == 3
    assert row.parsed["document"]["symbol"] == "18/KH-UBND"


def test_a_killed_worker_loses_nothing(by):
    row = receive(plan_text().encode(), by)
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=row.job_id).update(state="running", heartbeat_at=long_ago, attempts=1)
    assert requeue_stale() == 1
    assert work(row).state == "review"
    assert work(row).state == "review"


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"%PDF-1.4\nkhong phai pdf that", "ke-hoach.pdf", "pdf"),
        (b"   \n \n", "trang.txt", ""),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_writes_nothing(by, content, name, told):
    try:
        row = work(receive(content, by, name))
    except DomainError as refusal:
        assert len(refusal.message) > 20
        assert not PlanImport.objects.exists()
        return
    assert (row.state, row.job.state) == ("failed", "failed")
    assert row.message == row.job.message
    assert len(row.message) > 20
    assert row.corrected is None


@pytest.mark.parametrize("name", ["ke-hoach-tinh-mau.txt", "ke-hoach-chuyen-doi-so.docx", "nghi-quyet.txt"])
def test_the_examples_come_in_whole(by, name):
    row = work(receive((ROOT / "examples" / name).read_bytes(), by, name))
    assert row.state == "review", row.message
    counts = row.corrected["difference"]["counts"]
    assert counts["tasks"]["new"] >= 3
    assert counts["targets"]["new"] >= 3
