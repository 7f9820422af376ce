"""All councils that this person oversees."""

from typing import Any

from django import forms
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import may, visible
from khcn.kernel.errors import NotAllowed
from khcn.operations.st_tasks.choices import CouncilState
from khcn.operations.st_tasks.models import Council
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.web.ui.lists import conditions_in_force, page_of
from khcn.web.workspace.councils.common import OVERSEE, refuse_strangers
from khcn.web.workspace.councils.words import COUNCIL_LOOKS


class CouncilFilters(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Tìm theo tên, số quyết định"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["trang-thai"] = forms.ChoiceField(
            label=_("Trạng thái"), choices=[("", _("Tất cả")), *CouncilState.choices], required=False
        )

    def told(self, name: str) -> str:
        self.is_valid()
        return self.cleaned_data.get(name) or ""


def council_list(request: HttpRequest) -> HttpResponse:
    refuse_strangers(request)
    rows = visible(request.actor, OVERSEE, Council.objects.all())
    may_form = may(request.actor, "st_tasks.council.form")
    if not may_form and not may(request.actor, "st_tasks.sttask.list") and not rows.exists():
        raise NotAllowed(
            _("Trang này dành cho Sở và thư ký hành chính của hội đồng. Thành viên mở “Hội đồng của tôi”."),
            code=f"not_allowed:{OVERSEE}",
        )
    form = CouncilFilters(request.GET)
    page = page_of(request, _told(_filtered(rows, form)))
    context = {
        "page_title": _("Hội đồng"), "form": form, "active": conditions_in_force(request, form), "page": page,
        "rows": [_row(council) for council in page], "may_form": may_form,
    }  # fmt: skip
    return render(request, "councils/council_list.html", context)


def _filtered(rows: QuerySet[Council], form: CouncilFilters) -> QuerySet[Council]:
    if state := form.told("trang-thai"):
        rows = rows.filter(state=state)
    for word in form.told("q").split():
        rows = rows.filter(Q(name__icontains=word) | Q(symbol__icontains=word))
    return rows


def _told(rows: QuerySet[Council]) -> QuerySet[Council]:
    return (
        rows.select_related("procedure", "call")
        .defer("procedure__definition")
        .annotate(
            members=Count("seats", filter=Q(seats__left_on=None), distinct=True),
            judged=Count("items", distinct=True),
            meets_at=Max("meetings__at"),
        )
        .order_by("-id")
    )


def _row(council: Council) -> dict[str, Any]:
    kind = outline_of(council.procedure).council(council.kind)
    return {
        "council": council,
        "kind": kind.name if kind else council.kind,
        "look": COUNCIL_LOOKS[council.state],
    }
