"""What people type on the life of a task."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khcn.agency_reports.choices import Declared
from khcn.agency_reports.models import TaskUpdate
from khcn.kernel.agencies.models import Agency
from khcn.kernel.documents.models import DocumentKind
from khcn.kernel.form_fields import DayField, FigureField
from khcn.plan.choices import TaskDecisionKind
from khcn.plan.models import Task, TaskYear
from khcn.web.ui.files import EvidenceField


class UpdateForm(forms.Form):
    """An update on a task; agency and year are asked only where there is a choice."""

    agency = forms.ModelChoiceField(label=_("Báo cáo thay cho"), queryset=Agency.objects.none())
    as_of = DayField(label=_("Kết quả tính đến ngày"), help_text=_("Không muộn hơn hôm nay."))
    task_year = forms.ModelChoiceField(
        label=_("Kỳ báo cáo"),
        queryset=TaskYear.objects.none(),
        required=False,
        empty_label=_("Năm của ngày trên"),
        help_text=_("Chọn năm trước nếu báo cáo bổ sung cho năm đã qua."),
    )
    declared = forms.ChoiceField(
        label=_("Đơn vị tự đánh giá"),
        choices=Declared.choices,
        widget=forms.RadioSelect,
        help_text=_("Hệ thống tính trạng thái riêng theo thời hạn và hiển thị cả hai."),
    )
    result = forms.CharField(
        label=_("Kết quả đã làm được"),
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Viết như trong báo cáo: việc đã làm, con số, văn bản đã ban hành."),
    )
    amount = FigureField(label=_("Kết quả bằng số"), required=False, help_text=_("Ví dụ 8,5 hoặc 1.234,5."))
    unit = forms.CharField(
        label=_("Đơn vị tính"), required=False, max_length=80, help_text=_("Ví dụ: mô hình, hồ sơ, %.")
    )
    files = EvidenceField(required=False)  # type: ignore[assignment]

    def __init__(self, *args: Any, agencies: list[Agency], years: list[TaskYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        if len(agencies) > 1:
            self.fields["agency"].choices = [(one.pk, one.name) for one in agencies]  # type: ignore[attr-defined]
            self.fields["agency"].queryset = Agency.objects.filter(  # type: ignore[attr-defined]
                pk__in=[one.pk for one in agencies]
            )
        else:
            del self.fields["agency"]
        if len(years) > 1:
            ids = [one.pk for one in years]
            self.fields["task_year"].queryset = TaskYear.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
            self.fields["task_year"].label_from_instance = lambda one: str(one.year)  # type: ignore[attr-defined]
        else:
            del self.fields["task_year"]

    @property
    def chosen_agency(self) -> Agency:
        return self.cleaned_data.get("agency") or self.agencies[0]


def from_update(update: TaskUpdate) -> dict[str, Any]:
    """The values of an update, to start its correction from."""
    return {
        "as_of": update.as_of,
        "declared": update.declared,
        "result": update.result,
        "amount": update.amount,
        "unit": update.unit,
        "task_year": update.task_year_id,
        "agency": update.agency_id,
    }


class MilestoneForm(forms.Form):
    title = forms.CharField(
        label=_("Mốc hoặc sản phẩm"),
        max_length=300,
        help_text=_("Ví dụ: Trình phê duyệt đề án; Nghiệm thu mô hình tại 3 xã."),
    )
    due_on = DayField(label=_("Hạn"))
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class MilestoneEditForm(MilestoneForm):
    done_on = DayField(
        label=_("Hoàn thành ngày"), required=False, help_text=_("Để trống nếu chưa hoàn thành.")
    )


class DecisionForm(forms.Form):
    """Fields of one kind of decision; the rest of the kinds' fields are taken away."""

    until_year = forms.IntegerField(label=_("Gia hạn đến hết năm"), min_value=2000, max_value=2100)
    successor = forms.ModelChoiceField(
        label=_("Nhiệm vụ tiếp nối"), queryset=Task.objects.none(), empty_label=_("Chọn nhiệm vụ")
    )
    agency = forms.ModelChoiceField(
        label=_("Cơ quan tiếp nhận"), queryset=Agency.objects.none(), empty_label=_("Chọn cơ quan")
    )
    decided_on = DayField(label=_("Ngày quyết định"))
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))
    document_kind = forms.ChoiceField(
        label=_("Loại văn bản"), choices=DocumentKind.choices, initial=DocumentKind.DECISION
    )
    symbol = forms.CharField(label=_("Số, ký hiệu văn bản"), required=False, max_length=80)
    files = EvidenceField(required=False, most=1, label=_("Tệp văn bản"))  # type: ignore[assignment]
    seen = forms.IntegerField(widget=forms.HiddenInput)

    OWN = {
        TaskDecisionKind.EXTEND: "until_year",
        TaskDecisionKind.SUCCEED: "successor",
        TaskDecisionKind.TAKE_OVER: "agency",
    }

    def __init__(self, *args: Any, kind: str, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for other, name in self.OWN.items():
            if other != kind:
                del self.fields[name]
        if kind == TaskDecisionKind.SUCCEED:
            others = Task.objects.filter(state="open", withdrawn=False, plan__artificial=task.plan.artificial)
            others = others.exclude(pk=task.pk).select_related("plan").order_by("plan", "order")
            self.fields["successor"].queryset = others  # type: ignore[attr-defined]
            self.fields["successor"].label_from_instance = _task_label  # type: ignore[attr-defined]
        if kind == TaskDecisionKind.TAKE_OVER:
            self.fields["agency"].queryset = _agencies_in_force()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("files") and not told.get("symbol"):
            self.add_error("symbol", _("Hãy ghi số, ký hiệu của văn bản trong tệp."))
        return told


def _agencies_in_force() -> Any:
    return Agency.objects.valid_on(timezone.localdate()).exclude(territory__level="commune").order_by("name")


def _task_label(task: Task) -> str:
    return f"{task.plan.symbol}: {task.no}. {task.short_title}"


def open_kinds(task: Task) -> Iterable[TaskDecisionKind]:
    """The kinds that make sense for the task as it is now."""
    if task.state != "open":
        return [TaskDecisionKind.REOPEN]
    return [
        TaskDecisionKind.CLOSE,
        TaskDecisionKind.EXTEND,
        TaskDecisionKind.SUCCEED,
        TaskDecisionKind.TAKE_OVER,
    ]
