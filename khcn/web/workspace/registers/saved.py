"""Lists that people keep under a name, for themselves or for everybody."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.kernel.registers.models import SavedView
from khcn.plan.rules import is_staff
from khcn.web.workspace.registers.asking import MANNER, Asked
from khcn.web.workspace.registers.common import register_of

MOST_VIEWS = 50


def saved_views(asked: Asked) -> list[dict[str, Any]]:
    """One's own views and, inside the administration, those that are shared."""
    user = asked.request.actor.user_id
    seen = Q(user_id=user) | Q(shared=True) if is_staff(asked.request.actor) else Q(user_id=user)
    rows = SavedView.objects.filter(seen, register=asked.register.code).select_related("user")[:MOST_VIEWS]
    now = asked.query()[1:]
    return [
        {
            "view": one,
            "url": f"?{one.query}",
            "active": one.query == now and bool(now),
            "own": one.user_id == user,
        }
        for one in rows
    ]


@require_POST
@login_required
def view_save(request: HttpRequest, code: str) -> HttpResponse:
    register, _level = register_of(request, code)
    name = " ".join(request.POST.get("ten", "").replace("\x00", "").split())[:120]
    query = _cleaned(request.POST.get("query", ""))
    back = f"{reverse('register_list', kwargs={'code': code})}?{query}"
    if not name:
        messages.error(request, _("Chưa lưu danh sách: hãy đặt tên cho danh sách."))
        return redirect(back)
    shared = bool(request.POST.get("chung")) and is_staff(request.actor)
    SavedView.objects.update_or_create(
        register=register.code,
        user_id=request.actor.user_id,
        name=name,
        defaults={"query": query, "shared": shared},
    )
    messages.success(request, _("Đã lưu danh sách “%s”.") % name)
    return redirect(back)


def _cleaned(told: str) -> str:
    """A query as this page would write it, without page numbers and file formats."""
    query = QueryDict(told[:1000].replace("\x00", ""), mutable=True)
    for name in MANNER:
        query.pop(name, None)
    text = query.urlencode()
    return text if len(text) <= 1000 else ""


@require_POST
@login_required
def view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Only its owner removes a view."""
    view = get_object_or_404(SavedView, pk=pk, user_id=request.actor.user_id)
    name, code = view.name, view.register
    view.delete()
    messages.success(request, _("Đã xoá danh sách “%s”.") % name)
    try:
        register_of(request, code)
    except Http404:
        return redirect("register_index")
    return redirect("register_list", code=code)
