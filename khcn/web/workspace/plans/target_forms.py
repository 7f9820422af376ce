"""What people decide about a target: which reading or figure holds, the steps of its way, another measure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khcn.indicators.models import Indicator, Observation
from khcn.kernel.documents.models import DocumentKind
from khcn.kernel.form_fields import DayField, FigureField
from khcn.plan.findings import DecisionDocument
from khcn.plan.models import Target, TargetMeasure


class DocumentFields(forms.Form):
    """The official document that decides, if there is one."""

    kind = forms.ChoiceField(
        label=_("Loại văn bản"), choices=[("", "—"), *DocumentKind.choices], required=False
    )
    symbol = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=80, required=False)
    issued_on = DayField(label=_("Ngày văn bản"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("issued_on") and not told.get("symbol", "").strip():
            self.add_error("symbol", _("Đã ghi ngày văn bản nhưng thiếu số, ký hiệu."))
        return told

    @property
    def document(self) -> DecisionDocument:
        told = self.cleaned_data
        return DecisionDocument(told["symbol"], told["issued_on"], told["kind"] or "KHAC")


class ChooseForm(DocumentFields):
    """One of the readings, and why."""

    field_order = ("measure", "reason")

    def __init__(self, target: Target, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        rows = TargetMeasure.objects.filter(target=target).select_related("indicator")
        self.fields["measure"] = forms.ModelChoiceField(
            rows, label=_("Cách tính được chọn"), widget=forms.RadioSelect, empty_label=None
        )
        self.fields["reason"] = forms.CharField(
            label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Vì sao chọn như vậy; người đọc sau dựa vào câu này."),
        )  # fmt: skip
        self.order_fields(self.field_order)


class GovernForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vì sao mức này được áp dụng; mức kia vẫn được hiển thị."),
    )  # fmt: skip


class StepForm(DocumentFields):
    """What should be reached in a year; the step of that year is written over."""

    field_order = ("year", "low", "high", "note")

    year = forms.IntegerField(label=_("Năm"), min_value=1990, max_value=2100)
    low = FigureField(label=_("Mức phải đạt (hoặc mức thấp)"))
    high = FigureField(label=_("Mức cao, nếu là khoảng"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, target: Target, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        if target.year:
            self.fields["year"].widget.attrs["max"] = target.year - 1
        self.fields["low"].help_text = target.unit
        self.order_fields(self.field_order)


class MeasureForm(forms.Form):
    """Another indicator that measures the target; it does not govern yet."""

    indicator = forms.ModelChoiceField(Indicator.objects.none(), label=_("Chỉ số"), empty_label="—")
    label = forms.CharField(
        label=_("Diễn giải cách tính"), max_length=300, help_text=_("Ví dụ: Đơn đã nộp; Văn bằng đã cấp.")
    )
    baseline = forms.ModelChoiceField(
        Observation.objects.none(), label=_("Số nền"), required=False, empty_label=_("không có số nền"),
        help_text=_("Số đã ghi của các chỉ số đang đo chỉ tiêu này."),
    )  # fmt: skip
    comparable = forms.BooleanField(label=_("Số nền so được với chỉ số"), required=False, initial=True)
    baseline_note = forms.CharField(
        label=_("Vì sao số nền không so được"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def __init__(self, target: Target, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        measured = TargetMeasure.objects.filter(target=target)
        free = Indicator.objects.exclude(pk__in=measured.values("indicator"))
        self.fields["indicator"].queryset = free.order_by("group", "name")  # type: ignore[attr-defined]
        told = Observation.objects.filter(measures_target(target), withdrawn=False, current=True)
        self.fields["baseline"].queryset = told.select_related("indicator")  # type: ignore[attr-defined]


def measures_target(target: Target) -> Any:
    """Figures that may serve as a baseline: of the indicators that measure the target, and baselines in use."""
    from django.db.models import Q

    measured = TargetMeasure.objects.filter(target=target)
    return Q(indicator__in=measured.values("indicator")) | Q(pk__in=measured.values("baseline"))
