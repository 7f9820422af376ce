"""The directory of agencies and the territory, as read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from khcn.kernel.access import may, require
from khcn.kernel.accounts.models import Membership
from khcn.kernel.agencies.models import Agency
from khcn.kernel.territory.models import Level, Unit
from khcn.lib.vn_text import fold
from khcn.outputs.workbook import Column
from khcn.plan.rules import is_staff
from khcn.web.ui.lists import page_of, wants_workbook, workbook_response
from khcn.web.workspace.agencies.forms import AgencyFilter
from khcn.web.workspace.agencies.reads import TABS, agencies_in, all_edges, heritage, work_of
from khcn.web.workspace.agencies.words import kind_name

ASK = {
    "split": _lazy(
        "Nhiệm vụ của cơ quan này được chia cho nhiều nơi; cần người có thẩm quyền quyết định từng việc."
    ),
    "dissolved": _lazy("Cơ quan đã giải thể và chưa ghi nơi tiếp nhận."),
    "cycle": _lazy("Các quan hệ kế thừa đi vòng; hãy kiểm tra lại bảng sắp xếp tổ chức."),
}


def agency_list(request: HttpRequest) -> HttpResponse:
    require(request.actor, "agencies.agency.view")
    tab = request.GET.get("nhom") if request.GET.get("nhom") in TABS else "tinh"
    form = AgencyFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "kind": ""}
    rows = agencies_in(tab, timezone.localdate(), asked["q"], asked["kind"])
    if wants_workbook(request):
        return _workbook(rows)
    page = page_of(request, rows)
    for agency in page:
        agency.kind_name = kind_name(agency.kind)
    context = {"page": page, "form": form, "tab": tab, "tabs": _tabs(tab), "active": _active(asked)}
    context["can_edit"] = may(request.actor, "agencies.agency.edit")
    return render(request, "agencies/agency_list.html", context)


def _tabs(chosen: str) -> list[dict]:
    labels = {"tinh": _("Cơ quan, đơn vị"), "xa": _("Xã, phường"), "cu": _("Đã sắp xếp, kết thúc")}
    address = reverse("agency_list")
    return [
        {"label": label, "url": f"{address}?nhom={code}", "active": code == chosen}
        for code, label in labels.items()
    ]


def _active(asked: dict) -> list[dict]:
    return [
        {"label": value, "url": reverse("agency_list")}
        for value in (asked["q"], kind_name(asked["kind"]))
        if value
    ]


def _workbook(rows) -> HttpResponse:
    columns = [
        Column(_("Mã"), 24), Column(_("Tên"), 50), Column(_("Tên gọn"), 24), Column(_("Loại"), 24),
        Column(_("Cấp trên"), 34), Column(_("Từ ngày"), 12, "date"), Column(_("Đến hết ngày"), 12, "date"),
        Column(_("Nhiệm vụ chủ trì"), 12, "number"), Column(_("Tình trạng"), 16),
    ]  # fmt: skip
    lines = (
        (
            one.code, one.name, one.short_name, kind_name(one.kind), str(one.parent or ""),
            one.valid_from, one.valid_to, one.named, one.get_confirmation_display(),
        )
        for one in rows
    )  # fmt: skip
    return workbook_response(_("Danh bạ cơ quan, đơn vị"), columns, lines)


def agency_detail(request: HttpRequest, code: str) -> HttpResponse:
    agency = get_object_or_404(Agency.objects.select_related("parent", "territory"), code=code)
    require(request.actor, "agencies.agency.view", agency)
    today = timezone.localdate()
    staff = is_staff(request.actor)
    edges = all_edges()
    parties = list(work_of(agency, edges, today))
    past = heritage(agency, edges, today)
    context = {
        "agency": agency,
        "kind_name": kind_name(agency.kind),
        "names": list(agency.names.order_by("valid_from")),
        "heritage": past,
        "heritage_rows": (past.before, past.after),
        "ask_text": ASK.get(past.reason, ""),
        "tasks": [one for one in parties if one.task_id and one.role == "lead"],
        "coordinating": [one for one in parties if one.task_id and one.role == "coordinating"],
        "duties": [one for one in parties if one.duty_id or one.reporting_duty_id],
        "people": _people(agency, today) if staff else [],
        "subplans": list(agency.subplans.select_related("plan")) if staff else [],
        "staff": staff,
        "can_edit": may(request.actor, "agencies.agency.edit", agency),
        "trail": [(_("Cơ quan, đơn vị"), reverse("agency_list")), (agency.short_name or agency.name, "")],
    }
    return render(request, "agencies/agency_detail.html", context)


def _people(agency: Agency, day) -> list[Membership]:
    return list(
        Membership.objects.filter(agency=agency).valid_on(day).select_related("user").order_by("role")
    )


def territory_list(request: HttpRequest) -> HttpResponse:
    require(request.actor, "agencies.agency.view")
    q = request.GET.get("q", "")
    provinces = Unit.objects.filter(level=Level.PROVINCE).prefetch_related(
        "successors__successor", "children"
    )
    communes = (
        Unit.objects.filter(level=Level.COMMUNE, valid_to=None)
        .select_related("parent")
        .order_by("official_code")
    )
    if wants_workbook(request):
        columns = [
            Column(_("Mã"), 10),
            Column(_("Tên"), 36),
            Column(_("Loại"), 14),
            Column(_("Từ ngày"), 12, "date"),
        ]
        lines = ((one.official_code, one.name, one.kind, one.valid_from) for one in communes)
        return workbook_response(_("Danh sách xã, phường"), columns, lines)
    found = _search(communes, q)
    committees = dict(Agency.objects.filter(kind="ubnd-xa").values_list("territory_id", "code"))
    for unit in found:
        unit.committee_code = committees.get(unit.pk, "")
    context = {"provinces": provinces, "page": page_of(request, found, 150), "q": q}
    return render(request, "agencies/territory_list.html", context)


def _search(units, q: str) -> list[Unit]:
    return [one for one in units if fold(q) in fold(f"{one.official_code} {one.name}")]
