"""The year and the territory of a form."""

from datetime import date
from typing import Any

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from khcn.kernel.territory.models import Level, Unit

YEARS_BACK = 12


class WhenForm(forms.Form):
    """The year before this one, unless told: it is the one that is reported."""

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data)
        self.today = today
        years = [(str(year), str(year)) for year in range(today.year, today.year - YEARS_BACK, -1)]
        units = Unit.objects.exclude(level=Level.COUNTRY).filter(valid_to=None)
        self.fields["nam"] = forms.ChoiceField(
            label=gettext_lazy("Năm báo cáo"),
            choices=[("", gettext_lazy("Năm vừa qua")), *years],
            required=False,
        )
        self.fields["dia-ban"] = forms.ModelChoiceField(
            units.order_by("-level", "name"), label=gettext_lazy("Địa bàn"), required=False, to_field_name="code",
            empty_label=gettext_lazy("Toàn tỉnh"),
        )  # fmt: skip

    def told(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def year(self) -> int:
        return int(self.told("nam") or self.today.year - 1)

    @property
    def territory(self) -> Unit | None:
        return self.told("dia-ban")

    def active(self) -> list[dict[str, str]]:
        chips = []
        for name in self.fields:
            if value := self.told(name):
                rest = {key: one for key, one in self.data.items() if key not in (name, "dang") and one}
                chips.append({"label": f"{self.fields[name].label}: {value}", "url": f"?{urlencode(rest)}"})
        return chips
