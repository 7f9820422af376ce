"""Filters of lists and the few things people may write about a plan."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khcn.kernel.agencies.models import Agency
from khcn.lib.vn_text import sort_key
from khcn.plan.choices import Schedule
from khcn.plan.models import Plan, Target
from khcn.web.workspace.plans.task_rows import TaskRow

ANY = ("", _("Tất cả"))
KEPT = ("q", "sap-xep", "so-dong")


class Filters(forms.Form):
    """Conditions of a list, read from the address; search, order and page size ride along."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in KEPT:
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)

    def told(self, name: str) -> Any:
        """The value of a valid condition; one that makes no sense is no condition."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""


class TaskFilters(Filters):
    """Conditions on tasks; the choices are those that occur among the rows."""

    def __init__(self, data: Any, rows: list[TaskRow], *, staff: bool) -> None:
        super().__init__(data)
        agencies = {one.pk: one for row in rows for one in row.lead_agencies}.values()
        self.fields["co-quan"] = _choice(
            _("Cơ quan chủ trì"),
            [(agency.code, agency.name) for agency in sorted(agencies, key=lambda one: sort_key(one.name))],
            help_text=_("Tính cả nhiệm vụ nay thuộc trách nhiệm của cơ quan này."),
        )
        self.fields["kieu"] = _choice(
            _("Kiểu thời gian"), _used(Schedule.choices, (r.task.schedule for r in rows))
        )
        self.fields["nam"] = _choice(_("Thực hiện trong năm"), [(str(y), str(y)) for y in _years(rows)])
        states = {row.computed: row.status_label for row in rows}
        self.fields["trang-thai"] = _choice(_("Trạng thái"), list(states.items()))
        if staff:
            self.fields["vuong-mac"] = forms.BooleanField(label=_("Đang có vướng mắc"), required=False)
        self.fields["het-han"] = forms.BooleanField(label=_("Đã hết thời hạn"), required=False)


class FindingFilters(Filters):
    def __init__(self, data: Any, **choices: list[tuple[str, Any]]) -> None:
        super().__init__(data)
        self.fields["loai"] = _choice(_("Loại"), choices["kinds"])
        self.fields["trang-thai"] = _choice(_("Trạng thái"), choices["states"])
        self.fields["nguon"] = _choice(_("Nguồn"), choices["origins"])


def _choice(label: Any, choices: Iterable[tuple[str, Any]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[ANY, *choices], required=False, **more)


def _used(choices: Iterable[tuple[str, Any]], codes: Iterable[str]) -> list[tuple[str, Any]]:
    known = set(codes)
    return [choice for choice in choices if choice[0] in known]


def _years(rows: list[TaskRow]) -> range:
    told = [year for row in rows for year in (row.task.from_year, row.task.last_year) if year]
    return range(min(told), max(told) + 1) if told else range(0)


class PlanForm(forms.ModelForm):
    class Meta:
        model = Plan
        fields = ("short_title", "visibility", "territory_note")
        widgets = {"territory_note": forms.Textarea(attrs={"rows": 3})}


class TargetForm(forms.ModelForm):
    class Meta:
        model = Target
        fields = ("short_title", "owner", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class PartyForm(forms.Form):
    """Which agency a name in the document means."""

    agency = forms.ModelChoiceField(
        label=_("Cơ quan"),
        queryset=Agency.objects.order_by("name"),
        help_text=_("Chọn cơ quan vào thời điểm văn bản được ban hành; cơ quan kế thừa được tự suy ra."),
    )
