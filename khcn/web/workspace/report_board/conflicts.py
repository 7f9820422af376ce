"""Contradictions of a cycle side by side, and deciding one of them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.agency_reports.accepting import Conflict, conflict_named, conflicts, fingerprint, rule
from khcn.agency_reports.choices import Outcome
from khcn.agency_reports.models import Cycle
from khcn.indicators.entering import plain
from khcn.kernel.access import require
from khcn.outputs.workbook import Column
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import page_of, wants_workbook, workbook_response
from khcn.web.workspace.report_board.common import DECIDE, board_cycle, may_decide, pages, trail
from khcn.web.workspace.report_board.words import (
    choice_of,
    declared,
    figure,
    grounds_told,
    ruling_told,
    who,
)

PER_PAGE = 25
TABS = {"": lambda one: not one.decided, "da-quyet-dinh": lambda one: one.decided, "tat-ca": lambda one: True}


def board_conflicts(request: HttpRequest, code: str) -> HttpResponse:
    cycle = board_cycle(request, code)
    rows = conflicts(cycle)
    tab = request.GET.get("loc", "")
    shown = [one for one in rows if TABS.get(tab, TABS[""])(one)]
    if wants_workbook(request):
        title = _("{cycle}: mâu thuẫn giữa các câu trả lời").format(cycle=cycle.title)
        return workbook_response(title, conflict_columns(), conflict_cells(shown))
    page = page_of(request, shown, PER_PAGE)
    page.object_list = [told(one) for one in page.object_list]
    context = {
        "page_title": _("Mâu thuẫn giữa các câu trả lời"),
        "trail": trail(cycle, _("Mâu thuẫn")),
        "cycle": cycle,
        "pages": pages(cycle, "board_conflicts", sum(not one.decided for one in rows)),
        "tabs": _tabs(rows, tab),
        "page": page,
        "may_decide": may_decide(request),
    }
    return render(request, "report_board/conflicts.html", context)


def conflict_rule(request: HttpRequest, code: str, key: str) -> HttpResponse:
    cycle = board_cycle(request, code)
    require(request.actor, DECIDE)
    conflict = conflict_named(cycle, key)
    if conflict is None:
        raise Http404
    form = RulingForm(request.POST or None, conflict=conflict, initial=_initial(conflict))

    def save() -> HttpResponse:
        rule(cycle=cycle, key=key, by=request.actor, **form.told())
        messages.success(request, _("Đã ghi quyết định cùng lý do."))
        return redirect("board_conflicts", code=code)

    title = _("Quyết định: {item}").format(item=conflict.answers[0].item.title)
    return form_page(
        request, form, title=title, save=save, template="report_board/ruling.html", cycle=cycle, keep=f"mau-thuan-{code}-{key}",
        trail=trail(cycle, _("Quyết định")), one=told(conflict), submit=_("Ghi quyết định"),
        back=reverse("board_conflicts", kwargs={"code": code}),
    )  # fmt: skip


class RulingForm(forms.Form):
    outcome = forms.ChoiceField(label=gettext_lazy("Số liệu nào được dùng"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Căn cứ, văn bản hoặc đối chiếu đã làm; được giữ cùng quyết định."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, conflict: Conflict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = {f"a{one.pk}": one for one in conflict.answers}
        choices = [(key, choice_of(one)) for key, one in self.answers.items()]
        if "counted" in conflict.grounds and conflict.counted is not None:
            counted = _("Lấy theo số hệ thống tính: {value}").format(value=plain(conflict.counted.value))
            choices.append((Outcome.COUNTED.value, counted))
        if len(conflict.answers) > 1:
            choices.append((Outcome.BOTH.value, str(Outcome.BOTH.label)))
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """The arguments of the act."""
        chosen = self.cleaned_data["outcome"]
        answer = self.answers.get(chosen)
        outcome = Outcome.ANSWER.value if answer else chosen
        return {
            "outcome": outcome, "answer": answer, "reason": self.cleaned_data["reason"],
            "seen": self.cleaned_data["seen"],
        }  # fmt: skip


def _initial(conflict: Conflict) -> dict[str, str]:
    return {"seen": fingerprint(conflict), "reason": conflict.ruling.reason if conflict.ruling else ""}


def told(one: Conflict) -> dict[str, Any]:
    """A contradiction as the pages show it."""
    item = one.answers[0].item
    return {
        "key": one.key,
        "conflict": one,
        "title": item.title,
        "record": item.task or item.indicator,
        "grounds": grounds_told(one),
        "counted": plain(one.counted.value) if one.counted and "counted" in one.grounds else "",
        "rows": [
            {"answer": row, "who": who(row), "declared": declared(row), "figure": figure(row)} for row in one.answers
        ],
        "ruling": ruling_told(one.ruling, one.answers) if one.ruling else "",
    }  # fmt: skip


def _tabs(rows: list[Conflict], tab: str) -> list[dict[str, Any]]:
    labels = {"": _("Chưa quyết định"), "da-quyet-dinh": _("Đã quyết định"), "tat-ca": _("Tất cả")}
    return [
        {
            "label": label, "url": f"?loc={key}" if key else "?", "active": key == tab,
            "count": sum(TABS[key](one) for one in rows),
        }
        for key, label in labels.items()
    ]  # fmt: skip


def conflict_columns() -> list[Column]:
    return [
        Column(_("Mục"), 40),
        Column(_("Mâu thuẫn"), 26),
        Column(_("Đơn vị"), 32),
        Column(_("Tự đánh giá"), 16),
        Column(_("Giá trị"), 14, "number"),
        Column(_("Đơn vị tính"), 14),
        Column(_("Số hệ thống tính"), 14, "number"),
        Column(_("Kết quả, nội dung"), 60),
        Column(_("Giải trình"), 40),
        Column(_("Quyết định"), 40),
        Column(_("Lý do"), 40),
    ]


def conflict_cells(rows: list[Conflict]) -> list[list[Any]]:
    return [
        [
            one.answers[0].item.title, "; ".join(grounds_told(one)), who(row), declared(row), row.value, row.unit,
            one.counted.value if one.counted else None, row.text, row.explanation,
            ruling_told(one.ruling, one.answers) if one.ruling else "", one.ruling.reason if one.ruling else "",
        ]
        for one in rows
        for row in one.answers
    ]  # fmt: skip


def conflicts_sheet(cycle: Cycle) -> list[list[Any]]:
    return conflict_cells(conflicts(cycle))
