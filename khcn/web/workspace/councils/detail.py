"""The page of a council for who serves it: what comes next, members, what is judged, meetings; the decision on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.form_fields import DayField
from khcn.operations.st_tasks.councils import forming as acts
from khcn.operations.st_tasks.models import Conflict, Council, CouncilItem
from khcn.web.ui.forms import form_page
from khcn.web.workspace.councils.common import (
    address,
    council_for,
    frame,
    item_of,
    managed,
    may_change,
)
from khcn.web.workspace.councils.seats import composition
from khcn.web.workspace.councils.steering import steering
from khcn.web.workspace.councils.words import COUNCIL_LOOKS, MEETING_LOOKS, dossier_label, result_word

MOST = 100


def council_detail(request: HttpRequest, pk: int) -> HttpResponse:
    council = council_for(request, pk)
    told = composition(council)
    meetings = list(council.meetings.all())
    count = council.items.count()
    context = frame(
        council, council.name, look=COUNCIL_LOOKS[council.state], may_manage=may_change(request, council),
        items=items_told(council, MOST), count=count, more=count > MOST,
        meetings=[(one, MEETING_LOOKS[one.state]) for one in meetings],
        open_conflicts=_open_conflicts(council), **told, **steering(council),
    )  # fmt: skip
    return render(request, "councils/council_detail.html", context)


def items_told(council: Council, most: int | None = None) -> list[dict[str, Any]]:
    """What the council judges, in order, with reviewers and result."""
    rows = council.items.select_related("task", "dossier__organisation").prefetch_related("reviewers")
    return [
        {
            "item": item,
            "name": item.task.name,
            "of": dossier_label(item) if item.dossier else "",
            "reviewers": [seat.name for seat in item.reviewers.all()],
            "result": result_word(item),
        }
        for item in rows[:most]
    ]


def _open_conflicts(council: Council) -> int:
    """Grounds that bar a member and are not waived."""
    rows = Conflict.objects.filter(item__council=council, bars=True, waived_at=None, seat__left_on=None)
    return rows.count()


class ReviewersForm(forms.Form):
    reviewers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Phản biện"), queryset=CouncilItem.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["reviewers"].queryset = council.seats.filter(left_on=None)
        fields["reviewers"].label_from_instance = lambda seat: f"{seat.name} ({seat.get_role_display()})"


def item_reviewers(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Name the reviewers of one item."""
    council = managed(request, pk)
    found = item_of(council, item)
    known = {"reviewers": found.reviewers.all()}
    form = ReviewersForm(request.POST or None, council=council, initial=known)

    def save() -> HttpResponse:
        acts.set_reviewers(item=found, seats=list(form.cleaned_data["reviewers"]), by=request.actor)
        messages.success(request, _("Đã ghi phản biện."))
        return redirect(address(council) + f"#noi-dung-{found.pk}")

    title = _("Phản biện: %s") % found.task.name
    return form_page(
        request, form, title=title, save=save, back=address(council), trail=_trail(council, title)
    )


class AppointForm(forms.Form):
    symbol = forms.CharField(
        label=gettext_lazy("Số quyết định thành lập"),
        max_length=80,
        help_text=gettext_lazy("Ví dụ 12/QĐ-SKHCN."),
    )
    decided_on = DayField(label=gettext_lazy("Ngày quyết định"))

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Ngày quyết định không được ở tương lai."))
        return day


def council_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the decision; refused with all reasons while the composition or conflicts stand in the way."""
    council = managed(request, pk)
    form = AppointForm(request.POST or None)

    def save() -> HttpResponse:
        acts.appoint(council=council, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Hội đồng đã được thành lập. Thành viên có tài khoản được thông báo."))
        return redirect("council_detail", pk=council.pk)

    title = _("Ghi quyết định thành lập")
    context = {**composition(council), "open_conflicts": _open_conflicts(council), "council": council}
    return form_page(
        request, form, title=title, save=save, back=address(council), trail=_trail(council, title),
        template="councils/council_appoint.html", **context,
    )  # fmt: skip


def _trail(council: Council, title: str) -> list[tuple[str, str]]:
    return [(_("Hội đồng"), reverse("council_list")), (council.name, address(council)), (title, "")]


class EndForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Cần ghi khi hội đồng chưa kết luận mọi nội dung: khi đó hội đồng bị hủy."),
    )  # fmt: skip


def council_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a council that has concluded everything, cancel another."""
    council = managed(request, pk)
    form = EndForm(request.POST or None)

    def save() -> HttpResponse:
        ended = acts.dissolve(council=council, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("Hội đồng: %s.") % ended.get_state_display().lower())
        return redirect("council_detail", pk=council.pk)

    title = _("Kết thúc hội đồng")
    return form_page(
        request,
        form,
        title=title,
        save=save,
        submit=title,
        back=address(council),
        trail=_trail(council, title),
    )
