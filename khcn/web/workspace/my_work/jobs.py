"""How far a long piece of work has come, for the person who started it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khcn.kernel.access import visible
from khcn.kernel.errors import NotAllowed
from khcn.kernel.jobs.domain import retry_job
from khcn.kernel.jobs.models import Job, JobState
from khcn.web.workspace.my_work.links import own_url

UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


@require_safe
def job_detail(request: HttpRequest, pk: str) -> HttpResponse:
    """The page; when HTMX asks, the part that changes."""
    job = _seen(request, pk)
    context = {
        "page_title": job.title,
        "trail": [(_("Việc của tôi"), reverse("my_work")), (job.title, "")],
        "job": job,
        "unfinished": job.state in UNFINISHED,
        "result_url": own_url(job.url),
    }
    template = "jobs/_state.html" if request.htmx else "jobs/job_detail.html"
    response = render(request, template, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def job_retry(request: HttpRequest, pk: str) -> HttpResponse:
    job = _seen(request, pk)
    retry_job(job=job, by=request.actor)
    return redirect("job_detail", pk=job.pk)


def _seen(request: HttpRequest, pk: str) -> Job:
    job = (
        visible(request.actor, "jobs.job.view", Job.objects.select_related("started_by"))
        .filter(pk=pk)
        .first()
    )
    if job is not None:
        return job
    if not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để xem công việc này."), code="not_allowed:sign_in")
    raise Http404
