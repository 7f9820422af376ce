"""What an address asks of a list: filters, day, tab, order, page; read once for page, export, print and counts."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.form_fields import DayField
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.fieldpaths import readable_of
from khcn.kernel.registers.filters import ListFilters, filter_class
from khcn.kernel.registers.form_fields import RecordCell
from khcn.kernel.registers.keyset import Order
from khcn.kernel.registers.listing import TABS, TITLE_SORT, Ask, listed, order_of, sorts_of, tabs_of
from khcn.kernel.registers.rules import Level
from khcn.kernel.registers.search_index import is_common

#: Parameters that say how to show a list, not what is in it.
MANNER = ("page", "dang", "dem")
#: `?dang=gon`: the first rows without what all of them share, to stand on another page.
BRIEF = "gon"


class ListForm(ListFilters):
    q = forms.CharField(
        label=gettext_lazy("Tìm (không cần dấu)"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip


ListForm.base_fields["tai-ngay"] = ListForm.declared_fields["tai-ngay"] = DayField(
    label=gettext_lazy("Xem sổ tại ngày"), required=False
)
for _name in ("nhom", "sap-xep"):
    ListForm.base_fields[_name] = ListForm.declared_fields[_name] = forms.CharField(
        required=False, max_length=60, widget=forms.HiddenInput
    )


@dataclass
class Asked:
    """One request for a list of one register, as this reader may see it."""

    request: HttpRequest
    register: Register
    level: Level

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def form(self) -> ListForm:
        made = filter_class(self.register, self.level, self.request.actor, ListForm)
        form = made(self.request.GET)
        add_suggestions(form, self.register)
        form.is_valid()
        assert isinstance(form, ListForm)
        return form

    def _told(self, name: str) -> Any:
        return self.form.cleaned_data.get(name)

    @property
    def words(self) -> str:
        return self._told("q") or ""

    @cached_property
    def common(self) -> bool:
        return bool(self.words) and is_common(self.register.model, self.words)

    @property
    def day(self) -> date | None:
        return self._told("tai-ngay")

    @property
    def tab(self) -> str:
        told = self._told("nhom") or ""
        return told if told in tabs_of(self.register, self.level) and not self.day else ""

    @property
    def order(self) -> Order:
        return order_of(self.register, self.level, self._told("sap-xep") or "")

    @property
    def columns(self) -> tuple[str, ...]:
        columns = readable_of(self.register, self.register.columns, self.level)
        if self.request.GET.get("dang") != BRIEF:
            return columns
        return tuple(name for name in columns if name not in self.form.told())[:5]

    @property
    def state_field(self) -> str:
        return "state_that_day" if self.day else "state"

    def rows(self, without: str = "") -> QuerySet[Any]:
        """The records asked for; `without` one of the filters, to count its values."""
        conditions = self.form.conditions(self.state_field, without)
        ask = Ask(self.today, self.tab, self.day, self.words, self.common, conditions)
        return listed(self.register, self.request.actor, self.level, ask)

    def query(self, *drop: str, **changes: str) -> str:
        """The address of this list with some parameters changed, back on its first page."""
        query = self.request.GET.copy()
        for name in (*MANNER, *drop):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"

    def active(self) -> list[dict[str, str]]:
        """The conditions in force, each with the address that lifts it."""
        found = [{"label": one.label, "url": self.query(one.parameter)} for one in self.form.chips()]
        if self.words:
            found.insert(0, {"label": f"“{self.words}”", "url": self.query("q")})
        if self.day:
            found.append({"label": _("Tại ngày %s") % f"{self.day:%d/%m/%Y}", "url": self.query("tai-ngay")})
        return found

    def tabs(self) -> list[dict[str, Any]]:
        if self.day:
            return []
        return [
            {
                "label": TABS[tab],
                "url": self.query("nhom", **({"nhom": tab} if tab else {})),
                "active": tab == self.tab,
            }
            for tab in tabs_of(self.register, self.level)
        ]

    def sort_of(self, column: str) -> str:
        """The name by which a column sorts; "" when it does not."""
        if column == self.register.model.title_field:
            return TITLE_SORT
        return column if column in sorts_of(self.register, self.level) else ""


def add_suggestions(form: forms.Form, register: Register) -> None:
    """Tell the script where the fields that hold records find their suggestions."""
    url = reverse("register_suggest", kwargs={"code": register.code})
    for name, field in form.fields.items():
        if isinstance(field, RecordCell):
            several = type(field).__name__ == "RecordsCell"
            field.widget.attrs["data-suggest"] = f"{url}?truong={name}"
            if several:
                field.widget.attrs["data-several"] = "true"
