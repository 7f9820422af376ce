"""Filters of the calendar, and what people type about duties, rules and feeds."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from khcn.kernel.agencies.models import Agency
from khcn.kernel.base import Confirmation
from khcn.kernel.duties.choices import DutyEvent, DutyUnit
from khcn.kernel.duties.models import DutyRule
from khcn.kernel.form_fields import DayField
from khcn.kernel.registers.life import Standing

ANY = ("", _("Tất cả"))
ALL = "tat-ca"
Choices = list[tuple[str, str]]


class DutyFilters(forms.Form):
    """Conditions by the names in the address; the span of time rides along."""

    def __init__(self, data: Any, *, registers: Choices, agencies: Choices, rules: Choices) -> None:
        super().__init__(data)
        told = (("so", _("Sổ"), registers), ("co-quan", _("Cơ quan phụ trách"), agencies))
        for name, label, choices in (*told, ("quy-tac", _("Nghĩa vụ"), rules)):
            if len(choices) > 1:
                self.fields[name] = forms.ChoiceField(label=label, choices=[ANY, *choices], required=False)
        self.fields["khoang"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def told(self, name: str) -> str:
        """The value of a valid condition; one that makes no sense is no condition."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""


class CompleteForm(forms.Form):
    on = DayField(label=_("Làm xong ngày"))
    note = forms.CharField(
        label=_("Kết quả"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: đã nộp hồ sơ gia hạn, số và ngày văn bản."),
    )  # fmt: skip


class WaiveForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do, văn bản cho miễn"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class DaysField(forms.CharField):
    """Whole numbers of days with commas between: 90, 60, 30."""

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override]
        words = str(value or "").replace(";", ",").replace(" ", ",").split(",")
        numbers = {int(word) for word in words if word.isdecimal()}
        wrong = [word for word in words if word and not (word.isdecimal() and int(word) <= 3660)]
        if wrong:
            raise ValidationError(
                _t("“%(word)s” không phải số ngày. Hãy ghi các số từ 0 đến 3660, ví dụ 90, 60, 30."),
                params={"word": wrong[0][:20]},
            )
        return sorted(numbers, reverse=True)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(one) for one in value) if isinstance(value, list) else value


class RuleForm(forms.Form):
    """A rule without what it is tied to: its code, register and event stay as they are."""

    name = forms.CharField(label=_("Tên nghĩa vụ"), max_length=200)
    day = forms.IntegerField(label=_("Ngày"), min_value=1, max_value=31)
    month = forms.IntegerField(label=_("Tháng"), min_value=1, max_value=12)
    amount = forms.IntegerField(label=_("Bao nhiêu"), min_value=0, max_value=10_000)
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=DutyUnit.choices)
    standings = forms.MultipleChoiceField(
        label=_("Áp dụng khi bản ghi"), widget=forms.CheckboxSelectMultiple,
        choices=[one for one in Standing.choices if one[0] != Standing.VOID],
    )  # fmt: skip
    alert_days = DaysField(
        label=_("Nhắc trước (ngày)"),
        required=False,
        help_text=_("Các số cách nhau bằng dấu phẩy, ví dụ 90, 60, 30."),
    )
    legal_basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=300, required=False)
    valid_from = DayField(label=_("Quy tắc áp dụng từ ngày"), required=False)
    valid_to = DayField(label=_("Đến hết ngày"), required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    confirmation = forms.ChoiceField(label=_("Tình trạng xác nhận"), choices=Confirmation.choices)
    active = forms.BooleanField(label=_("Đang áp dụng"), required=False)

    def __init__(self, data: Any, rule: DutyRule) -> None:
        super().__init__(data, initial={name: getattr(rule, name) for name in RuleForm.base_fields})
        yearly = rule.event == DutyEvent.YEARLY
        for name in ("amount", "unit") if yearly else ("day", "month"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("valid_from") and told.get("valid_to") and told["valid_from"] > told["valid_to"]:
            self.add_error("valid_to", _t("Ngày cuối không được trước ngày đầu."))
        return told


class FeedForm(forms.Form):
    """Which duties the feed tells: all that one may see, or those of one agency."""

    def __init__(self, data: Any, agencies: Iterable[Agency]) -> None:
        super().__init__(data)
        self.by_code = {agency.code: agency for agency in agencies}
        choices = [
            (ALL, _("Mọi nghĩa vụ tôi được xem")),
            *((code, one.name) for code, one in self.by_code.items()),
        ]
        self.fields["gom"] = forms.ChoiceField(label=_("Lịch gồm"), choices=choices)

    def agency(self) -> Agency | None:
        return self.by_code.get(self.cleaned_data["gom"])
