"""Questions forwarded, lines appraised, items concluded, ties decided, the meeting closed with its minutes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.councils import concluding as acts
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.councils.meetings import close_meeting
from khcn.operations.st_tasks.councils.questions import answer_question, forward_questions
from khcn.operations.st_tasks.models import BudgetLine, CouncilItem, Meeting, Question
from khcn.web.ui.forms import form_page, show_refusal
from khcn.web.workspace.councils.common import address, frame, item_of, managed, meeting_for
from khcn.web.workspace.councils.session import decimal_or_none


@require_POST
def question_forward(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Tell those who answer; the member is not named."""
    meeting = meeting_for(request, pk, change=True)
    found = _question(meeting, question)
    reason = request.POST.get("late_reason", "")
    forward_questions(meeting=meeting, questions=[found], late_reason=reason, by=request.actor)
    messages.success(request, _("Đã chuyển câu hỏi cho bên nộp hồ sơ."))
    return redirect("meeting_detail", pk=pk)


def _question(meeting: Meeting, pk: int) -> Question:
    found = Question.objects.filter(pk=pk, item__meetings=meeting).select_related("item").first()
    if found is None:
        raise Http404
    return found


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Trả lời của bên nộp hồ sơ"), widget=forms.Textarea(attrs={"rows": 4})
    )


