"""A sound row for any register, made from its declaration: what a person would type, and the record it gives."""

import re
from typing import Any

from django.db import models
from stdnum import ean, isni
from stdnum.vn import mst

from khcn.kernel.access import Actor
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.domain import add_record
from khcn.kernel.registers.forms import form_class
from khcn.kernel.registers.life import Move
from khcn.kernel.registers.model_fields import MoneyField, YearField
from khcn.kernel.registers.records import Record
from khcn.kernel.territory.models import Level, Unit
from khcn.operations.st_tasks.models.tasks import BEFORE_APPROVAL
from tests.factories.agencies import AgencyFactory

_DIGITS = re.compile(r"\d+(?!.*\d)")


def tax_code(n: int) -> str:
    """The n-th tax code with a right check digit."""
    codes = (f"99{10 * n + k:07d}" for k in range(10))
    return next(bare + digit for bare in codes if len(digit := mst.calc_check_digit(bare)) == 1)


def orcid(n: int) -> str:
    bare = f"0009{n:011d}"
    code = bare + next(end for end in "0123456789X" if isni.is_valid(bare + end))
    return "-".join(code[i : i + 4] for i in range(0, 16, 4))


def gtin(n: int) -> str:
    bare = f"893{n:09d}"
    return bare + ean.calc_check_digit(bare)


#: Fields that stay empty until a record has left some states; the database refuses them before.
NOT_YET: dict[str, dict[str, tuple[str, ...]]] = {"nhiem-vu-khcn": {"valid_from": BEFORE_APPROVAL}}
SPECIAL = {"tax_code": tax_code, "orcid": orcid, "gtin": gtin}


def row_for(
    register: Register, n: int = 1, *, full: bool = False, by: Actor, state: str = ""
) -> dict[str, str]:
    """What is typed for record number n in its first or another state: the required fields, with `full` all of them."""
    row: dict[str, str] = {}
    empty = not_yet(register, state or register.life.states[0].code)
    keyed = {name for key in register.keys for name in key}
    for name in register.fields:
        if name in empty:
            continue
        if register.is_required(name) or full or name in register.examples or name in keyed:
            text = _text(register, name, n, keyed, by)
            if text:
                row[name] = text
    row.setdefault("visibility", "public" if register.public else "internal")
    return row


def sample(
    register: Register, n: int = 1, *, by: Actor, full: bool = False, state: str = "", **over: Any
) -> Record:
    """A record entered through the form, as a person would; `over` gives values as the model stores them."""
    form = form_class(register)(row_for(register, n, full=full, by=by, state=state))
    assert form.is_valid(), (register.code, form.errors.as_json(escape_html=False))
    return add_record(register, by=by, values={**form.values, **over}, state=state)


def not_yet(register: Register, state: str) -> set[str]:
    """The fields that a record of this register cannot have in this state."""
    return {name for name, states in NOT_YET.get(register.code, {}).items() if state in states}


def values_of_move(register: Register, move: Move, source: str, *, by: Actor) -> dict[str, Any]:
    """What a person fills in along with a step because it could not stand there before."""
    names = not_yet(register, source).intersection(move.needs)
    if not names:
        return {}
    form = form_class(register)(row_for(register, full=True, by=by, state=move.target))
    assert form.is_valid(), form.errors.as_json(escape_html=False)
    return {name: form.values[name] for name in names}


def _text(register: Register, name: str, n: int, keyed: set[str], by: Actor) -> str:
    column = register.field(name)
    if name in SPECIAL:
        return SPECIAL[name](n)
    if column.is_relation:
        return _reference(register, name, n, by)
    if name in register.examples:
        example = register.examples[name]
        varied = name in keyed and isinstance(column, models.CharField) and not column.choices
        return _DIGITS.sub(str(1000 + n), example) if varied and _DIGITS.search(example) else example
    return _plain(column, n, name in keyed)


def _plain(column: models.Field, n: int, keyed: bool) -> str:
    if column.choices:
        return str(column.flatchoices[0][1])
    if isinstance(column, models.BooleanField):
        return "có"
    if isinstance(column, models.DateField):
        return {"valid_to": "31/12/2099"}.get(column.name, "01/02/2024")
    if isinstance(column, YearField):
        return str(2000 + n)
    if isinstance(column, MoneyField):
        return "1,5 triệu"
    if isinstance(column, models.IntegerField | models.DecimalField):
        return str(n if keyed else 1)
    if isinstance(column, models.URLField):
        return "https://vi-du.example/"
    if isinstance(column, models.EmailField):
        return "thu@vi-du.example"
    return f"{column.verbose_name} mẫu {n}"[: column.max_length or 200]


def _reference(register: Register, name: str, n: int, by: Actor) -> str:
    column = register.field(name)
    model: Any = column.related_model
    if model is register.model:
        return ""
    if model is Unit:
        unit, _new = Unit.objects.get_or_create(
            code="xa-mau", defaults={"official_code": "99999", "level": Level.COMMUNE, "name": "Xã Mẫu"}
        )
        return unit.official_code
    if (other := registers.of(model)) is not None:
        wanted = n if _tells_apart(register, name) and model.objects.exists() else 1
        rows = list(model.objects.order_by("pk")[:wanted])
        found = rows[-1] if len(rows) == wanted else sample(other, wanted, by=by)
        return f"#{found.pk}"
    if model._meta.label == "agencies.Agency":
        if name == "agency":
            return ""
        return (model.objects.first() or AgencyFactory()).code
    if column.many_to_many and not register.is_required(name):
        return ""
    return str(model.objects.first() or "")


def _tells_apart(register: Register, name: str) -> bool:
    """Whether the field ends a key that is made of other records only, so that it alone must differ."""
    keys = [key for key in register.keys if all(register.field(part).is_relation for part in key)]
    return any(key[-1] == name for key in keys)
