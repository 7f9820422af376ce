"""The form of a rule set as boxes to write in: what stands in them may be wrong, and stays."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.operations.st_tasks.applications.answers import Problem, asked_fields, longest, shown
from khcn.operations.st_tasks.procedures.shape import Form, FormField

PREFIX = "o"
#: Hidden fields that tell what stood when the page was made.
BASE = "goc-"


class AnswerForm(forms.Form):
    """Never bound: what is in the boxes are answers, problems are told by the act."""

    use_required_attribute = False

    def __init__(self, form: Form, answers: Mapping[str, Any], problems: Iterable[Problem] = ()) -> None:
        super().__init__(
            prefix=PREFIX,
            initial={one.code: _initial(one, answers.get(one.code)) for one in asked_fields(form)},
        )
        self.of = form
        for one in form.fields:
            if one.kind != "note":
                self.fields[one.code] = _box(one)
        self._errors = ErrorDict()
        for problem in problems:
            if problem.where in self.fields:
                self._errors[problem.where] = ErrorList([problem.sentence])

    @property
    def parts(self) -> list[tuple[FormField, Any]]:
        """The fields in order with their boxes; notes have none."""
        return [(one, self[one.code] if one.kind != "note" else None) for one in self.of.fields]


def told(form: Form, data: QueryDict) -> dict[str, Any]:
    """What the page says of the fields of the form; boxes that the page does not have say nothing."""
    found: dict[str, Any] = {}
    for one in asked_fields(form):
        name = f"{PREFIX}-{one.code}"
        if one.kind == "choices":
            if BASE + one.code in data:
                found[one.code] = data.getlist(name)
        elif name in data:
            found[one.code] = data[name]
    return found


def seen(form: Form, data: QueryDict) -> dict[str, str]:
    return {one.code: data.get(BASE + one.code, "") for one in asked_fields(form)}


def _box(field: FormField) -> forms.Field:
    told: dict[str, Any] = {"label": field.label, "required": field.required, "help_text": _help(field)}
    if field.kind == "choice":
        return forms.ChoiceField(choices=[("", "—"), *field.choices], **told)
    if field.kind == "choices":
        return forms.MultipleChoiceField(choices=field.choices, widget=forms.CheckboxSelectMultiple, **told)
    if field.kind == "yes_no":
        return forms.ChoiceField(choices=[("", "—"), ("co", _("Có")), ("khong", _("Không"))], **told)
    return forms.CharField(widget=_widget(field), **told)


def _widget(field: FormField) -> forms.Widget:
    if field.kind == "text":
        return forms.Textarea(attrs={"rows": 6})
    if field.kind == "line":
        attrs: dict[str, Any] = {"maxlength": longest(field)} if longest(field) < 1000 else {}
        if field.column == "title":
            attrs |= _looks_up()
        return (
            forms.Textarea(attrs=attrs | {"rows": 2})
            if longest(field) > 200
            else forms.TextInput(attrs=attrs)
        )
    return forms.TextInput(
        attrs={"inputmode": "text" if field.kind == "money" else "numeric", "autocomplete": "off"}
    )


def _looks_up() -> dict[str, Any]:
    return {
        "hx-get": reverse("proposal_alike"), "hx-trigger": "input changed delay:900ms", "hx-target": "#giong-nhau",
        "hx-swap": "innerHTML", "hx-sync": "this:replace",
    }  # fmt: skip


def _help(field: FormField) -> str:
    usual = {
        "money": _("Số đồng; ghi 1.500.000.000 hoặc 1,5 tỷ đều được."), "date": _("Ngày/tháng/năm, ví dụ 05/12/2026."),
        "year": _("Bốn chữ số."),
    }.get(field.kind, "")  # fmt: skip
    return field.help or usual


def _initial(field: FormField, value: Any) -> Any:
    if field.kind in ("choice", "choices"):
        return value
    if field.kind == "yes_no":
        return {True: "co", False: "khong"}.get(value, "") if isinstance(value, bool) else ""
    return shown(field, value)
