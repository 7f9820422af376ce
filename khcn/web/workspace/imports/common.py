"""What all pages of the wizard do first: ask the right, find the import."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import require
from khcn.kernel.errors import DomainError
from khcn.plan.choices import ImportState
from khcn.plan.models import PlanImport

View = Callable[..., HttpResponse]


def importer(view: View) -> View:
    """Only those who may import plan documents come in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(request.actor, "plan.plan.import")
        return view(request, *args, **kwargs)

    return guarded


def import_or_404(pk: int) -> PlanImport:
    rows = PlanImport.objects.select_related("plan__issuer", "plan__territory", "job", "started_by")
    return get_object_or_404(rows, pk=pk)


def import_in_review(pk: int) -> PlanImport:
    """The import if it can still be changed; otherwise a page says in which state it is."""
    row = import_or_404(pk)
    if row.state != ImportState.REVIEW:
        raise DomainError(
            _("Lần nhập này đang ở trạng thái “%s” nên không sửa được nữa.") % row.get_state_display(),
            code="not_in_review",
        )
    return row


def trail(row: PlanImport | None = None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    steps = [(_("Nhập văn bản"), reverse("import_list"))]
    if row is not None:
        steps.append((row.file_name, reverse("import_review", args=[row.pk]) if more else ""))
    return [*steps, *more]
