"""What an address asks: the day or the period, and the territory."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.form_fields import DayField
from khcn.kernel.registers.measure import Period, Scope
from khcn.kernel.territory.models import Level, Unit

EARLIEST = date(1950, 1, 1)


class ScopeForm(forms.Form):
    """Fields that a page does not need are left out by `shown`."""

    shown: tuple[str, ...] = ("tai-ngay", "tu", "den", "dia-ban")

    def __init__(self, data: Any, *shown: str) -> None:
        super().__init__(data)
        units = Unit.objects.filter(valid_to=None).exclude(level=Level.COUNTRY)
        every = {
            "tai-ngay": DayField(label=gettext_lazy("Tại ngày"), required=False),
            "tu": DayField(label=gettext_lazy("Từ ngày"), required=False),
            "den": DayField(label=gettext_lazy("Đến hết ngày"), required=False),
            "dia-ban": forms.ModelChoiceField(
                units.order_by("-level", "name"), label=gettext_lazy("Địa bàn"), required=False, to_field_name="code",
                empty_label=gettext_lazy("Toàn bộ"),
            ),
        }  # fmt: skip
        self.fields = {name: field for name, field in every.items() if name in shown}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in ("tai-ngay", "tu", "den"):
            if (day := told.get(name)) and day < EARLIEST:
                self.add_error(name, _("Hãy chọn ngày từ %s trở đi.") % f"{EARLIEST:%d/%m/%Y}")
        told = self.cleaned_data
        first, last = told.get("tu"), told.get("den")
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."))
        return told

    def told(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def day(self) -> date:
        return self.told("tai-ngay") or timezone.localdate()

    @property
    def period(self) -> Period:
        """Without a word about it: this year until today."""
        today = timezone.localdate()
        last = self.told("den") or max(today, self.told("tu") or today)
        first = self.told("tu") or date(last.year, 1, 1)
        return max(first, EARLIEST), last

    @property
    def territory(self) -> Unit | None:
        return self.told("dia-ban")

    def active(self) -> list[dict[str, str]]:
        """The conditions in force as chips."""
        chips = []
        for name in self.fields:
            if value := self.told(name):
                shown = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
                rest = {key: one for key, one in self.data.items() if key not in (name, "page") and one}
                chips.append({"label": f"{self.fields[name].label}: {shown}", "url": f"?{urlencode(rest)}"})
        return chips


def query_of(scope: Scope, at_a_date: bool) -> str:
    """The address part that asks for the same day or period and territory."""
    told: dict[str, str] = {}
    if at_a_date and scope.at:
        told["tai-ngay"] = scope.at.isoformat()
    elif scope.period:
        told |= {"tu": scope.period[0].isoformat(), "den": scope.period[1].isoformat()}
    if scope.territory:
        told["dia-ban"] = scope.territory.code
    return f"?{urlencode(told)}"
