"""What is said each day about results: reports on application that come due, registrations that are late."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from khcn.kernel.jobs.daily import daily
from khcn.kernel.notices.models import Notice
from khcn.operations.st_tasks.models import StTask, Use
from khcn.operations.st_tasks.procedures.keeping import outline_by_id
from khcn.operations.st_tasks.results import using  # noqa: F401 - keeps evidence of sent reports
from khcn.operations.st_tasks.results.queries import unregistered
from khcn.operations.st_tasks.results.telling import KIND, host_people, page_of, tell_host, tell_officer

#: Days before and after the due day on which the host is reminded.
DAYS = (30, 7, 0, -30)
_SHORTEST = timedelta(days=1)


@daily("st_tasks.results")
def remind(day: date) -> None:
    """Remind hosts of yearly reports, officers of results not registered in time; each reminder goes out once."""
    wanted = [day + timedelta(days=days) for days in DAYS]
    rows = Use.objects.filter(due_on__in=wanted, sent_at=None, task__state__in=["accepted", "closed"])
    for use in rows.select_related("task", "task__host", "task__officer"):
        _remind_use(use, day)
    for task in (
        unregistered(before=day).select_related("officer", "procedure").defer("procedure__definition")
    ):
        _remind_registration(task, day)


def _remind_use(use: Use, day: date) -> None:
    assert use.due_on is not None
    told = f"{use.due_on:%d/%m/%Y}"
    title = (
        _("Báo cáo ứng dụng năm %(year)s quá hạn từ %(due)s")
        if use.due_on < day
        else _("Báo cáo ứng dụng năm %(year)s, hạn %(due)s")
    ) % {"year": use.year, "due": told}
    if _told_today(use.task, title, day):
        return
    if host_people(use.task):
        tell_host(use.task, title, use.task.outward_name)
    if use.due_on < day or not host_people(use.task):
        tell_officer(use.task, title, use.task.outward_name)


def _remind_registration(task: StTask, day: date) -> None:
    assert task.accepted_on is not None and task.procedure_id is not None
    figure = outline_by_id(task.procedure_id).figure_by_code.get("registration.days")
    if figure is None or day != task.accepted_on + timedelta(days=int(figure.value)) + _SHORTEST:
        return
    title = _("Quá hạn đăng ký kết quả: nghiệm thu ngày %s") % f"{task.accepted_on:%d/%m/%Y}"
    if not _told_today(task, title, day):
        tell_officer(task, title, task.outward_name)
        tell_host(task, title, task.outward_name)


def _told_today(task: StTask, title: str, day: date) -> bool:
    return Notice.objects.filter(
        kind=KIND, title=title, url=page_of(task), created_at__date__gte=day
    ).exists()
