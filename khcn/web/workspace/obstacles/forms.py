"""Filters of the list of obstacles, and what people type on one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khcn.agency_reports.choices import Level, ObstacleState
from khcn.kernel.agencies.models import Agency
from khcn.kernel.form_fields import DayField
from khcn.plan.models import Plan, Task

ANY = ("", _("Tất cả"))


class ObstacleFilters(forms.Form):
    """Conditions by the names in the address; order rides along."""

    q = forms.CharField(
        label=_("Tìm"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, data: Any, agencies: list[tuple[str, str]]) -> None:
        super().__init__(data)
        states = [ANY, *ObstacleState.choices, ("overdue", _("Quá hạn trả lời"))]
        self.fields["trang-thai"] = forms.ChoiceField(label=_("Trạng thái"), choices=states, required=False)
        self.fields["cap"] = forms.ChoiceField(
            label=_("Cấp trả lời"), choices=[ANY, *Level.choices], required=False
        )
        if len(agencies) > 1:
            self.fields["co-quan"] = forms.ChoiceField(
                label=_("Cơ quan nêu"), choices=[ANY, *agencies], required=False
            )
        self.fields["sap-xep"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def told(self, name: str) -> str:
        """The value of a valid condition; one that makes no sense is no condition."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""


class ObstacleForm(forms.Form):
    title = forms.CharField(
        label=_("Vướng mắc"),
        max_length=300,
        help_text=_("Một câu, ví dụ: Chưa có kinh phí đối ứng cho mô hình năm 2026."),
    )
    description = forms.CharField(label=_("Mô tả"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    proposal = forms.CharField(
        label=_("Đề xuất, kiến nghị"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Cấp trên cần làm gì, trước khi nào."),
    )
    level = forms.ChoiceField(label=_("Cấp có thẩm quyền trả lời"), choices=[("", "—"), *Level.choices])
    due_on = DayField(label=_("Cần trả lời trước ngày"), required=False)


class NewObstacleForm(ObstacleForm):
    """Where it belongs is asked only where there is a choice."""

    agency = forms.ModelChoiceField(label=_("Cơ quan nêu"), queryset=Agency.objects.none(), empty_label=None)
    plan = forms.ModelChoiceField(label=_("Kế hoạch"), queryset=Plan.objects.none(), empty_label=None)
    task = forms.ModelChoiceField(
        label=_("Nhiệm vụ"),
        queryset=Task.objects.none(),
        required=False,
        empty_label=_("Chung cho cả kế hoạch"),
    )
    field_order = ("agency", "plan", "task")

    def __init__(
        self, *args: Any, agencies: list[Agency], plans: list[Plan], task: Task | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies, self.plans, self.given = agencies, plans, task
        fields: dict[str, Any] = self.fields
        if len(agencies) > 1:
            fields["agency"].queryset = Agency.objects.filter(pk__in=[one.pk for one in agencies])
        else:
            del fields["agency"]
        if task is not None:
            del fields["plan"], fields["task"]
            return
        tasks = Task.objects.filter(plan__in=[one.pk for one in plans], withdrawn=False)
        fields["task"].queryset = tasks.select_related("plan").order_by("plan", "order")
        several = len(plans) > 1
        fields["task"].label_from_instance = lambda one: f"{one.plan.symbol}: {one}" if several else str(one)
        if several:
            fields["plan"].queryset = Plan.objects.filter(pk__in=[one.pk for one in plans])
        else:
            del fields["plan"]

    def place(self) -> dict[str, Any]:
        """Agency, plan and task of the obstacle."""
        told = self.cleaned_data
        task = self.given or told.get("task")
        plan = task.plan if task else told.get("plan") or self.plans[0]
        return {"agency": told.get("agency") or self.agencies[0], "plan": plan, "task": task}

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ObstacleForm.base_fields}


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Trả lời"), widget=forms.Textarea(attrs={"rows": 5}))
