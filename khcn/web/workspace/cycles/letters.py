"""Word letters of a cycle: the shipped wording, or a template that the clerk changed and sends along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.cycles import completeness
from khcn.agency_reports.models import Cycle
from khcn.kernel.accounts.choices import Role
from khcn.kernel.agencies.models import Agency
from khcn.kernel.errors import DomainError
from khcn.kernel.packs.about import about_pack
from khcn.outputs.letters import REMINDER, REQUEST, reminder_letter, request_letter
from khcn.outputs.official_documents.templates import template_bytes
from khcn.web.workspace.cycles.common import managed, trail_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_BYTES = 5 * 1024 * 1024


def cycle_letters(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows what can be made; POST gives the Word file of `loai`, from the template `mau` if one is sent."""
    cycle = managed(request, code)
    if "mau-goc" in request.GET and request.GET["mau-goc"] in (REQUEST, REMINDER):
        return _file(template_bytes(request.GET["mau-goc"]), f"mau-{request.GET['mau-goc']}")
    refusal = ""
    if request.method == "POST":
        try:
            return _file(_made(request, cycle), request.POST.get("loai", REQUEST))
        except DomainError as refused:
            refusal = refused.message
    context = {
        "page_title": _("Công văn của kỳ báo cáo"), "trail": trail_of(cycle, _("Công văn")), "cycle": cycle,
        "kinds": [(REQUEST, _("Công văn yêu cầu báo cáo")), (REMINDER, _("Công văn đôn đốc đơn vị chưa gửi"))],
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "cycles/letters.html", context, status=422 if refusal else 200)


def _made(request: HttpRequest, cycle: Cycle) -> bytes:
    uploaded = request.FILES.get("mau")
    if uploaded is not None and (uploaded.size or 0) > MOST_BYTES:
        raise DomainError(_("Tệp mẫu lớn quá 5 MB. Hãy dùng mẫu không có hình lớn."), code="letter.too_large")
    template = uploaded.read() if uploaded is not None else None
    issuer, place = _issuer(request), str(about_pack().get("place") or "")
    if request.POST.get("loai") != REMINDER:
        address = request.build_absolute_uri(reverse("cycle_detail", kwargs={"code": cycle.code}))
        return request_letter(cycle, issuer=issuer, place=place, address=address, template=template)
    today = timezone.localdate()
    late = [one.request.agency.name for one in completeness(cycle, today).standings if one.outstanding]
    return reminder_letter(
        cycle,
        issuer=issuer,
        place=place,
        late=late,
        today=today,
        until=max(cycle.due_on, today),
        template=template,
    )


def _issuer(request: HttpRequest) -> Agency:
    """The agency in which the person coordinates."""
    seats = request.actor.seats_as(Role.COORDINATOR, Role.ADMIN)
    issuer = Agency.objects.select_related("parent").filter(pk__in=seats).order_by("order", "pk").first()
    if issuer is None:
        raise DomainError(
            _("Tài khoản của bạn không thuộc cơ quan nào nên không lập được tên cơ quan ban hành."),
            code="letter.no_agency",
        )
    return issuer


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return response
