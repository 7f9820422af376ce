"""Forms of booking: days and times as people type them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.accounts.models import User
from khcn.kernel.form_fields import DayField


class ClockField(forms.CharField):
    """A time of day: 8:30, 8h30, 8h, 08:30; 24:00 is the end of the day. Cleans to minutes after midnight."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M"))
        super().__init__(max_length=8, **options)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, time):
            return value.hour * 60 + value.minute
        text = str(value or "").strip().lower().replace("g", ":").replace("h", ":").replace(".", ":")
        if not text:
            return None
        hours, _colon, minutes = text.partition(":")
        minutes = minutes.split(":")[0] or "0"
        if not (hours.isdecimal() and minutes.isdecimal()) or int(minutes) > 59 or _late(hours, minutes):
            raise ValidationError(_("Giờ chưa đúng. Hãy ghi giờ:phút, ví dụ 08:30."))
        return int(hours) * 60 + int(minutes)

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        return None


def _late(hours: str, minutes: str) -> bool:
    return int(hours) * 60 + int(minutes) > 24 * 60


def moment(day: date, minutes: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time())) + timedelta(minutes=minutes)


class SpanForm(forms.Form):
    """A day and two times of it; `span()` gives the moments."""

    day = DayField(label=gettext_lazy("Ngày"))
    starts = ClockField(label=gettext_lazy("Từ"))
    ends = ClockField(label=gettext_lazy("Đến"))

    def span(self) -> tuple[datetime, datetime]:
        told = self.cleaned_data
        return moment(told["day"], told["starts"]), moment(self.last_day(), told["ends"])

    def last_day(self) -> date:
        told: date = self.cleaned_data["day"]
        return told


class BookingForm(SpanForm):
    """Over midnight or several days only with a last day."""

    last = DayField(
        label=gettext_lazy("Đến ngày"), required=False,
        help_text=gettext_lazy("Chỉ ghi khi dùng qua đêm, với thiết bị mở cả ngày."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=gettext_lazy("Mục đích sử dụng"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    on_behalf = forms.CharField(label=gettext_lazy("Đơn vị sử dụng"), max_length=200, required=False)

    def __init__(self, *args: Any, overnight: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not overnight:
            del self.fields["last"]

    def last_day(self) -> date:
        return self.cleaned_data.get("last") or super().last_day()


class UsageForm(SpanForm):
    note = forms.CharField(
        label=gettext_lazy("Tình trạng thiết bị sau khi dùng"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, required: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = required


class OutageForm(forms.Form):
    day = DayField(label=gettext_lazy("Ngừng từ ngày"))
    starts = ClockField(label=gettext_lazy("Từ giờ"))
    last = DayField(
        label=gettext_lazy("Đến ngày"), required=False,
        help_text=gettext_lazy("Để trống khi chưa biết bao giờ chạy lại."),
    )  # fmt: skip
    ends = ClockField(label=gettext_lazy("Đến giờ"), required=False)
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)
    cancel = forms.BooleanField(
        label=gettext_lazy("Hủy các lịch bị trùng và báo cho người đặt"), required=False
    )

    def span(self) -> tuple[datetime, datetime | None]:
        told = self.cleaned_data
        starts = moment(told["day"], told["starts"])
        if told["last"] is None and told["ends"] is None:
            return starts, None
        last = told["last"] or told["day"]
        return starts, moment(last, 24 * 60 if told["ends"] is None else told["ends"])


class QualificationForm(forms.Form):
    user = forms.CharField(
        label=gettext_lazy("Tên đăng nhập hoặc thư điện tử của người dùng"), max_length=150
    )
    valid_from = DayField(label=gettext_lazy("Từ ngày"))
    valid_to = DayField(label=gettext_lazy("Đến hết ngày"), required=False)
    note = forms.CharField(label=gettext_lazy("Căn cứ, nội dung đã học"), max_length=300, required=False)

    def clean_user(self) -> User:
        text = self.cleaned_data["user"].strip()
        people = User.objects.filter(is_active=True)
        found = people.filter(username__iexact=text).first() or people.filter(email__iexact=text).first()
        if found is None:
            raise ValidationError(_("Không có tài khoản nào như vậy. Hãy kiểm tra lại tên đăng nhập."))
        return found
