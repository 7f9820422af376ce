"""The queue of pairs that may be the same, and what one says of a pair."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khcn.kernel.duplicates.domain import tell_apart
from khcn.kernel.duplicates.models import Suspect
from khcn.kernel.duplicates.queries import open_pairs
from khcn.kernel.jobs.domain import start
from khcn.kernel.jobs.models import Job, JobState
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.records import Record
from khcn.web.ui.lists import page_of
from khcn.web.workspace.duplicates.common import card, changeable, differences, register_for_merging
from khcn.web.workspace.registers.common import trail

PER_PAGE = 20
MOST_DIFFERENCES = 6
JOB = "duplicates.find"


@require_safe
def duplicate_list(request: HttpRequest, code: str) -> HttpResponse:
    register = register_for_merging(request, code)
    page = page_of(request, open_pairs(register, request.actor), PER_PAGE)
    keys = {key for pair in page for key in (pair.first_id, pair.second_id)}
    records = changeable(request, register, keys)
    title = _("Bản ghi nghi trùng")
    context = {
        "register": register, "page_title": title, "trail": trail(register, last=title), "page": page,
        "pairs": [_pair(register, one, records) for one in page], "looks": bool(register.similar),
    }  # fmt: skip
    return render(request, "duplicates/duplicate_list.html", context)


def _pair(register: Register, suspect: Suspect, records: dict[int, Record]) -> dict[str, Any]:
    first, second = records[suspect.first_id], records[suspect.second_id]
    found = differences(register, first, second)
    merge = reverse("record_merge", kwargs={"code": register.code, "pk": first.pk})
    return {
        "suspect": suspect, "name": str(first), "cards": [card(register, first), card(register, second)],
        "differences": found[:MOST_DIFFERENCES], "more": len(found[MOST_DIFFERENCES:]),
        "merge_url": f"{merge}?voi={second.pk}",
    }  # fmt: skip


@require_POST
def duplicate_apart(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    register = register_for_merging(request, code)
    suspect = get_object_or_404(open_pairs(register, request.actor), pk=pk)
    records = changeable(request, register, {suspect.first_id, suspect.second_id})
    first, second = records[suspect.first_id], records[suspect.second_id]
    tell_apart(register, first, second, by=request.actor)
    messages.success(
        request,
        _("Đã ghi “%(first)s” và “%(second)s” là hai bản ghi khác nhau.")
        % {"first": first, "second": second},
    )
    return redirect("duplicate_list", code=code)


@require_POST
def duplicate_find(request: HttpRequest, code: str) -> HttpResponse:
    """Look through the register once more; a search of the same person that is still at work is enough."""
    register = register_for_merging(request, code)
    working = Job.objects.filter(
        name=JOB, started_by=request.actor.user_id, arguments__code=code,
        state__in=(JobState.QUEUED, JobState.RUNNING),
    )  # fmt: skip
    title = _("Tìm bản ghi trùng: %s") % register.name
    url = reverse("duplicate_list", kwargs={"code": code})
    job = working.first() or start(JOB, title=title, by=request.actor, url=url, code=code)
    return redirect("job_detail", pk=job.pk)
