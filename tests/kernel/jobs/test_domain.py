from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from khcn.kernel.access import NOBODY, may
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.jobs import domain
from khcn.kernel.jobs.domain import Progress, job, retry_job, run_job, running, start
from khcn.kernel.jobs.models import Job, JobState, WorkerBeat
from khcn.kernel.jobs.rescue import beat, beat_seconds, requeue_stale, tidy
from tests.factories import UserFactory, actor_for, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(monkeypatch):
    """Kinds of work that exist in this test only."""
    monkeypatch.setattr(domain, "_works", {})
    return job


@pytest.fixture
def queued():
    return start("thu", title="Đọc văn bản", by=actor_for(UserFactory()), number=7)


def calls() -> int:
    return DBTaskResult.objects.count()


def test_work_is_queued_at_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        start("thu", title="Đọc văn bản", by=actor_for(UserFactory()))
        assert calls() == 0
    assert calls() == 1


def test_nobody_cannot_start_work():
    with pytest.raises(NotAllowed):
        start("thu", title="Đọc văn bản", by=NOBODY)


def test_finished_work_keeps_result_and_progress(works, queued):
    @works("thu")
    def work(progress, *, number):
        progress(1, 2, "nửa đường")
        progress(2, 2, "hết")
        return {"number": number}

    run_job.call(str(queued.pk))
    queued.refresh_from_db()
    assert (queued.state, queued.done, queued.total, queued.result) == (JobState.DONE, 2, 2, {"number": 7})
    assert (queued.attempts, running) == (1, set())


def test_refusal_by_the_business_is_told_in_its_words(works, queued):
    @works("thu")
    def work(progress, *, number):
        raise DomainError("Văn bản không có Phụ lục. Hãy chọn tệp khác.")

    run_job.call(str(queued.pk))
    queued.refresh_from_db()
    assert (queued.state, queued.message) == (
        JobState.FAILED,
        "Văn bản không có Phụ lục. Hãy chọn tệp khác.",
    )


def test_unexpected_error_tells_no_details_to_the_person(works, queued, caplog):
    @works("thu")
    def work(progress, *, number):
        raise ValueError("mật khẩu cơ sở dữ liệu")

    run_job.call(str(queued.pk))
    queued.refresh_from_db()
    assert queued.state == JobState.FAILED and "mật khẩu" not in queued.message
    assert str(queued.pk) in caplog.text


def test_unknown_kind_of_work_fails_instead_of_stopping_the_worker(works, queued):
    run_job.call(str(queued.pk))
    queued.refresh_from_db()
    assert queued.state == JobState.FAILED


def test_a_job_is_claimed_once(works, queued):
    done = []
    works("thu")(lambda progress, number: done.append(number))
    run_job.call(str(queued.pk))
    run_job.call(str(queued.pk))
    assert done == [7]


def held(row, *, minutes, attempts=1):
    """The row as a worker left it that was last heard of so many minutes ago."""
    Job.objects.filter(pk=row.pk).update(
        state=JobState.RUNNING, attempts=attempts, heartbeat_at=timezone.now() - timedelta(minutes=minutes)
    )
    row.refresh_from_db()


def test_silent_work_is_queued_again_and_only_once(queued):
    held(queued, minutes=11)
    assert (requeue_stale(), requeue_stale()) == (1, 0)
    queued.refresh_from_db()
    assert (queued.state, calls()) == (JobState.QUEUED, 1)


def test_work_heard_of_lately_is_left_alone(queued):
    held(queued, minutes=9)
    assert requeue_stale() == 0


def test_a_call_that_was_lost_is_made_again(queued):
    began = timezone.now() - timedelta(minutes=11)
    Job.objects.filter(pk=queued.pk).update(created_at=began)
    assert (requeue_stale(), requeue_stale()) == (1, 0)
    queued.refresh_from_db()
    assert queued.created_at == began


def test_after_three_broken_attempts_the_person_is_told(queued):
    held(queued, minutes=11, attempts=3)
    assert requeue_stale() == 0
    queued.refresh_from_db()
    assert queued.state == JobState.FAILED and "bị ngắt" in queued.message


def test_long_work_without_progress_stays_alive_through_the_worker(queued):
    held(queued, minutes=60)
    running.add((queued.pk, 1))
    try:
        beat("may-1")
    finally:
        running.clear()
    assert requeue_stale() == 0


def test_a_worker_that_woke_up_too_late_changes_nothing(queued, caplog):
    held(queued, minutes=1, attempts=1)
    late = Progress(queued)
    Job.objects.filter(pk=queued.pk).update(attempts=2, done=5)
    late(9, 9, "muộn")
    domain.finish(queued, JobState.FAILED, "muộn")
    queued.refresh_from_db()
    assert (queued.state, queued.done, queued.message) == (JobState.RUNNING, 5, "")
    assert "no longer held" in caplog.text


def test_the_pulse_is_quicker_than_the_limit(settings):
    assert beat_seconds() == 30
    settings.KHCN_JOB_STALE_MINUTES = 1
    assert beat_seconds() == 15


def test_failed_work_can_be_tried_again(queued, django_capture_on_commit_callbacks):
    held(queued, minutes=1, attempts=3)
    domain.finish(queued, JobState.FAILED, "hỏng")
    with django_capture_on_commit_callbacks(execute=True):
        retry_job(job=queued, by=actor_for(queued.started_by))
    assert (queued.state, queued.message, queued.finished_at, calls()) == (JobState.QUEUED, "", None, 1)
    assert Event.objects.get(action="job.retry").object_id == str(queued.pk)


def test_work_that_has_not_failed_is_not_tried_again(queued):
    with pytest.raises(DomainError) as caught:
        retry_job(job=queued, by=actor_for(queued.started_by))
    assert caught.value.code == "job.not_failed"


def test_starter_and_administrator_see_the_job(queued):
    def sees(user):
        return may(actor_for(user), "jobs.job.view", queued)

    assert sees(queued.started_by) and sees(seat("admin"))
    assert not sees(UserFactory()) and not may(NOBODY, "jobs.job.view", queued)


def test_workers_long_gone_are_forgotten():
    WorkerBeat.objects.create(worker="cũ", seen_at=timezone.now() - timedelta(days=2))
    beat("mới")
    tidy()
    assert [row.worker for row in WorkerBeat.objects.all()] == ["mới"]
