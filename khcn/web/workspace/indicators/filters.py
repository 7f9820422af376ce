"""Conditions of the list of indicators."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khcn.indicators.choices import Origin
from khcn.kernel.agencies.models import Agency

WITHOUT, DIFFERING, TO_CONFIRM = "chua", "khac", "xac-nhan"


class IndicatorFilters(forms.Form):
    """Readers outside choose by words only."""

    q = forms.CharField(
        label=_("Tìm chỉ số"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, data: Any, *, inside: bool) -> None:
        super().__init__(data)
        if inside:
            self.fields["nguon"] = _choice(_("Nguồn số liệu"), Origin.choices)
            told = [
                (WITHOUT, _("Chưa có số")),
                (DIFFERING, _("Số đã công bố khác số hiện tại")),
                (TO_CONFIRM, _("Định nghĩa cần xác nhận")),
            ]
            self.fields["so-lieu"] = _choice(_("Tình trạng số liệu"), told)
            owners = (
                Agency.objects.filter(pk__in=_owners()).order_by("order", "name").values_list("code", "name")
            )
            self.fields["co-quan"] = _choice(_("Cơ quan chịu trách nhiệm"), lambda: list(owners))

    def told(self, name: str) -> str:
        self.is_valid()
        return self.cleaned_data.get(name) or ""


def _owners() -> Any:
    from khcn.indicators.models import Indicator

    return Indicator.objects.exclude(owner=None).values("owner")


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    every = [("", _("Tất cả"))]
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=(lambda: every + choices()) if callable(choices) else every + list(choices),
    )
