"""Making two records one: which stays, which values it keeps, what follows it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.duplicates.domain import merge_records
from khcn.kernel.duplicates.queries import pointing_at
from khcn.kernel.duplicates.search import likely_same
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.filters import seen_lookup
from khcn.kernel.registers.form_fields import RecordCell
from khcn.kernel.registers.records import Record, follow
from khcn.web.ui.forms import form_page
from khcn.web.workspace.duplicates.common import (
    Difference,
    card,
    changeable,
    differences,
    register_for_merging,
)
from khcn.web.workspace.registers.common import editable, record_url, trail

WITH = "voi"
KEEP, DROP, BOTH = "giu", "kia", "ca-hai"


def record_merge(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """`pk` is the record that stays, `?voi=` the one that is merged into it; without it one is asked for."""
    register = register_for_merging(request, code)
    told = request.GET.get(WITH, "").replace("\x00", "").strip().removeprefix("#")
    number = int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0
    found = changeable(request, register, {pk, number})
    if pk not in found:
        editable(request, code, pk)
        raise Http404
    record = found[pk]
    if not told:
        return _asked(request, register, record, None)
    if number in found and number != pk:
        return _chosen(request, register, record, found[number])
    form = _ask_form(request, register, told)
    other = form.cleaned_data[WITH] if form.is_valid() else None
    if other is not None and other.pk != pk and changeable(request, register, {other.pk}):
        return redirect(_url(register, record, other))
    if other is not None:
        form.add_error(WITH, _("Hãy chọn một bản ghi khác của sổ này mà bạn được sửa."))
    return _asked(request, register, record, form)


# --- Which record -------------------------------------------------------------------------------


def _ask_form(request: HttpRequest, register: Register, told: str | None) -> forms.Form:
    field = RecordCell(
        model=register.model, lookup=seen_lookup(register.model, request.actor),
        label=gettext_lazy("Bản ghi trùng với bản ghi này"),
        help_text=gettext_lazy("Gõ tên, khoá (số, mã) hoặc mã bản ghi dạng #12."),
    )  # fmt: skip
    url = reverse("register_suggest", kwargs={"code": register.code})
    field.widget.attrs["data-suggest"] = f"{url}?truong="
    form = forms.Form({WITH: told} if told else None)
    form.fields[WITH] = field
    return form


def _asked(request: HttpRequest, register: Register, record: Record, form: forms.Form | None) -> HttpResponse:
    values = {name: follow(record, name) for name in (register.model.title_field, *register.text_keys)}
    alike = changeable(
        request, register, {one.pk for one in likely_same(register, values, exclude=record.pk)}, ()
    )
    context = {
        "register": register, "record": card(register, record), "form": form or _ask_form(request, register, None),
        "alike": [{**card(register, one), "merge_url": _url(register, record, one)} for one in alike.values()],
        "page_title": _("Gộp với bản ghi khác"), "trail": trail(register, record, _("Gộp")),
    }  # fmt: skip
    return render(request, "duplicates/merge_ask.html", context, status=422 if form else 200)


def _url(register: Register, keep: Record, drop: Record) -> str:
    address = reverse("record_merge", kwargs={"code": register.code, "pk": keep.pk})
    return f"{address}?{WITH}={drop.pk}"


# --- Which values -------------------------------------------------------------------------------


class MergeForm(forms.Form):
    """For each field of which the two tell different things: the value of which record stays."""

    def __init__(self, data: Any, register: Register, keep: Record, drop: Record) -> None:
        super().__init__(data)
        self.register, self.keep, self.drop = register, keep, drop
        self.found = [one for one in differences(register, keep, drop) if not self._points_inside(one.name)]
        for one in self.found:
            self.fields[one.name] = forms.ChoiceField(
                choices=self._choices(one), label=one.label, initial=KEEP if one.left else DROP
            )

    def _points_inside(self, name: str) -> bool:
        """A record cannot be, say, the successor of itself."""
        return any(getattr(one, name) in (self.keep, self.drop) for one in (self.keep, self.drop))

    def rows(self) -> Iterator[dict[str, Any]]:
        """For the table: under each record its value to choose, under the second one also both together."""
        for one in self.found:
            told = self[one.name].value()
            left, *right = [
                {"value": value, "text": text, "checked": value == told} for value, text in self._choices(one)
            ]
            yield {"difference": one, "errors": self[one.name].errors, "cells": [[left], right]}

    def _choices(self, one: Difference) -> list[tuple[str, str]]:
        several = one.name in self.register.many and one.left and one.right
        return [(KEEP, one.left), (DROP, one.right), *([(BOTH, _("Giữ cả hai"))] if several else [])]

    def values(self) -> dict[str, Any]:
        """What the record that stays takes over from the other one."""
        taken = {name: told for name, told in self.cleaned_data.items() if told != KEEP}
        return {name: self._value(name, told) for name, told in taken.items()}

    def _value(self, name: str, told: str) -> Any:
        if name not in self.register.many:
            return getattr(self.drop, name)
        theirs = list(getattr(self.drop, name).all())
        own = list(getattr(self.keep, name).all()) if told == BOTH else []
        return [*own, *(one for one in theirs if one not in own)]

    def clean(self) -> dict[str, Any]:
        """Somebody else changed one of the two while this page was open: the choices no longer fit."""
        seen = self.data.get("da-xem", "")
        if seen != self.stamp:
            raise ValidationError(
                _("Một trong hai bản ghi vừa được người khác sửa. Hãy xem lại bảng bên dưới rồi gộp lại."),
                code="changed",
            )
        return super().clean() or {}

    @property
    def stamp(self) -> str:
        return "-".join(f"{one.updated_at.timestamp():.6f}" for one in (self.keep, self.drop))


def _chosen(request: HttpRequest, register: Register, keep: Record, drop: Record) -> HttpResponse:
    form = MergeForm(request.POST or None, register, keep, drop)

    def save() -> HttpResponse:
        kept = merge_records(register, keep=keep, drop=drop, by=request.actor, values=form.values())
        told = {"drop": f"#{drop.pk}", "keep": kept}
        messages.success(request, _("Đã gộp %(drop)s vào “%(keep)s”.") % told)
        return redirect(record_url(register, kept))

    return form_page(
        request, form, title=_("Gộp hai bản ghi"), save=save, template="duplicates/record_merge.html",
        register=register, kept=card(register, keep), dropped=card(register, drop), rows=list(form.rows()),
        moving=sorted(pointing_at(drop, request.actor).items()), swap_url=_url(register, drop, keep),
        back=record_url(register, keep), trail=trail(register, keep, _("Gộp")),
    )  # fmt: skip
