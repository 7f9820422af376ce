"""Meetings: planned with their papers, moved, cancelled, and the one screen on which the secretary runs them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import may
from khcn.kernel.errors import DomainError
from khcn.kernel.form_fields import DayField
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.choices import MeetingMode, MeetingState, Presence
from khcn.operations.st_tasks.councils import meetings as acts
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.councils.questions import forward_by
from khcn.operations.st_tasks.models import Council, CouncilItem, Meeting, Question
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.web.ui.forms import form_page, show_refusal
from khcn.web.workspace.councils.common import MANAGE, address, frame, managed, meeting_for
from khcn.web.workspace.councils.conclusion import around
from khcn.web.workspace.councils.session import attendance_told, quorum_told, sheets_told
from khcn.web.workspace.councils.words import MEETING_LOOKS

DONE = (MeetingState.CLOSED, MeetingState.CANCELLED)


class MeetingForm(forms.Form):
    day = DayField(label=gettext_lazy("Ngày họp"))
    time = forms.TimeField(
        label=gettext_lazy("Giờ họp"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=gettext_lazy("Nơi họp"), max_length=300, required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Hình thức"), choices=MeetingMode.choices)
    items = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Nội dung họp"),
        queryset=CouncilItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    guests = forms.CharField(
        label=gettext_lazy("Khách mời"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["items"].queryset = council.items.filter(concluded_at=None).select_related("task", "dossier")

    def at(self) -> datetime:
        told = self.cleaned_data
        return timezone.make_aware(datetime.combine(told["day"], told["time"]))


def meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a meeting of an appointed council; the page tells how early papers must be there."""
    council = managed(request, pk)
    start = {"items": council.items.filter(concluded_at=None), "time": "08:00", "mode": MeetingMode.PAPER}
    form = MeetingForm(request.POST or None, council=council, initial=start)

    def save() -> HttpResponse:
        told = form.cleaned_data
        meeting = acts.plan_meeting(
            council=council, at=form.at(), place=told["place"], mode=told["mode"], items=list(told["items"]),
            guests=told["guests"], by=request.actor,
        )  # fmt: skip
        messages.success(request, _("Đã lập phiên họp. Hãy gửi tài liệu và giấy mời."))
        return redirect("meeting_detail", pk=meeting.pk)

    title = _("Lập phiên họp")
    days, article = papers_before(council)
    first = add_working_days(timezone.localdate(), days) if days else None
    return form_page(
        request, form, title=title, save=save, template="councils/meeting_form.html", back=address(council),
        council=council, days=days, first_day=first, article=article, trail=_trail(council, title),
    )  # fmt: skip


def papers_before(council: Council) -> tuple[int | None, str]:
    """How many working days before the meeting the papers must be there, and where that stands."""
    figure = outline_of(council.procedure).figure_by_code.get(f"papers.before.{kind_of(council).judges}")
    return (int(figure.value), figure.basis.article) if figure else (None, "")


class InviteForm(forms.Form):
    papers_sent_on = DayField(label=gettext_lazy("Ngày gửi tài liệu"))
    invitation_symbol = forms.CharField(label=gettext_lazy("Số giấy mời"), max_length=80, required=False)
    late_reason = forms.CharField(
        label=gettext_lazy("Lý do gửi muộn"), max_length=300, required=False,
        help_text=gettext_lazy("Chỉ cần khi tài liệu tới thành viên muộn hơn số ngày quy định."),
    )  # fmt: skip


def meeting_detail(
    request: HttpRequest,
    pk: int,
    *,
    meeting: Meeting | None = None,
    invite_form: InviteForm | None = None,
    close_form: Any = None,
) -> HttpResponse:
    """One screen: preparation, questions, attendance with the quorum, sheets, conclusions, minutes."""
    meeting = meeting or meeting_for(request, pk)
    wrong = any(form is not None and form.is_bound for form in (invite_form, close_form))
    context = _context(request, meeting, invite_form, close_form)
    return render(request, "councils/meeting_detail.html", context, status=422 if wrong else 200)


