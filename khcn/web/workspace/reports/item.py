"""One item: saved while it is typed, or by its button. With HTMX only its status line comes back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ReportState
from khcn.agency_reports.filling import (
    AnswerChanged,
    Line,
    Problem,
    Sheet,
    copy_last,
    problems_of,
    save_answer,
    touch,
)
from khcn.agency_reports.filling.knowing import answers_before, cards_of
from khcn.agency_reports.filling.locks import lock_of
from khcn.agency_reports.filling.sheet import add_evidence_to
from khcn.agency_reports.models import Answer, Report, RequestItem
from khcn.kernel.errors import DomainError
from khcn.web.workspace.reports.common import address, item_of, started, trail_of
from khcn.web.workspace.reports.forms import ItemForm, form_for
from khcn.web.workspace.reports.page import card_for
from khcn.web.workspace.reports.words import differences


def report_item_save(request: HttpRequest, code: str, agency: str, pk: int) -> HttpResponse:
    report = started(request, code, agency)
    item = item_of(report, pk)
    if request.method != "POST":
        return _show(request, report, item)
    line = Line(item, Answer(report=report, item=item), card=cards_of([item]).get(item.indicator_id or 0))
    form = form_for(line, request.POST)
    try:
        _keep(request, report, item, form)
    except AnswerChanged as changed:
        return _show(request, report, item, form=form, changed=changed)
    except DomainError as refused:
        if not refused.fields and request.headers.get("HX-Request") != "true":
            raise
        for name, sentence in (refused.fields or {"": refused.message}).items():
            form.add_error(name if name in form.fields else None, sentence)
    return _show(request, report, item, form=form)


def _keep(request: HttpRequest, report: Report, item: RequestItem, form: ItemForm) -> None:
    by, told = request.actor, form.told()
    seen = _number(request.POST.get("thay-ban") or request.POST.get("ban", ""))
    if "khong-phat-sinh" in request.POST:
        told["nothing"] = True
    saved = save_answer(report=report, item=item, values=told, seen_revision=seen, by=by)
    if "lay-nam-truoc" in request.POST and (past := answers_before(report.request, [item]).get(item.pk)):
        copy_last(report=report, item=item, past=past, seen_revision=saved.revision, by=by)
    touch(report, by, item)


def _show(
    request: HttpRequest, report: Report, item: RequestItem, *, form: ItemForm | None = None,
    changed: AnswerChanged | None = None,
) -> HttpResponse:  # fmt: skip
    """The status line for HTMX; else back to the page, or the item by itself while something is wrong."""
    saved = form is not None and changed is None
    wrong = bool(form and form.slips()) or changed is not None
    whole = {"khong-phat-sinh", "lay-nam-truoc", "tai-lai"} & (request.POST.keys() | request.GET.keys())
    part = request.headers.get("HX-Request") == "true"
    if saved and not wrong and not part:
        messages.success(request, _("Đã lưu mục “{name}”.").format(name=item.title))
        return redirect(address("report_fill", report.request, report.part, anchor=f"#muc-{item.pk}"))
    context = _context(request, report, item, form, changed, whole=bool(whole) or not part)
    if part:
        return _part(request, context, whole=bool(whole) and not wrong, wrong=wrong)
    return render(request, "reports/report_item.html", context, status=422 if wrong else 200)


def _part(request: HttpRequest, context: dict[str, Any], *, whole: bool, wrong: bool) -> HttpResponse:
    """The status line, or the item anew after a button that filled something in. 422 keeps what was typed."""
    if not whole:
        return render(request, "reports/_item_status.html", context, status=422 if wrong else 200)
    response = render(request, "reports/_item.html", context)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = f"#muc-{context['card'].pk}", "outerHTML"
    return response


def _context(
    request: HttpRequest, report: Report, item: RequestItem, form: ItemForm | None, changed: AnswerChanged | None,
    *, whole: bool,
) -> dict[str, Any]:  # fmt: skip
    sheet = Sheet.load(report, only=item)
    line = sheet.lines[0]
    if whole:
        line.before = answers_before(report.request, [item]).get(item.pk)
        add_evidence_to([line])
    lock = lock_of(report, request.actor)
    found: list[Problem] = problems_of(sheet) if report.state == ReportState.DRAFT else []
    card = card_for(sheet, line, found, writable=lock is None)
    if form is not None and (form.slips() or changed):
        card.form = form
    return {
        "page_title": card.name, "card": card, "line": line, "report": report, "asked": report.request,
        "trail": trail_of(report.request, report.request.agency.name, deeper=card.name), "alone": True,
        "lock": lock.sentence if lock else "", "saved": form is not None and changed is None,
        "slips": list(form.slips().values()) if form else [],
        "changed": changed, "differences": differences(changed) if changed else [],
        "seen": _number(request.POST.get("ban", "")) if changed else line.answer.revision,
        "back": address("report_fill", report.request, report.part, anchor=f"#muc-{item.pk}"),
    }  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
