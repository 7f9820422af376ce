"""Correcting, leaving out, taking back and adding items."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khcn.kernel.errors import DomainError
from khcn.plan.importing.domain import (
    EditedElsewhere,
    add_item,
    choose_plan,
    correct_item,
    drop_item,
    restore_item,
)
from khcn.plan.importing.items import LISTS, Json, item_at, span_of
from khcn.plan.models import PlanImport
from khcn.web.ui.forms import show_refusal
from khcn.web.workspace.imports.common import import_in_review, importer, trail
from khcn.web.workspace.imports.forms import FORMS, DocumentForm, ItemForm
from khcn.web.workspace.imports.presenting import Row, row_of
from khcn.web.workspace.imports.review import ADDABLE
from khcn.web.workspace.imports.source import Span, excerpt

#: Beside a form the sentence itself matters more than what surrounds it.
AROUND_FORM = 8


@require_http_methods(["GET", "HEAD", "POST"])
@importer
def import_item(request: HttpRequest, pk: int, name: str, index: int) -> HttpResponse:
    """The form of one item beside its sentence."""
    row = import_in_review(pk)
    path = f"{name}/{index}"
    item = item_or_404(row.corrected, path)
    if name not in FORMS:
        raise Http404
    form = FORMS[name](item, posted(request), revision=row.revision)
    context: dict[str, Any] = {"shown": row_of(name, index, item), "path": path}
    if request.method == "POST" and form.is_valid():
        try:
            correct_item(
                plan_import=row, path=path, values=form.values(), revision=_seen(form), by=request.actor
            )
        except EditedElsewhere as conflict:
            context["current"] = row_of(name, index, conflict.current)
            _adopt(form, row.pk, conflict)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Đã lưu %s.") % f"{LISTS[name]} {context['shown'].mark}".strip())
            return redirect(_back(row, path))
    return _answer(request, row, form, item, context)


@require_http_methods(["GET", "HEAD", "POST"])
@importer
def import_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Symbol, date, issuer, years, and the plan it belongs to."""
    row = import_in_review(pk)
    item = row.corrected["document"]
    form = DocumentForm(item, posted(request), revision=row.revision, plan=row.plan)
    context: dict[str, Any] = {"path": "document"}
    if request.method == "POST" and form.is_valid():
        try:
            values, plan = form.values(), form.cleaned_data["plan"]
            row = correct_item(
                plan_import=row, path="document", values=values, revision=_seen(form), by=request.actor
            )
            if "plan" in form.changed_data and plan != row.plan:
                choose_plan(plan_import=row, plan=plan, by=request.actor)
        except EditedElsewhere as conflict:
            _adopt(form, row.pk, conflict)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Đã lưu thông tin văn bản."))
            return redirect("import_review", pk=row.pk)
    return _answer(request, row, form, item, context)


@require_http_methods(["GET", "HEAD", "POST"])
@importer
def import_item_new(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Enter an item that the reading missed; `?tu=3` is the piece of "Chưa hiểu" it comes from."""
    row = import_in_review(pk)
    if name not in ADDABLE:
        raise Http404
    leftover = request.GET.get("tu", "")
    at = int(leftover) if leftover.isascii() and leftover.isdigit() else None
    item = _blank(row, at)
    form = FORMS[name](item, posted(request), revision=row.revision)
    if request.method == "POST" and form.is_valid():
        try:
            add_item(plan_import=row, name=name, values=form.values(), by=request.actor, unparsed=at)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Đã thêm vào phần “%s”.") % LISTS[name])
            return redirect(f"{reverse('import_review', args=[pk])}?phan={name}")
    return _answer(request, row, form, item, {"path": name, "adding": True})


@require_POST
@importer
def import_item_drop(request: HttpRequest, pk: int, name: str, index: int) -> HttpResponse:
    row = import_in_review(pk)
    drop_item(plan_import=row, path=f"{name}/{index}", by=request.actor)
    messages.success(request, _("Đã bỏ mục này ra khỏi lần nhập. Có thể lấy lại trước khi xác nhận."))
    return redirect(_back(row, f"{name}/{index}"))


@require_POST
@importer
def import_item_restore(request: HttpRequest, pk: int, name: str, index: int) -> HttpResponse:
    row = import_in_review(pk)
    restore_item(plan_import=row, path=f"{name}/{index}", by=request.actor)
    messages.success(request, _("Đã lấy lại mục này."))
    return redirect(_back(row, f"{name}/{index}"))


def item_or_404(corrected: Json, path: str) -> Json:
    try:
        return item_at(corrected, path)
    except DomainError:
        raise Http404 from None


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _blank(row: PlanImport, at: int | None) -> Json:
    if at is None:
        return {}
    span = span_of(item_or_404(row.corrected, f"unparsed/{at}"))
    return {"text": row.text[slice(*span)].strip(), "span": list(span)} if span else {}


def _seen(form: ItemForm) -> int:
    return form.cleaned_data.get("revision") or 0


def _adopt(form: ItemForm, pk: int, conflict: EditedElsewhere) -> None:
    """Show the refusal; saving once more after having seen both goes through."""
    show_refusal(form, conflict)
    form.data = form.data.copy()
    form.data["revision"] = str(PlanImport.objects.values_list("revision", flat=True).get(pk=pk))


def _back(row: PlanImport, path: str) -> str:
    name, _slash, index = path.partition("/")
    return f"{reverse('import_review', args=[row.pk])}?muc={path}#muc-{name}-{index}"


def _answer(
    request: HttpRequest, row: PlanImport, form: ItemForm, item: Json, context: dict[str, Any]
) -> HttpResponse:
    shown: Row | None = context.get("shown")
    span = span_of(item)
    spans = [Span("cau-dang-sua", *span, chosen=True)] if span else []
    title = _("Thông tin văn bản") if context["path"] == "document" else str(LISTS[form.name])
    if shown:
        title = f"{title} {shown.mark}".strip()
    if context.get("adding"):
        title = _("Thêm vào phần “%s”") % LISTS[form.name]
    context |= {
        "page_title": title,
        "trail": trail(row, (title, "")),
        "one": row,
        "form": form,
        "name": form.name,
        "source": excerpt(row.text, spans, above=AROUND_FORM, below=AROUND_FORM),
        "back": _back(row, context["path"]) if shown else reverse("import_review", args=[row.pk]),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "imports/import_item.html", context, status=status)
