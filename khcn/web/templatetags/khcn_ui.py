"""Presentation only: Vietnamese dates and numbers, icons, badges, links that keep the query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.http import QueryDict
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from khcn.web.ui.statuses import MESSAGE_LOOKS, Look, look_of

register = template.Library()

MISSING = "—"
LONG_TEXT = 300


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """27/03/2023; a missing date is a dash."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%d/%m/%Y}"


@register.filter
def vn_datetime(value: datetime | None) -> str:
    """14:05 ngày 27/03/2023 in the time zone of the site, written 14:05, 27/03/2023."""
    if value is None or value == "":
        return MISSING
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H:%M, %d/%m/%Y}"


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@register.filter
def vn_number(value: Any, places: int | None = None) -> str:
    """1.234,5: dot for thousands, comma for decimals; without places the trailing zeros go."""
    number = _decimal(value)
    if number is None:
        return MISSING
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)
    text = f"{number:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return "−" + text[1:] if text.startswith("-") else text


@register.filter
def vn_percent(value: Any, places: int | None = None) -> str:
    """12,5%; the value is already in per cent."""
    text = vn_number(value, places)
    return text if text == MISSING else f"{text}%"


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of the sprite, silent for screen readers: the word stands beside it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {css}" if css else "",
        static("khcn/icons.svg"),
        name,
    )


@register.simple_tag
def status_badge(code: str, label: str = "") -> SafeString:
    """A badge with icon and word; `label` replaces the usual word."""
    look = look_of(str(code))
    return format_html(
        '<span class="badge tone-{}">{}{}</span>', look.tone, icon(look.icon), label or look.label
    )


@register.simple_tag
def status_look(code: str) -> Look:
    """The tone, icon and label of a status for parts that draw it themselves."""
    return look_of(str(code))


@register.simple_tag
def message_look(level_tag: str) -> Look:
    """The look of a Django message by its level tag."""
    return MESSAGE_LOOKS.get(level_tag, MESSAGE_LOOKS["info"])


@register.simple_tag(takes_context=True)
def query_replace(context: template.Context, **changes: Any) -> str:
    """The present query with some values changed; None or "" removes one. Starts with "?"."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()


@register.simple_tag
def page_range(page: Any) -> Iterator[int | str]:
    """Page numbers around the present one with "…" for gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.inclusion_tag("ui/_sort.html", takes_context=True)
def sort_header(context: template.Context, name: str, label: str, css: str = "") -> dict[str, Any]:
    """A column head that sorts by `?sap-xep=name`, and back by `?sap-xep=-name`."""
    request = context.get("request")
    current = request.GET.get("sap-xep", "") if request is not None else ""
    state = {name: "ascending", f"-{name}": "descending"}.get(current, "")
    wanted = f"-{name}" if state == "ascending" else name
    arrow = {"ascending": "arrow-up", "descending": "arrow-down"}.get(state, "arrows-sort")
    url = query_replace(context, page=None, **{"sap-xep": wanted})
    return {"label": label, "css": css, "state": state, "arrow": arrow, "url": url}


@register.simple_tag
def field_widget(field: BoundField, css: str = "") -> SafeString:
    """The widget with the class of the style sheet for its kind."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple):
        return field.as_widget(attrs={"class": css} if css else None)
    base = "form-select" if isinstance(widget, Select) else "form-control"
    own = widget.attrs.get("class", "")
    invalid = "is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": " ".join(filter(None, (base, own, css, invalid)))})


@register.filter
def field_kind(field: BoundField) -> str:
    """`check` for one box, `group` for a fieldset of choices, `plain` for the rest."""
    if isinstance(field.field.widget, CheckboxInput):
        return "check"
    return "group" if field.use_fieldset else "plain"


@register.filter
def field_is_wide(field: BoundField) -> bool:
    """Whether a field needs the whole width of a form: long texts, several records, lists of choices."""
    widget = field.field.widget
    if isinstance(widget, Textarea) or field.use_fieldset or "data-several" in widget.attrs:
        return True
    plain = getattr(widget, "input_type", "") == "text"
    return plain and (getattr(field.field, "max_length", None) or 0) >= LONG_TEXT
