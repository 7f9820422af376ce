"""What these pages share: a register that the person may change records of, and how two records differ."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from khcn.kernel.access import visible
from khcn.kernel.errors import NotAllowed
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.lookup import choice_text, key_of
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import Level, edit_name, may_add
from khcn.web.workspace.registers.common import record_url
from khcn.web.workspace.registers.showing import shown


@dataclass(frozen=True)
class Difference:
    """A field of which two records tell different things; an empty text where one tells nothing."""

    name: str
    label: str
    left: str
    right: str


def register_for_merging(request: HttpRequest, code: str) -> Register:
    """The register, for people who may enter and change records in it."""
    register = registers.get(code)
    if register is None:
        raise Http404
    if not may_add(request.actor, register):
        signed_in = request.user.is_authenticated
        raise NotAllowed(
            _("Tài khoản của bạn không được gộp bản ghi của sổ này. Hãy liên hệ Sở KH&CN."),
            code=f"not_allowed:{edit_name(register)}" if signed_in else "not_allowed:sign_in",
        )
    return register


def changeable(
    request: HttpRequest, register: Register, keys: set[int], names: tuple[str, ...] | None = None
) -> dict[int, Record]:
    """The kept records among these that the person may change, with what these fields show (all by default)."""
    rows: Any = register.model._default_manager
    rows = visible(request.actor, edit_name(register), rows.kept()).filter(pk__in=keys)
    return {
        one.pk: one for one in with_companions(register, rows, register.fields if names is None else names)
    }


def differences(register: Register, left: Record, right: Record) -> list[Difference]:
    """The fields in the order of the form; whoever may change both records reads all of them."""
    told = ((name, *(_text(register, record, name) for record in (left, right))) for name in register.fields)
    return [
        Difference(name, register.label_of(name), *texts) for name, *texts in told if texts[0] != texts[1]
    ]


def _text(register: Register, record: Record, name: str) -> str:
    return shown(register, record, name, Level.INTERNAL, links=False).text


def card(register: Register, record: Record) -> dict[str, Any]:
    """A record as these pages name it: name, key, address, state."""
    numbered = key_of(record) == f"#{record.pk}"
    return {
        "record": record, "name": choice_text(record), "number": "" if numbered else f"#{record.pk} · ", "url": record_url(register, record),
        "state": register.life[record.state].staff,
    }  # fmt: skip
