"""The years for which money is shown."""

from datetime import date
from typing import Any

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.plan.models import Plan

EARLIEST, MOST_YEARS = 1990, 40


class YearsForm(forms.Form):
    """From the first year of the plan until this one, if nothing is said."""

    def __init__(self, data: Any, plan: Plan, today: date) -> None:
        super().__init__(data)
        self.plan, self.today = plan, today
        for name, label in (("tu-nam", gettext_lazy("Từ năm")), ("den-nam", gettext_lazy("Đến năm"))):
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=EARLIEST, max_value=today.year + MOST_YEARS
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("tu-nam"), told.get("den-nam")
        if first and last and last < first:
            self.add_error("den-nam", _("Năm cuối phải từ năm đầu trở đi."))
        return told

    def told(self, name: str) -> int | None:
        self.is_valid()
        found: int | None = self.cleaned_data.get(name)
        return found

    @property
    def years(self) -> range:
        first, last = self.told("tu-nam"), self.told("den-nam")
        usual = self.plan.from_year or self.today.year
        if first is None:
            first = min(usual, last) if last else usual
        if last is None:
            last = max(first, self.today.year)
        return range(max(first, last - MOST_YEARS + 1), last + 1)

    def active(self) -> list[dict[str, str]]:
        """The years that were chosen, each with the address that lifts the choice."""
        chips = []
        for name in self.fields:
            if value := self.told(name):
                rest = {key: one for key, one in self.data.items() if key not in (name, "dang") and one}
                chips.append({"label": f"{self.fields[name].label} {value}", "url": f"?{urlencode(rest)}"})
        return chips
