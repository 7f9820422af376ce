"""Papers of an item for a member whose gate is open. Where the council is blind, answers and files come without names."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khcn.kernel.documents.domain import attach_upload
from khcn.kernel.documents.models import Attachment
from khcn.operations.st_tasks.advancing.papers import filed_as, form_of
from khcn.operations.st_tasks.blinding.applications import blind_answers, blind_file, blind_file_name
from khcn.operations.st_tasks.blinding.files import CHECKED
from khcn.operations.st_tasks.choices import ApplicationState, Purpose
from khcn.operations.st_tasks.councils.declaring import papers_open
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.models import Application, BudgetLine, CouncilItem, Seat
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import FormField
from khcn.web.ui.files import EvidenceField
from khcn.web.ui.forms import form_page
from khcn.web.workspace.councils.accepted import assessment_told, handed_in
from khcn.web.workspace.councils.common import address, item_of, managed
from khcn.web.workspace.councils.member import my_seat_on
from khcn.web.workspace.files.sending import FOR_ONE, SANDBOX, send


def sources(item: CouncilItem) -> list[Application]:
    """What is judged: the dossier, the proposal at identification, else the dossier that was chosen."""
    if item.dossier:
        return [item.dossier]
    rows = Application.objects.filter(task=item.task_id).select_related("procedure")
    if kind_of(item.council).judges == "identification":
        return list(rows.filter(purpose=Purpose.PROPOSAL))
    return list(rows.filter(purpose=Purpose.DOSSIER, state=ApplicationState.CHOSEN))


def papers_told(request: HttpRequest, seat: Seat, item: CouncilItem) -> dict[str, Any]:
    """Answers, budget and files as this member may read them."""
    told: list[tuple[str, str]] = []
    files: list[dict[str, str]] = []
    lines: list[dict[str, Any]] = []
    outline = outline_of(item.council.procedure)
    named = {one.code: one.name for one in outline.forms}
    files += [_file(item, one, one.file_name, named) for one in handed_in(item)]
    for one in sources(item):
        told += answers_told(one, blind=item.council.blind)
        files += files_told(one, item)
        lines += _lines(one)
    return {"told": told, "files": files, "lines": lines, "accepted": assessment_told(item)}


def _file(item: CouncilItem, one: Attachment, name: str, forms: dict[str, str]) -> dict[str, str]:
    url = reverse("my_paper", kwargs={"pk": item.pk, "attachment": one.pk})
    return {"url": url, "name": name, "note": forms.get(form_of(one), "")}


def answers_told(application: Application, *, blind: bool) -> list[tuple[str, str]]:
    """Label and answer, in the order of the form; without names where the council is blind."""
    form = outline_of(application.procedure).form(application.form)
    answers = blind_answers(application) if blind else application.answers
    if form is None:
        return []
    return [
        (one.label, said(one, answers[one.code]))
        for one in form.fields
        if answers.get(one.code) not in (None, "", [])
    ]


def said(field: FormField, value: Any) -> str:
    """An answer in words."""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    names = dict(field.choices)
    if isinstance(value, list):
        return "; ".join(names.get(str(one), str(one)) for one in value)
    if field.kind == "money" and str(value).isdecimal():
        return _("%s đồng") % f"{int(value):,}".replace(",", ".")
    return names.get(str(value), str(value))


def files_told(application: Application, item: CouncilItem) -> list[dict[str, str]]:
    """The files by neutral names where the council is blind, by their own elsewhere."""
    rows = _files(application)
    named = {one.code: one.name for one in outline_of(application.procedure).forms}
    blind = item.council.blind
    return [
        _file(item, one, blind_file_name(one, number) if blind else one.file_name, named)
        for number, one in enumerate(rows, start=1)
    ]


def _files(application: Application) -> QuerySet[Attachment]:
    rows = application.attachments.filter(removed_at=None, file__isnull=False)
    return rows.select_related("file").order_by("pk")


def _lines(application: Application) -> list[dict[str, Any]]:
    items = {one.code: one.name for one in outline_of(application.procedure).cost_items}
    return [
        {"year": one.year, "what": items.get(one.item, one.item), "source": one.get_source_display(), "asked": one.asked}
        for one in BudgetLine.objects.filter(application=application)
    ]  # fmt: skip


@require_safe
def my_paper(request: HttpRequest, pk: int, attachment: int) -> HttpResponseBase:
    """One file of an item whose gate is open for this member; where the council is blind a copy without names."""
    seat, item = my_seat_on(request, pk)
    if papers_open(seat, item):
        raise Http404
    for row in handed_in(item):
        if row.pk == attachment and row.file is not None:
            return send(request, row, row.file)
    for one in sources(item):
        for number, row in enumerate(_files(one), start=1):
            if row.pk == attachment and row.file is not None:
                return _blind(row, number) if item.council.blind else send(request, row, row.file)
    raise Http404


def _blind(attachment: Attachment, number: int) -> HttpResponse:
    name, copy = blind_file(attachment, number=number)
    return HttpResponse(copy.content, content_type=copy.media_type, headers={
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": FOR_ONE,
        "Content-Security-Policy": SANDBOX, "X-Content-Type-Options": "nosniff",
    })  # fmt: skip


class CopyForm(forms.Form):
    file = EvidenceField(
        label=gettext_lazy("Bản đã ẩn danh"), most=1, required=True,
        help_text=gettext_lazy("Tệp bạn đã xem kỹ: không còn tên người, tổ chức, chữ ký, con dấu nào."),
    )  # fmt: skip


def blind_copy_add(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Who serves a blind council adds a copy that somebody looked through, in the place of a scan."""
    council = managed(request, pk)
    found = item_of(council, item)
    applications = sources(found)
    if not applications:
        raise Http404
    form = CopyForm(request.POST or None, request.FILES or None)
    back = address(council)

    def save() -> HttpResponse:
        for file in form.cleaned_data["file"]:
            attach_upload(
                record=applications[0], content=file.file, name=file.name or "", by=request.actor,
                note=filed_as(CHECKED),
            )  # fmt: skip
        messages.success(request, _("Đã thêm bản ẩn danh cho thành viên hội đồng."))
        return redirect(back)

    title = _("Thêm bản đã ẩn danh")
    trail = [(_("Hội đồng"), reverse("council_list")), (council.name, back), (title, "")]
    return form_page(request, form, title=title, save=save, lead=str(found), back=back, trail=trail)
