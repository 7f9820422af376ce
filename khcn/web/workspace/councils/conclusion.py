"""After a meeting: the day on which the conclusion was sent. Before it: reviewers who owe their written opinion."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.form_fields import DayField
from khcn.operations.st_tasks.choices import MeetingState
from khcn.operations.st_tasks.councils import before_and_after as acts
from khcn.operations.st_tasks.models import Meeting
from khcn.web.ui.forms import form_page
from khcn.web.workspace.councils.common import address, meeting_for


class SentForm(forms.Form):
    on = DayField(label=gettext_lazy("Ngày gửi kết luận"))


def meeting_conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request, pk, change=True)
    form = SentForm(request.POST or None, initial={"on": request.actor.on})
    back, council, title = (
        reverse("meeting_detail", kwargs={"pk": pk}),
        meeting.council,
        _("Ghi đã gửi kết luận"),
    )

    def save() -> HttpResponse:
        acts.send_conclusion(meeting=meeting, on=form.cleaned_data["on"], by=request.actor)
        messages.success(request, _("Đã ghi ngày gửi kết luận."))
        return redirect(back)

    trail = [(_("Hội đồng"), reverse("council_list")), (council.name, address(council)), (title, "")]
    return form_page(request, form, title=title, save=save, submit=title, back=back, trail=trail)


def around(meeting: Meeting) -> dict[str, Any]:
    """What the page of a meeting tells of both."""
    told: dict[str, Any] = {"conclusion_by": acts.conclusion_due_on(meeting)}
    if meeting.state in (MeetingState.PLANNED, MeetingState.OPEN) and (due := acts.reviews_due_on(meeting)):
        told |= {"reviews_by": due, "reviews_missing": acts.reviews_missing(meeting)}
    return told
