"""Papers of an application, filed under the forms that the rule set asks for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.operations.st_tasks.advancing.papers import filed_as
from khcn.operations.st_tasks.applications.saving import form_of
from khcn.operations.st_tasks.models import Application
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.web.ui.files import EvidenceField, keep_uploads
from khcn.web.workspace.applications.common import EDIT, address, application_or_404

OTHER = "KHAC"


@require_POST
def application_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Files are judged by their content first; what is refused is told by name and nothing is kept."""
    application = application_or_404(request, pk, EDIT)
    code = _code(application, request.POST.get("bieu", ""))
    try:
        files = EvidenceField(required=True).clean(request.FILES.getlist("tep"))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        keep_uploads(files, record=application, by=request.actor, note=filed_as(code))
        messages.success(request, _("Đã đính kèm {count} tệp.").format(count=len(files)))
    return redirect(address(application) + "#tai-lieu")


def _code(application: Application, told: str) -> str:
    """A form that the dossier asks for or that the rule set knows; anything else is a further paper."""
    known = told in form_of(application).papers or outline_of(application.procedure).form(told) is not None
    return told if known else OTHER
