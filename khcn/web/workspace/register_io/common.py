"""What these pages begin with: a register that the person may enter records into, an import of hers."""

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import visible
from khcn.kernel.errors import NotAllowed
from khcn.kernel.register_io.domain import register_of
from khcn.kernel.register_io.models import ImportBatch
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.rules import edit_name, may_add

BADGES = {
    "checking": "running",
    "ready": "waiting",
    "applying": "running",
    "done": "done",
    "discarded": "cancelled",
    "failed": "failed",
}


def register_or_404(request: HttpRequest, code: str) -> Register:
    """The register, for people who may enter records into it."""
    register = registers.get(code)
    if register is None:
        raise Http404
    if not may_add(request.actor, register):
        raise NotAllowed(
            _("Tài khoản của bạn không được nhập bản ghi vào sổ này. Hãy liên hệ Sở KH&CN."),
            code=f"not_allowed:{edit_name(register)}"
            if request.user.is_authenticated
            else "not_allowed:sign_in",
        )
    return register


def batch_or_404(request: HttpRequest, pk: int) -> tuple[Register, ImportBatch]:
    """The import if the person may see it; others get the same answer as for nothing."""
    if not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để xem lần nhập này."), code="not_allowed:sign_in")
    rows = ImportBatch.objects.select_related("by", "job", "file")
    batch = visible(request.actor, "register_io.importbatch.view", rows).filter(pk=pk).first()
    if batch is None:
        raise Http404
    return register_of(batch), batch


def trail(register: Register, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Sổ đăng ký"), _url("register_index")),
        (str(register.name), _url("register_list", register.code)),
        *more,
    ]


def _url(name: str, *values: str) -> str:
    try:
        return reverse(name, args=values)
    except NoReverseMatch:
        return ""
