"""“Việc của tôi”: what waits for the signed-in person, unread notices, running jobs."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.jobs.models import Job, JobState
from khcn.status.todo import todo_items
from khcn.web.workspace.my_work.groups import grouped
from khcn.web.workspace.my_work.notices import own_notices
from khcn.web.workspace.st_tasks.waiting import waiting_lines

NEWEST = 5


@login_required
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    mine = Job.objects.filter(started_by=request.user.pk)
    context = {
        "page_title": _("Việc của tôi"),
        "today": today,
        "groups": grouped(todo_items(request.actor, today), today, waiting_lines(request.actor, today)),
        "notices": own_notices(request.user.pk).filter(read_at=None)[:NEWEST],
        "jobs": mine.filter(state__in=(JobState.QUEUED, JobState.RUNNING))[:NEWEST],
    }
    return render(request, "my_work/my_work.html", context)
