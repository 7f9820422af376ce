"""Filters of the coverage list and the form of one sub-plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khcn.kernel.agencies.models import Agency
from khcn.kernel.form_fields import DayField
from khcn.plan.models import Plan, SubPlan, Task


class CoverageFilters(forms.Form):
    q = forms.CharField(
        label=_("Tìm cơ quan"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        choices = [("", _("Tất cả")), ("chua", _("Chưa có kế hoạch")), ("co", _("Đã có kế hoạch"))]
        self.fields["tinh-trang"] = forms.ChoiceField(label=_("Tình trạng"), choices=choices, required=False)
        self.fields["phan"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["sap-xep"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def told(self, name: str) -> str:
        self.is_valid()
        return self.cleaned_data.get(name) or ""


class SubPlanForm(forms.Form):
    agency = forms.ModelChoiceField(
        label=_("Cơ quan ban hành"), queryset=Agency.objects.none(), empty_label=_("Chọn cơ quan")
    )
    symbol = forms.CharField(label=_("Số, ký hiệu"), max_length=80, help_text=_("Ví dụ 12/KH-SKHCN."))
    issued_on = DayField(label=_("Ngày ban hành"), help_text=_("Ngày ghi trên văn bản."))
    title = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    year = forms.IntegerField(
        label=_("Kế hoạch năm"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Để trống nếu là kế hoạch nhiều năm."),
    )
    covers = forms.ModelMultipleChoiceField(
        label=_("Nhiệm vụ được cụ thể hoá"),
        queryset=Task.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, plan: Plan, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["covers"].queryset = Task.objects.filter(plan=plan, withdrawn=False).order_by("order", "id")
        if agencies is None:
            del fields["agency"]
        else:
            fields["agency"].queryset = agencies


def from_subplan(subplan: SubPlan) -> dict[str, Any]:
    names = ("symbol", "issued_on", "title", "year")
    return {**{name: getattr(subplan, name) for name in names}, "covers": list(subplan.covers.all())}