def _context(
    request: HttpRequest, meeting: Meeting, invite_form: InviteForm | None, close_form: Any
) -> dict[str, Any]:
    from khcn.web.workspace.councils.closing import CloseForm

    council = meeting.council
    writable = meeting.state not in DONE and may(request.actor, MANAGE, council)
    due = acts.papers_due_on(meeting)
    title = _("Phiên họp %(number)d, %(day)s") % {
        "number": meeting.number, "day": f"{timezone.localtime(meeting.at):%d/%m/%Y}",
    }  # fmt: skip
    questions = Question.objects.filter(item__meetings=meeting).select_related(
        "seat", "item__task", "item__dossier"
    )
    context = frame(
        council, title, meeting=meeting, look=MEETING_LOOKS[meeting.state], writable=writable, papers_by=due,
        members=_members(meeting), questions=list(questions),
        questions_late=(by := forward_by(meeting)) is not None and request.actor.on > by, questions_by=by,
        attendance=attendance_told(meeting), presences=Presence.choices, quorum=quorum_told(meeting),
        too_early=_too_early(meeting), may_manage=writable, may_send=may(request.actor, MANAGE, council), **around(meeting), **sheets_told(meeting),
    )  # fmt: skip
    if writable:
        context["invite_form"] = invite_form or InviteForm(initial={
            "papers_sent_on": meeting.papers_sent_on or timezone.localdate(), "invitation_symbol": meeting.invitation_symbol,
        })  # fmt: skip
        if meeting.state == MeetingState.OPEN:
            told = {"discussion": meeting.discussion, "counters": meeting.counters}
            context["close_form"] = close_form or CloseForm(initial=told)
    return context


def _too_early(meeting: Meeting) -> str:
    """While the papers are not out: whether sending them today would still be in time."""
    if meeting.papers_sent_on or meeting.state in DONE:
        return ""
    return acts.papers_too_late(meeting, timezone.localdate())


def _members(meeting: Meeting) -> list[dict[str, Any]]:
    """Who has not declared, who has not handed in."""
    count = meeting.items.count()
    rows = []
    for one in acts.readiness(meeting):
        undeclared, missing = len(one.undeclared), len(one.sheets_missing)
        rows.append({
            "seat": one.seat, "items": count, "declared": count - undeclared, "to_judge": count,
            "handed_in": count - missing, "missing": _missing(one.seat.user_id, undeclared, missing),
        })  # fmt: skip
    return rows


def _missing(user: int | None, undeclared: int, missing: int) -> Sequence[str]:
    told = []
    if user is None and (undeclared or missing):
        told.append(_("không có tài khoản, nhập từ phiếu giấy"))
    if undeclared:
        told.append(_("chưa khai %d nội dung") % undeclared)
    if missing:
        told.append(_("còn %d phiếu") % missing)
    return told


def meeting_invite(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, change=True)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.invite_meeting(meeting=meeting, by=request.actor, **form.cleaned_data)
            messages.success(request, _("Đã ghi giấy mời. Thành viên có tài khoản được thông báo."))
            return redirect("meeting_detail", pk=pk)
        except DomainError as refusal:
            show_refusal(form, refusal)
    if not form.is_bound:
        return redirect("meeting_detail", pk=pk)
    return meeting_detail(request, pk, meeting=meeting, invite_form=form)


class MoveForm(forms.Form):
    day = DayField(label=gettext_lazy("Ngày họp"))
    time = forms.TimeField(
        label=gettext_lazy("Giờ họp"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=gettext_lazy("Nơi họp"), max_length=300, required=False)
    late_reason = forms.CharField(
        label=gettext_lazy("Lý do, nếu tài liệu gửi không đủ số ngày trước phiên họp"),
        max_length=500,
        required=False,
    )


def meeting_move(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, change=True)
    when = timezone.localtime(meeting.at)
    start = {"day": when.date(), "time": when.time(), "place": meeting.place}
    form = MoveForm(request.POST or None, initial=start)

    def save() -> HttpResponse:
        told = form.cleaned_data
        at = timezone.make_aware(datetime.combine(told["day"], told["time"]))
        acts.move_meeting(
            meeting=meeting, at=at, place=told["place"], late_reason=told["late_reason"], by=request.actor
        )
        messages.success(request, _("Đã đổi giờ, nơi họp."))
        return redirect("meeting_detail", pk=pk)

    return _small_form(request, meeting, form, _("Đổi giờ, nơi họp"), save)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500
    )


def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, change=True)
    form = CancelForm(request.POST or None)

    def save() -> HttpResponse:
        acts.cancel_meeting(meeting=meeting, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("Phiên họp không diễn ra."))
        return redirect("council_detail", pk=meeting.council_id)

    return _small_form(request, meeting, form, _("Không họp nữa"), save)


def _small_form(request: HttpRequest, meeting: Meeting, form: Any, title: str, save: Any) -> HttpResponse:
    back = reverse("meeting_detail", kwargs={"pk": meeting.pk})
    return form_page(
        request, form, title=title, save=save, submit=title, back=back, trail=_trail(meeting.council, title)
    )


def _trail(council: Council, title: str) -> list[tuple[str, str]]:
    return [(_("Hội đồng"), reverse("council_list")), (council.name, address(council)), (title, "")]
