"""High-tech enterprises as registers: certificates and yearly criteria."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Activity, Register, registers, section
from khcn.kernel.registers.facts import distinct, total
from khcn.registers.high_tech_enterprises.models import HighTechEnterprise, HighTechYear
from khcn.registers.high_tech_enterprises.rules import share_of, shares_within_whole

FIRMS = _("doanh nghiệp")
MONEY = _("đồng")
#: A refused application ended without ever having been in force.
ISSUED = Q(valid_from__isnull=False)


@registers.add
class HighTechEnterprises(Register):
    model = HighTechEnterprise
    code = "doanh-nghiep-cnc"
    name = _("Doanh nghiệp công nghệ cao")
    group = "doanh-nghiep"
    icon = "building"
    about = _(
        "Giấy chứng nhận doanh nghiệp công nghệ cao, doanh nghiệp nông nghiệp ứng dụng công nghệ cao trên địa bàn."
    )
    legal_basis = ("Luật Công nghệ cao", "QĐ 10/2021/QĐ-TTg", "QĐ 19/2018/QĐ-TTg")
    identity = ("number", ("organisation", "kind", "submitted_on"))
    subject = "organisation"
    sections = (
        section(_("Doanh nghiệp"), "organisation", "kind", "technology", "product", "directions"),
        section(
            _("Giấy chứng nhận"), "submitted_on", "number", "valid_from", "valid_to", "issuer", "decision", "legal_basis",
            "confirmation",
        ),
    )  # fmt: skip
    labels = {"number": _("Số giấy chứng nhận"), "valid_from": _("Ngày cấp")}
    helps = {
        "valid_to": _("Thời hạn ghi trên giấy chứng nhận, thường là 5 năm kể từ ngày cấp (cần xác nhận)."),
        "technology": _("Công nghệ thuộc danh mục công nghệ cao được ưu tiên đầu tư phát triển."),
    }
    examples = {
        "number": "01/DNCNC-2024",
        "submitted_on": "15/01/2024",
        "valid_from": "01/02/2024",
        "valid_to": "31/01/2099",
    }
    imports = {
        "Tên doanh nghiệp": "organisation",
        "MST": "organisation",
        "Số GCN": "number",
        "Ngày cấp GCN": "valid_from",
        "Thời hạn": "valid_to",
        "Công nghệ": "technology",
        "Sản phẩm": "product",
    }
    columns = ("organisation", "kind", "number", "technology", "valid_from", "valid_to", "state")
    filters = ("state", "kind", "territory", "directions")
    public = (
        "organisation",
        "kind",
        "technology",
        "product",
        "number",
        "valid_from",
        "valid_to",
        "issuer",
        "territory",
    )
    facts = (
        distinct(
            "high_tech_enterprises.valid", _("Doanh nghiệp công nghệ cao có giấy chứng nhận còn hiệu lực"),
            unit=FIRMS, where=ISSUED,
        ),
        distinct(
            "high_tech_enterprises.agriculture", _("Doanh nghiệp nông nghiệp ứng dụng công nghệ cao còn hiệu lực"),
            unit=FIRMS, where=ISSUED & Q(kind="agriculture"),
        ),
        distinct(
            "high_tech_enterprises.certified", _("Doanh nghiệp công nghệ cao được cấp giấy chứng nhận trong kỳ"),
            unit=FIRMS, over="valid_from", where=ISSUED,
        ),
    )  # fmt: skip
    activities = (Activity("application", date="valid_from"),)


@registers.add
class HighTechYears(Register):
    model = HighTechYear
    code = "doanh-nghiep-cnc-nam"
    name = _("Tiêu chí năm của doanh nghiệp công nghệ cao")
    group = "doanh-nghiep"
    icon = "calendar"
    about = _("Tỷ lệ chi nghiên cứu, lao động nghiên cứu và doanh thu sản phẩm công nghệ cao của từng năm.")
    legal_basis = ("QĐ 10/2021/QĐ-TTg",)
    identity = (("enterprise", "year"),)
    subject = "enterprise__organisation"
    parent = "enterprise"
    sections = (
        section(_("Kỳ số liệu"), "enterprise", "year", "reported_on", "criteria_met"),
        section(_("Doanh thu"), "revenue", "high_tech_revenue", "revenue_share"),
        section(_("Nghiên cứu và phát triển"), "rd_spending", "rd_share"),
        section(_("Lao động"), "staff", "research_staff", "staff_share"),
    )
    helps = {
        "rd_share": _(
            "Cách tính theo quy định về tiêu chí; mẫu số có thể khác tổng doanh thu nên không tự tính."
        ),
        "revenue_share": _("Để trống được; nếu ghi thì phải khớp với hai số doanh thu."),
    }
    examples = {
        "revenue": "20 tỷ", "high_tech_revenue": "15 tỷ", "revenue_share": "75", "staff": "80",
        "research_staff": "4", "staff_share": "5", "rd_share": "1,5",
    }  # fmt: skip
    imports = {
        "Doanh nghiệp": "enterprise",
        "Doanh thu": "revenue",
        "Doanh thu CNC": "high_tech_revenue",
        "% R&D": "rd_share",
        "% lao động R&D": "staff_share",
        "% doanh thu CNC": "revenue_share",
    }
    columns = ("enterprise", "year", "revenue", "revenue_share", "rd_share", "staff_share", "criteria_met")
    filters = ("year", "enterprise", "criteria_met")
    sorts = ("year",)
    rules = (
        shares_within_whole,
        share_of("revenue_share", "high_tech_revenue", "revenue"),
        share_of("staff_share", "research_staff", "staff"),
    )
    facts = (
        total("high_tech_enterprises.revenue", _("Tổng doanh thu của doanh nghiệp công nghệ cao"), "revenue", unit=MONEY, over="year"),
        total(
            "high_tech_enterprises.product_revenue", _("Doanh thu từ sản phẩm công nghệ cao"), "high_tech_revenue",
            unit=MONEY, over="year",
        ),
        total("high_tech_enterprises.rd_spending", _("Chi nghiên cứu và phát triển của doanh nghiệp công nghệ cao"), "rd_spending", unit=MONEY, over="year"),
    )  # fmt: skip
