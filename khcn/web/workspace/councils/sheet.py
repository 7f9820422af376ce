"""A member's sheet: saved while it is typed, with a choice when two windows differ; handed in once, sealed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.councils.declaring import papers_open
from khcn.operations.st_tasks.councils.kinds import Kind, kind_of
from khcn.operations.st_tasks.councils.saying import say_number
from khcn.operations.st_tasks.councils.sheets import SheetChanged, hand_in_sheet, missing_in, save_sheet
from khcn.operations.st_tasks.models import CouncilItem, Seat, Sheet
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.web.ui.forms import show_refusal
from khcn.web.workspace.councils.member import member_frame, my_seat_on, name_of
from khcn.web.workspace.councils.sheet_form import REVIEW, SheetForm, sheet_form

BALLOT_PAGE, REVIEW_PAGE = "phieu", "nhan-xet"


class Desk:
    """What a page of a sheet needs: the member, the item, the kind of sheet and what stands on it."""

    def __init__(self, request: HttpRequest, pk: int, page: str) -> None:
        self.seat, self.item = my_seat_on(request, pk)
        self.council = self.seat.council
        self.kind: Kind = kind_of(self.council)
        self.outline = outline_of(self.council.procedure)
        self.sheet_kind = self._sheet_kind(page)
        self.page = page
        rows = Sheet.objects.filter(seat=self.seat, item=self.item, kind=self.sheet_kind)
        self.sheet: Sheet | None = rows.first()
        self.form: SheetForm = sheet_form(self.kind, self.outline, self.item, self.sheet_kind)
        self.form.fill(self.sheet)
        self.shut = papers_open(self.seat, self.item)

    def _sheet_kind(self, page: str) -> str:
        if page == BALLOT_PAGE:
            return self.kind.sheet
        if (
            page != REVIEW_PAGE
            or self.outline.form(REVIEW) is None
            or not writes_review(self.seat, self.item)
        ):
            raise Http404
        return REVIEW

    @property
    def frozen(self) -> bool:
        return bool(self.item.concluded_at or (self.sheet and self.sheet.handed_in_at))

    @property
    def title(self) -> str:
        form = self.outline.form(self.sheet_kind)
        return form.name if form else _("Phiếu đánh giá")

    def url(self, name: str = "my_sheet") -> str:
        return reverse(name, kwargs={"pk": self.item.pk, "page": self.page})


def writes_review(seat: Seat, item: CouncilItem) -> bool:
    """Reviewers write a review besides their ballot: those named for the item, else those by role."""
    return seat.role == "reviewer" or item.reviewers.filter(pk=seat.pk).exists()


def my_sheet(request: HttpRequest, pk: int, page: str = BALLOT_PAGE) -> HttpResponse:
    desk = Desk(request, pk, page)
    if desk.shut:
        return redirect("my_item", pk=pk)
    if request.method != "POST" or desk.frozen:
        return _show(request, desk)
    desk.form.read(request.POST)
    seen = _number(request.POST.get("thay-ban") or request.POST.get("ban", ""))
    try:
        desk.sheet = save_sheet(
            seat=desk.seat, item=desk.item, by=request.actor, seen_revision=seen, kind=desk.sheet_kind,
            **desk.form.told(),
        )  # fmt: skip
    except SheetChanged as changed:
        return _show(request, desk, changed=changed)
    except DomainError as refused:
        desk.form.errors.append(refused.message)
    return _show(request, desk, saved=not desk.form.errors)


def _show(
    request: HttpRequest, desk: Desk, *, changed: SheetChanged | None = None, saved: bool = False
) -> HttpResponse:
    """With HTMX the status line alone; else the page, or back to it after saving."""
    part = request.headers.get("HX-Request") == "true"
    if saved and not part:
        messages.success(request, _("Đã lưu phiếu."))
        return redirect(desk.url())
    wrong = bool(changed or desk.form.errors)
    template = "councils/_sheet_status.html" if part else "councils/my_sheet.html"
    return render(request, template, _context(request, desk, changed), status=422 if wrong else 200)


def _context(request: HttpRequest, desk: Desk, changed: SheetChanged | None = None) -> dict[str, Any]:
    sheet, form = desk.sheet, desk.form
    name, of = name_of(desk.item)
    done, lines = form.done()
    context = member_frame(
        desk.council, desk.title, (name, reverse("my_item", kwargs={"pk": desk.item.pk})), item=desk.item,
        of=f"{name}, {of}" if of else name, sheet_url=desk.url(), hand_in_url=desk.url("my_sheet_hand_in"), frozen=desk.frozen,
        sheet=sheet, groups=form.groups, comment=form.comment, slips=form.errors, said=form.said(),
        revision=_number(request.POST.get("ban", "")) if changed else (sheet.revision if sheet else 0),
        saved_at=sheet.saved_at if sheet and sheet.pk else None, seal=sheet.seal[:16] if sheet else "",
        progress=_("Đã đánh giá %(done)d/%(lines)d mục.") % {"done": done, "lines": lines} if lines else "",
        total=_total(form), total_label=_("Tổng điểm"), changed=changed,
    )  # fmt: skip
    if changed:
        context |= {"differences": _differences(desk, changed), "theirs_revision": changed.theirs.revision}
    return context


def _total(form: SheetForm) -> dict[str, Any] | None:
    if not form.scored:
        return None
    given, most = form.total()
    return {"value": given, "max": most, "note": f"{say_number(given, 4)}/{say_number(most)}"}


def _differences(desk: Desk, changed: SheetChanged) -> list[tuple[str, str, str]]:
    """(field, theirs, mine) where the two differ."""
    theirs = _told(desk, changed.theirs)
    return [
        (label, theirs.get(label, "—"), mine) for label, mine in desk.form.said() if theirs.get(label) != mine
    ]


def _told(desk: Desk, sheet: Sheet) -> Mapping[str, str]:
    form = sheet_form(desk.kind, desk.outline, desk.item, desk.sheet_kind)
    form.fill(sheet)
    return dict(form.said())


class HandInForm(forms.Form):
    incomplete = forms.BooleanField(
        label=gettext_lazy("Tôi biết phiếu thiếu sẽ không được tính và vẫn nộp"), required=False
    )


def my_sheet_hand_in(request: HttpRequest, pk: int, page: str = BALLOT_PAGE) -> HttpResponse:
    """Read the sheet once more, then hand it in; it is sealed and cannot be changed."""
    desk = Desk(request, pk, page)
    if desk.shut:
        return redirect("my_item", pk=pk)
    if desk.frozen or desk.sheet is None:
        return redirect(desk.url())
    form = HandInForm(request.POST or None)
    missing = missing_in(desk.sheet, desk.council)
    if not missing:
        del form.fields["incomplete"]
    if request.method == "POST" and form.is_valid():
        try:
            hand_in_sheet(
                sheet=desk.sheet, seen_revision=_number(request.POST.get("ban", "")), by=request.actor,
                incomplete_ok=bool(form.cleaned_data.get("incomplete")),
            )  # fmt: skip
            messages.success(request, _("Đã nộp phiếu. Phiếu được niêm phong."))
            return redirect(desk.url())
        except DomainError as refusal:
            show_refusal(form, refusal)
    context = _context(request, desk) | {"form": form, "missing": missing, "page_title": _("Nộp phiếu")}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "councils/my_sheet_hand_in.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
