"""The person's own notices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khcn.kernel.notices.domain import mark_read
from khcn.kernel.notices.models import Notice
from khcn.web.ui.lists import page_of
from khcn.web.workspace.my_work.links import own_url

PER_PAGE = 20


def own_notices(user_id: int | None) -> QuerySet[Notice]:
    """Unread first, then the newest first."""
    unread = ExpressionWrapper(Q(read_at=None), output_field=BooleanField())
    mine = Notice.objects.filter(user_id=user_id).annotate(unread=unread)
    return mine.order_by("-unread", "-created_at", "-pk")


@login_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, own_notices(request.user.pk), PER_PAGE)
    context = {"page_title": _("Thông báo"), "page": page, "some_unread": any(row.unread for row in page)}
    return render(request, "notices/notice_list.html", context)


@login_required
@require_safe
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as read and go where the notice points, never away from this site."""
    notice = get_object_or_404(Notice, pk=pk, user_id=request.user.pk)
    mark_read(by=request.actor, notices=[notice])
    return redirect(own_url(notice.url) or "notice_list")


@login_required
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    count = mark_read(by=request.actor)
    messages.success(request, _("Đã đánh dấu %s thông báo là đã đọc.") % count)
    return redirect("notice_list")
