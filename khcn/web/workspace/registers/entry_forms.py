"""The forms of a record on the screen: what the declaration gives, and what only the screen asks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.forms import BoundField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import Actor, visible
from khcn.kernel.agencies.models import Agency
from khcn.kernel.form_fields import DayField
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.entering import enterable_states
from khcn.kernel.registers.filters import seen_lookups
from khcn.kernel.registers.forms import RecordForm, form_class
from khcn.kernel.registers.life import Move
from khcn.kernel.registers.rules import AGENCY_STAFF, EDITORS, view_name
from khcn.web.workspace.registers.asking import add_suggestions

#: Asked by the screen, not values of the record.
STATE, REASON, OTHER, ON = "trang-thai-hien-nay", "ly-do", "ban-ghi-khac", "tu-ngay"
#: Sent along with the form: which version of the record it showed, which sending of a new one it is.
SEEN, SENDING = "ban-dang-xem", "lan-gui"
WHY = _("Lý do sửa")
ASIDE = (STATE, REASON, OTHER, ON)


def record_form(
    register: Register, actor: Actor, data: Any, initial: dict[str, Any], names: Iterable[str] | None = None
) -> RecordForm:
    """The form bound to this person's view of related records, with its suggestions; what stands there may stay."""
    lookups = seen_lookups(register, actor)
    for held in initial.values():
        for one in held if isinstance(held, list) else [held]:
            if isinstance(one, Model) and (lookup := lookups.get(type(one))) is not None:
                lookup.keep(one)
    form = form_class(register, names, lookups)(data, initial=initial)
    add_suggestions(form, register)
    return form


def values_of(form: RecordForm) -> dict[str, Any]:
    return {name: value for name, value in form.values.items() if name not in ASIDE}


def ask_state(form: RecordForm, register: Register, actor: Actor) -> None:
    """Certificates that stand already are entered in the state they have."""
    states = enterable_states(register, actor)
    if len(states) > 1:
        form.fields[STATE] = forms.ChoiceField(
            label=_("Trạng thái hiện nay"),
            choices=[(one.code, one.staff) for one in states],
            help_text=_("Giấy tờ đã cấp từ trước thì chọn đúng trạng thái đang có."),
        )


def ask_reason(form: forms.Form, *, required: bool, label: Any = WHY, help_text: Any = "") -> None:
    form.fields[REASON] = forms.CharField(
        label=label, help_text=help_text, required=required, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


def ask_day(form: forms.Form, label: Any) -> None:
    form.fields[ON] = DayField(label=label)


def ask_other(form: forms.Form) -> None:
    """Once likely duplicates are shown: the person says that this is another one."""
    form.fields[OTHER] = forms.BooleanField(
        label=_("Tôi đã xem các bản ghi gần giống; đây là bản ghi khác."), required=False
    )


def move_form(register: Register, move: Move, actor: Actor, data: Any, initial: dict[str, Any]) -> RecordForm:
    """Day and reason of a step, and the fields that it needs."""
    form = record_form(register, actor, data, initial, move.needs)
    for name in move.needs:
        form.fields[name].required = True
    ask_day(form, _("Từ ngày"))
    ask_reason(
        form, required=move.reason, label=_("Lý do, căn cứ"), help_text=_("Số, ngày của quyết định, nếu có.")
    )
    form.order_fields([ON, REASON, *move.needs])
    return form


def fieldsets(form: RecordForm, register: Register) -> list[dict[str, Any]]:
    """The fields by section, those that only the screen asks first."""
    aside = [form[name] for name in (STATE,) if name in form.fields]
    told: list[dict[str, Any]] = []
    for section in register.all_sections:
        fields: list[BoundField] = [form[name] for name in section.fields if name in form.fields]
        told.append({"title": section.title, "fields": fields})
    if aside:
        told[0]["fields"] = [*aside, *told[0]["fields"]]
    return [one for one in told if one["fields"]]


def prefilled(request: HttpRequest, register: Register) -> dict[str, Any]:
    """What the address gives (?organisation=12), and the person's own agency."""
    actor = request.actor
    found: dict[str, Any] = usual_values(register)
    for name in register.fields:
        told = request.GET.get(name, "")
        if not told:
            continue
        if name in register.single or name in register.many:
            record = _record(actor, register.field(name).related_model, told)
            if record is not None:
                found[name] = [record] if name in register.many else record
        elif len(told) <= 300:
            found[name] = told.replace("\x00", "")
    if "responsible" not in found and not actor.has(*EDITORS):
        found["responsible"] = (
            Agency.objects.filter(pk__in=actor.seats_as(*AGENCY_STAFF)).order_by("pk").first()
        )
    return found


def usual_values(register: Register) -> dict[str, Any]:
    """What the model takes when nothing is said, so that the person sees it before saving."""
    columns = ((name, register.field(name)) for name in register.fields)
    return {name: column.get_default() for name, column in columns if column.has_default()}


def _record(actor: Actor, model: Any, told: str) -> Any:
    if not (told.isascii() and told.isdigit() and len(told) < 19):
        return None
    register = registers.of(model)
    rows = model._default_manager.all()
    return (visible(actor, view_name(register), rows) if register else rows).filter(pk=int(told)).first()


def watch_duplicates(form: RecordForm, register: Register) -> dict[str, str]:
    """What the script needs to show likely duplicates while somebody types."""
    title = register.model.title_field
    names = [name for name in dict.fromkeys((title, *register.text_keys)) if name in form.fields]
    ids = ", ".join(f"input delay:600ms from:#{form[name].id_for_label}" for name in names)
    url = reverse("register_suggest", kwargs={"code": register.code})
    return {
        "url": f"{url}?giong=1",
        "trigger": ids,
        "include": ", ".join(f"[name='{name}']" for name in names),
    }
