"""Forms of rule sets: numbers and deadlines by hand, a whole file, the question before putting one in force."""

import re
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.operations.st_tasks.procedures.shape import Outline
from khcn.web.workspace.procedures.words import UNITS

MOST_BYTES = 1_000_000
_NUMBER = re.compile(r"[0-9]+([./][0-9]+)?")


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Đã đổi gì, căn cứ nào"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FiguresForm(NoteForm):
    """One field a figure and a deadline, and a tick for those that somebody has verified."""

    field_order = ["note"]

    def __init__(self, data: Any = None, *, told: dict[str, Any], outline: Outline) -> None:
        super().__init__(data)
        self.told = told
        for one in told.get("figures", []):
            unit = UNITS.get(one["unit"], one["unit"])
            label = f"{one['what']} ({unit})" if str(unit) else one["what"]
            self._pair(f"so-{one['code']}", label, str(one["value"]), one)
        for one in told["states"]:
            if "deadline" in one:
                due = one["deadline"]
                label = _("Hạn của bước “%(step)s” (%(unit)s)") % {
                    "step": one["name"],
                    "unit": UNITS[due["unit"]],
                }
                self._pair(f"han-{one['code']}", label, str(due["amount"]), due)

    def _pair(self, name: str, label: str, value: str, told: dict[str, Any]) -> None:
        sure = told.get("confirmation") == "confirmed"
        self.fields[name] = forms.CharField(
            label=label, initial=value, max_length=20, help_text=told.get("basis", "")
        )
        self.fields[f"{name}-dung"] = forms.BooleanField(label=_("Đã xác nhận"), initial=sure, required=False)

    def fields_of(self, prefix: str) -> list[forms.BoundField]:
        """The fields of figures or of deadlines, each followed by its tick."""
        return [self[name] for name in self.fields if name.startswith(prefix)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, value in list(cleaned.items()):
            if name.startswith(("so-", "han-")) and not name.endswith("-dung") and not _readable(str(value)):
                self.add_error(name, _("“%(value)s” không phải số. Ví dụ: 30; 0.15; 2/3.") % {"value": value})
        return cleaned

    def result(self) -> dict[str, Any]:
        """The whole rule set with what was typed."""
        figures = [self._taken(one, f"so-{one['code']}", "value") for one in self.told.get("figures", [])]
        states = [
            {**one, "deadline": self._taken(one["deadline"], f"han-{one['code']}", "amount")}
            if "deadline" in one
            else one
            for one in self.told["states"]
        ]
        return {**self.told, "figures": figures, "states": states}

    def _taken(self, one: dict[str, Any], name: str, key: str) -> dict[str, Any]:
        text = str(self.cleaned_data[name]).strip().replace(",", ".")
        typed: int | str = int(text) if text.isdigit() else text
        if str(one[key]) == text:
            typed = one[key]
        sure = "confirmed" if self.cleaned_data[f"{name}-dung"] else "to_confirm"
        return {**one, key: typed, "confirmation": sure}


def _readable(text: str) -> bool:
    text = text.strip().replace(",", ".")
    if not _NUMBER.fullmatch(text):
        return False
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return True


class UploadForm(NoteForm):
    file = forms.FileField(
        label=gettext_lazy("Tệp bộ quy tắc (YAML)"), widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
        help_text=gettext_lazy("Tải tệp hiện có về, sửa, rồi tải lên; mọi lỗi được báo trước khi lưu."),
    )  # fmt: skip
    field_order = ["file", "note"]

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 1 MB, không phải một bộ quy tắc."))
        return upload


class InForceForm(forms.Form):
    aware = forms.BooleanField(
        label=gettext_lazy("Sở đã biết những quy định chưa được xác nhận nêu trên và vẫn đưa vào áp dụng"),
        required=False,
    )


class RetireForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Lý do, căn cứ"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
