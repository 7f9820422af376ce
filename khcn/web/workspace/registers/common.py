"""What all pages of registers begin with: which register, which record, how much of it this person reads."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import may, visible
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import Level, edit_name, level_on, list_level, view_name


def maybe_url(name: str, **kwargs: Any) -> str:
    """The address, or "" while the page is not there."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def register_of(request: HttpRequest, code: str) -> tuple[Register, Level]:
    """The register and how much of its rows the person reads; who reads nothing of it is refused."""
    register = registers.get(code)
    if register is None:
        raise Http404
    level = list_level(request.actor, register)
    if level == Level.NOTHING:
        raise NotAllowed(
            _("Sổ này không công khai. Hãy đăng nhập bằng tài khoản được xem sổ."),
            code=f"not_allowed:{view_name(register)}",
        )
    return register, level


def record_of(request: HttpRequest, code: str, pk: int) -> tuple[Register, Record, Level]:
    """The record if the person sees it; who does not gets the same answer as for nothing."""
    register = registers.get(code)
    if register is None:
        raise Http404
    rows = visible(request.actor, view_name(register), register.model._default_manager.all())
    record = with_companions(register, rows, (*register.fields, *register.computed)).filter(pk=pk).first()
    level = level_on(request.actor, register, record) if record is not None else Level.NOTHING
    if record is None or level == Level.NOTHING:
        raise Http404
    return register, record, level


def editable(request: HttpRequest, code: str, pk: int) -> tuple[Register, Record]:
    """The record for changing; seen but not the person's to change is refused."""
    register, record, _level = record_of(request, code, pk)
    if not may(request.actor, edit_name(register), record):
        raise NotAllowed(
            _("Tài khoản của bạn xem được bản ghi này nhưng không được sửa. Hãy liên hệ cơ quan phụ trách."),
            code=f"not_allowed:{edit_name(register)}",
        )
    return register, record


def changeable(request: HttpRequest, code: str, pk: int) -> tuple[Register, Record]:
    """The same, but what was withdrawn or merged stays as it was."""
    register, record = editable(request, code, pk)
    if record.standing == Standing.VOID:
        raise DomainError(_("Bản ghi này đã được rút khỏi sổ từ trước."), code="record.withdrawn")
    return register, record


def trail(register: Register, record: Record | None = None, last: str = "") -> list[tuple[str, str]]:
    """Breadcrumbs down to this page."""
    steps = [
        (_("Sổ đăng ký"), reverse("register_index")),
        (str(register.name), reverse("register_list", kwargs={"code": register.code})),
    ]
    if record is not None:
        steps.append((shorter(str(record)), record_url(register, record)))
    if last:
        steps.append((last, ""))
    else:
        steps[-1] = (steps[-1][0], "")
    return steps


def record_url(register: Register, record: Record) -> str:
    return reverse("record_detail", kwargs={"code": register.code, "pk": record.pk})


def shorter(text: str, most: int = 70) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
