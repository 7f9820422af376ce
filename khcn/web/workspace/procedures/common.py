"""What every page of a rule set needs."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import may, require
from khcn.operations.st_tasks.models import Procedure

VIEW, EDIT = "st_tasks.procedure.view", "st_tasks.procedure.edit"


def procedure_or_404(request: HttpRequest, pk: int, *, edit: bool = False) -> Procedure:
    require(request.actor, VIEW)
    procedure = Procedure.objects.filter(pk=pk).first()
    if procedure is None:
        raise Http404
    if edit:
        require(request.actor, EDIT, procedure)
    return procedure


def may_edit(request: HttpRequest, procedure: Procedure | None = None) -> bool:
    return may(request.actor, EDIT, procedure)


def page_address(procedure: Procedure) -> str:
    return reverse("procedure_detail", kwargs={"pk": procedure.pk})


def trail_of(procedure: Procedure, *more: str) -> list[tuple[str, str]]:
    told = [
        (_("Bộ quy tắc"), reverse("procedure_list")),
        (str(procedure), page_address(procedure) if more else ""),
    ]
    return told + [(one, "") for one in more]
