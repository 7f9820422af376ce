"""A field that names a task for which money is meant."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import Actor
from khcn.kernel.registers.form_fields import TextField
from khcn.lib.vn_text import nfc
from khcn.registers.funding.purposes import Purpose, Purposes, offered

EMPTY = "trong"


class PurposeField(models.CharField):
    """The code of a purpose that a higher layer offers; see `khcn.registers.funding.purposes`."""

    def form_cell(self, **told: Any) -> forms.Field:
        return PurposeCell(model=self.model, name=self.name, max_length=self.max_length, **told)

    def filter_cell(self, actor: Actor, label: str) -> forms.Field:
        """A list of the purposes that this person may see."""
        pairs = [(one.code, one.full_label) for one in offered(actor)]
        choices = [("", _("Tất cả")), *pairs, (EMPTY, _("Chưa ghi"))]
        return PurposeFilter(label=label, required=False, choices=choices)

    def filter_condition(self, name: str, value: str) -> Q:
        return Q(**{name: "" if value == EMPTY else value})


class PurposeFilter(forms.ChoiceField):
    """A list to choose from; a code that is no longer offered is still a condition."""

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")[:200]

    def valid_value(self, value: Any) -> bool:
        return True


class PurposeInput(forms.TextInput):
    """A text with the known purposes below it, without script."""

    purposes: Iterable[Purpose] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = f"{(attrs or {}).get('id', name)}-chon"
        drawn = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join(
            "", '<option value="{}">{}</option>', ((one.code, one.label) for one in self.purposes)
        )
        return format_html('{}<datalist id="{}">{}</datalist>', drawn, listed, options)


class PurposeCell(TextField):
    """What people type of a task ("3", "nhiệm vụ 3", "57/KH-UBND PL.3") as the code of the purpose meant."""

    def __init__(self, *, model: type[models.Model], name: str, **options: Any) -> None:
        super().__init__(widget=PurposeInput, **options)
        self.model, self.name = model, name
        self._purposes: Purposes | None = None

    @property
    def purposes(self) -> Purposes:
        if self._purposes is None:
            self._purposes = Purposes(offered())
        return self._purposes

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        assert isinstance(self.widget, PurposeInput)
        self.widget.purposes = self.purposes.known
        return super().get_bound_field(form, field_name)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        found = self.purposes.find(text)
        if isinstance(found, Purpose):
            return found.code
        if not self.purposes.known or self._stored(text):
            return text
        raise ValidationError(found, code="purpose")

    def _stored(self, text: str) -> bool:
        """A record says it already: tasks leave the plan, money that was spent on them stays."""
        return self.model._base_manager.filter(**{self.name: text}).exists()
