"""Finding the application of a page; who may not see gets the same answer as for nothing."""

from typing import Any

from django.db.models import BooleanField, Case, Value, When
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, condition, visible
from khcn.kernel.errors import NotAllowed
from khcn.operations.st_tasks.applications.saving import RULE_SETS
from khcn.operations.st_tasks.models import Application
from khcn.web.workspace.registers.common import shorter
from khcn.web.workspace.st_tasks.common import draft_note

VIEW, EDIT = "st_tasks.application.view", "st_tasks.application.edit"
SEND, PROPOSE = "st_tasks.application.send", "st_tasks.application.propose"
Trail = list[tuple[str, str]]


def signed_in(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để mở trang này."), code="not_allowed:sign_in")


def application_or_404(request: HttpRequest, pk: int, right: str = VIEW) -> Any:
    """The application if this person may see it; a further right is asked of the same record and refused with a page.

    It comes with `may_edit` and `may_send`."""
    signed_in(request)
    rows = Application.objects.select_related(
        "procedure", "task__procedure", "task__officer", "task__host", "task__call", "call", "owner", "organisation", "agency",
        "saved_by",
    )  # fmt: skip
    rows = rows.defer(*RULE_SETS).annotate(
        may_edit=_holds(request.actor, EDIT), may_send=_holds(request.actor, SEND)
    )
    found: Any = visible(request.actor, VIEW, rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    if (right == EDIT and not found.may_edit) or (right == SEND and not found.may_send):
        raise NotAllowed(
            _("Bạn không sửa, gửi được hồ sơ này ở tình trạng hiện nay."), code=f"not_allowed:{right}"
        )
    return found


def _holds(actor: Actor, right: str) -> Any:
    """Whether a right holds, as a column: what the page may offer comes with its record."""
    q = condition(right, actor)
    if q in (EVERYTHING, NOTHING):
        return Value(q == EVERYTHING)
    return Case(When(q, then=Value(True)), default=Value(False), output_field=BooleanField())


def frame(application: Application, title: str = "") -> dict[str, Any]:
    """What stands above every page of an application."""
    own = (shorter(name_of(application), 50), address(application) if title else "")
    trail: Trail = [(_("Đề xuất, hồ sơ của tôi"), reverse("proposal_list")), own]
    return {
        "application": application, "trail": [*trail, (title, "")] if title else trail, "back": address(application),
        "draft_note": draft_note(application.procedure),
    }  # fmt: skip


def name_of(application: Application) -> str:
    return application.title or _("Chưa đặt tên")


def address(application: Application, name: str = "application_edit") -> str:
    return reverse(name, kwargs={"pk": application.pk})