def question_answer(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Enter what the applicant answered; members read it on the page of the item."""
    meeting = meeting_for(request, pk, change=True)
    found = _question(meeting, question)
    form = AnswerForm(request.POST or None, initial={"answer": found.answer})

    def save() -> HttpResponse:
        answer_question(question=found, answer=form.cleaned_data["answer"], by=request.actor)
        return redirect("meeting_detail", pk=pk)

    title = _("Ghi câu trả lời")
    back = _page(meeting)
    return form_page(
        request, form, title=title, save=save, lead=found.text, back=back, trail=_trail(meeting, title)
    )


class ConcludeForm(forms.Form):
    conclusion = forms.CharField(
        label=gettext_lazy("Kết luận, kiến nghị của hội đồng"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    missing_ok = forms.BooleanField(
        label=gettext_lazy("Kết luận dù còn thành viên có mặt chưa nộp phiếu"), required=False
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("Tổ thống nhất dự toán đã thẩm định"), required=False, initial=True
    )


def item_conclude(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Compute the result from the sheets; at selection for all dossiers of the task at once."""
    meeting = meeting_for(request, pk, change=True)
    found = _item(meeting, item)
    finance = kind_of(meeting.council).judges == "finance"
    form = ConcludeForm(request.POST or None)
    del form.fields["missing_ok" if finance else "agreed"]

    def save() -> HttpResponse:
        told = form.cleaned_data
        acts.conclude(
            item=found, meeting=meeting, conclusion=told["conclusion"], missing_ok=told.get("missing_ok", False),
            agreed=told.get("agreed", True), by=request.actor,
        )  # fmt: skip
        messages.success(request, _("Đã kết luận. Kết quả được tính từ các phiếu đã nộp."))
        return redirect(_page(meeting) + "#phieu")

    title = _("Kết luận: %s") % found.task.name
    lead = _("Kết quả do hệ thống tính từ phiếu, không ai nhập tay; sau khi kết luận không nhận thêm phiếu.")
    return form_page(
        request, form, title=title, save=save, lead=lead, submit=_("Tính kết quả và kết luận"), back=_page(meeting),
        trail=_trail(meeting, title),
    )  # fmt: skip


class TieForm(forms.Form):
    conclusion = forms.CharField(
        label=gettext_lazy("Kiến nghị và căn cứ của hội đồng"), widget=forms.Textarea(attrs={"rows": 4})
    )


def tie_decide(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Of dossiers that are equal by every rule the council proposes one."""
    council = managed(request, pk)
    found = item_of(council, item)
    form = TieForm(request.POST or None)
    back = address(council, "council_result")

    def save() -> HttpResponse:
        acts.decide_tie(item=found, conclusion=form.cleaned_data["conclusion"], by=request.actor)
        messages.success(request, _("Đã ghi kiến nghị của hội đồng."))
        return redirect(back)

    title = _("Kiến nghị chọn hồ sơ khi ngang nhau")
    trail = [(_("Hội đồng"), reverse("council_list")), (council.name, address(council)), (title, "")]
    return form_page(request, form, title=title, save=save, lead=str(found), back=back, trail=trail)


def item_lines(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """The finance group's sums, line by line; what is left empty is not appraised, never 0."""
    meeting = meeting_for(request, pk, change=True)
    found = _item(meeting, item)
    if kind_of(meeting.council).judges != "finance":
        raise Http404
    lines = list(BudgetLine.objects.filter(task=found.task_id))
    rows = [_line_row(request, line) for line in lines]
    if request.method == "POST" and not any(row["error"] for row in rows):
        _keep_lines(request, found, rows)
        if not any(row["error"] for row in rows):
            messages.success(request, _("Đã lưu số thẩm định."))
            return redirect(request.path)
    title = _("Thẩm định dự toán: %s") % found.task.name
    context = frame(
        meeting.council, title, meeting=meeting, item=found, rows=rows, total=acts.appraisal_of(found).total,
        back=_page(meeting),
    )  # fmt: skip
    wrong = any(row["error"] for row in rows)
    return render(request, "councils/item_lines.html", context, status=422 if wrong else 200)


def _line_row(request: HttpRequest, line: BudgetLine) -> dict[str, Any]:
    row: dict[str, Any] = {"line": line, "planned": line.planned, "note": line.appraisal_note, "error": ""}
    if request.method == "POST":
        row["typed"] = request.POST.get(f"so-{line.pk}", "")
        row["note"] = request.POST.get(f"ghi-{line.pk}", "").replace("\x00", "")[:500]
        try:
            row["planned"] = decimal_or_none(row["typed"])
        except ValidationError as error:
            row["error"] = error.messages[0]
    else:
        row["typed"] = "" if line.planned is None else f"{line.planned:,}".replace(",", ".")
    return row


def _keep_lines(request: HttpRequest, item: CouncilItem, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        line = row["line"]
        if (row["planned"], row["note"].strip()) == (line.planned, line.appraisal_note):
            continue
        try:
            acts.appraise_line(
                item=item, line=line, planned=row["planned"], note=row["note"], by=request.actor
            )
        except DomainError as refusal:
            row["error"] = refusal.message


class CloseForm(forms.Form):
    minutes_symbol = forms.CharField(label=gettext_lazy("Số biên bản"), max_length=80)
    counters = forms.CharField(
        label=gettext_lazy("Tổ kiểm phiếu"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Mỗi người một dòng."),
    )  # fmt: skip
    discussion = forms.CharField(
        label=gettext_lazy("Diễn biến, ý kiến"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )


def meeting_close(request: HttpRequest, pk: int) -> HttpResponse:
    from khcn.web.workspace.councils.meetings import meeting_detail

    meeting = meeting_for(request, pk, change=True)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_meeting(meeting=meeting, by=request.actor, **form.cleaned_data)
            messages.success(request, _("Phiên họp đã kết thúc, biên bản được giữ nguyên."))
            return redirect("meeting_detail", pk=pk)
        except DomainError as refusal:
            show_refusal(form, refusal)
    if not form.is_bound:
        return redirect("meeting_detail", pk=pk)
    return meeting_detail(request, pk, meeting=meeting, close_form=form)


def _item(meeting: Meeting, pk: int) -> CouncilItem:
    found = meeting.items.select_related("task", "dossier", "council").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(meeting: Meeting) -> str:
    return reverse("meeting_detail", kwargs={"pk": meeting.pk})


def _trail(meeting: Meeting, title: str) -> list[tuple[str, str]]:
    council = meeting.council
    return [(_("Hội đồng"), reverse("council_list")), (council.name, address(council)), (title, "")]
