"""What a person writes when settling, reopening or adding a finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khcn.kernel.documents.models import DocumentKind
from khcn.plan.models import Finding, Plan, Target, Task
from khcn.web.workspace.plans.words import FINDING_KINDS


class SettleForm(forms.Form):
    """The chosen reading, why, and the document that decides, if there is one."""

    def __init__(self, finding: Finding, data: Any = None) -> None:
        super().__init__(data)
        if finding.readings:
            self.fields["chosen"] = forms.ChoiceField(
                label=_("Cách hiểu được chọn"),
                choices=[(one["code"], _told(one)) for one in finding.readings if one.get("code")],
                widget=forms.RadioSelect,
            )
        self.fields["reason"] = forms.CharField(
            label=_("Lý do"),
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Vì sao chọn như vậy; người đọc sau dựa vào câu này."),
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("Loại văn bản quyết định"), choices=[("", "—"), *DocumentKind.choices], required=False
        )
        self.fields["symbol"] = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=80, required=False)
        self.fields["issued_on"] = forms.DateField(
            label=_("Ngày văn bản"), required=False, help_text=_("Dạng ngày/tháng/năm, ví dụ 05/12/2026.")
        )


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Lý do mở lại"), widget=forms.Textarea(attrs={"rows": 2}))


class FindingForm(forms.Form):
    """A fault of the plan that a person has seen."""

    title = forms.CharField(label=_("Vấn đề"), max_length=300, help_text=_("Một câu ngắn, đọc là hiểu."))
    kind = forms.ChoiceField(label=_("Loại"), choices=list(FINDING_KINDS.items()))
    explanation = forms.CharField(
        label=_("Giải thích"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    readings = forms.CharField(
        label=_("Các cách hiểu"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Mỗi dòng một cách hiểu."),
    )
    clauses = forms.CharField(
        label=_("Điều khoản"), max_length=200, required=False, help_text=_("Ví dụ: II.2; PL.3")
    )
    targets = forms.ModelMultipleChoiceField(label=_("Chỉ tiêu liên quan"), queryset=None, required=False)
    tasks = forms.ModelMultipleChoiceField(label=_("Nhiệm vụ liên quan"), queryset=None, required=False)

    def __init__(self, plan: Plan, data: Any = None) -> None:
        super().__init__(data)
        self.fields["targets"].queryset = Target.objects.filter(plan=plan, withdrawn=False)
        self.fields["tasks"].queryset = Task.objects.filter(plan=plan, withdrawn=False)

    def clean_readings(self) -> list[str]:
        return self.cleaned_data["readings"].splitlines()

    def clean_clauses(self) -> list[str]:
        told = self.cleaned_data["clauses"].replace(",", ";").split(";")
        return [clause.strip() for clause in told if clause.strip()]


def _told(reading: dict[str, str]) -> str:
    return f"{reading['label']}: {reading['value']}" if reading.get("value") else reading["label"]
