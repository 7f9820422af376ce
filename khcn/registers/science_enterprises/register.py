"""S&T enterprises as registers: certificates, results, yearly figures."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Activity, Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.kernel.registers.row_rules import not_before
from khcn.registers.science_enterprises.models import ScienceEnterprise, ScienceEnterpriseYear, ScienceResult
from khcn.registers.science_enterprises.rules import (
    research_staff_within_staff,
    result_revenue_within_total,
)

FIRMS = _("doanh nghiệp")
MONEY = _("đồng")
#: A refused application ended without ever having been in force.
ISSUED = Q(valid_from__isnull=False)


@registers.add
class ScienceEnterprises(Register):
    model = ScienceEnterprise
    code = "doanh-nghiep-khcn"
    name = _("Doanh nghiệp khoa học và công nghệ")
    group = "doanh-nghiep"
    icon = "building"
    about = _(
        "Giấy chứng nhận doanh nghiệp KH&CN do Sở cấp; nguồn của chỉ tiêu 2–3 doanh nghiệp KH&CN đến năm 2030."
    )
    legal_basis = ("NĐ 268/2025/NĐ-CP", "NĐ 13/2019/NĐ-CP", "Luật 93/2025/QH15")
    identity = ("number", ("organisation", "submitted_on"))
    subject = "organisation"
    sections = (
        section(_("Doanh nghiệp"), "organisation", "products", "directions"),
        section(
            _("Giấy chứng nhận"), "regime", "submitted_on", "number", "valid_from", "changed_on", "issuer", "decision",
            "legal_basis", "confirmation",
        ),
    )  # fmt: skip
    labels = {
        "number": _("Số giấy chứng nhận"),
        "valid_from": _("Ngày cấp"),
        "decision": _("Quyết định cấp, thu hồi"),
    }
    helps = {
        "regime": _("Nghị định mà hồ sơ được xét theo; điều kiện và chế độ báo cáo đi theo nghị định này."),
        "changed_on": _("Cấp thay đổi, cấp lại ghi trên cùng bản ghi, không lập bản ghi mới."),
    }
    examples = {
        "number": "01/DNKHCN-2024",
        "submitted_on": "15/01/2024",
        "valid_from": "01/02/2024",
        "regime": "NĐ 13/2019/NĐ-CP",
    }
    imports = {
        "Tên doanh nghiệp": "organisation",
        "MST": "organisation",
        "Số GCN": "number",
        "Ngày cấp GCN": "valid_from",
        "Ngày nộp hồ sơ": "submitted_on",
        "Sản phẩm": "products",
    }
    columns = ("organisation", "number", "regime", "valid_from", "territory", "state")
    filters = ("state", "regime", "territory", "directions")
    rules = (
        not_before(
            "valid_from", "submitted_on", _("Ngày cấp trước ngày nhận hồ sơ. Hãy kiểm tra lại hai ngày.")
        ),
    )
    public = ("organisation", "number", "valid_from", "issuer", "products", "directions", "territory")
    facts = (
        distinct(
            "science_enterprises.valid", _("Doanh nghiệp KH&CN có giấy chứng nhận còn hiệu lực"), unit=FIRMS, where=ISSUED
        ),
        distinct(
            "science_enterprises.certified", _("Doanh nghiệp KH&CN được cấp giấy chứng nhận trong kỳ"),
            unit=FIRMS, over="valid_from", where=ISSUED,
        ),
    )  # fmt: skip
    activities = (Activity("application", date="valid_from"),)


@registers.add
class ScienceResults(Register):
    model = ScienceResult
    code = "doanh-nghiep-khcn-ket-qua"
    name = _("Kết quả KH&CN của doanh nghiệp")
    group = "doanh-nghiep"
    icon = "list"
    about = _("Kết quả KH&CN mà doanh nghiệp KH&CN dùng để tạo sản phẩm, kèm văn bản minh chứng.")
    legal_basis = ("NĐ 268/2025/NĐ-CP", "NĐ 13/2019/NĐ-CP")
    identity = (("enterprise", "name", "proof_no"), ("enterprise", "name"))
    subject = "enterprise__organisation"
    parent = "enterprise"
    sections = (
        section(_("Kết quả"), "enterprise", "name", "product", "right_kind"),
        section(_("Minh chứng"), "proof_kind", "proof_no", "proof_issuer", "proof_on", "right"),
    )
    helps = {
        "right": _("Chọn khi văn bằng của kết quả này đã có trong sổ quyền sở hữu trí tuệ."),
    }
    examples = {
        "name": "Quy trình chế biến mẫu số 1",
        "proof_kind": "Bằng độc quyền giải pháp hữu ích",
        "proof_no": "GPHI-001",
    }
    imports = {
        "Doanh nghiệp": "enterprise",
        "Tên kết quả": "name",
        "Sản phẩm": "product",
        "Số minh chứng": "proof_no",
        "Ngày minh chứng": "proof_on",
    }
    columns = ("name", "enterprise", "product", "proof_kind", "proof_no")
    filters = ("proof_kind", "right_kind", "enterprise")
    public = ("enterprise", "name", "product", "proof_kind", "right_kind")
    facts = (
        count("science_enterprises.results", _("Kết quả KH&CN đang được doanh nghiệp KH&CN sử dụng"), unit=_("kết quả")),
    )  # fmt: skip


@registers.add
class ScienceEnterpriseYears(Register):
    model = ScienceEnterpriseYear
    code = "doanh-nghiep-khcn-nam"
    name = _("Số liệu năm của doanh nghiệp KH&CN")
    group = "doanh-nghiep"
    icon = "calendar"
    about = _(
        "Doanh thu, thuế được miễn giảm, chi nghiên cứu và nhân lực theo báo cáo hằng năm của doanh nghiệp."
    )
    legal_basis = ("NĐ 268/2025/NĐ-CP", "NĐ 13/2019/NĐ-CP", "TT 15/2018/TT-BKHCN")
    identity = (("enterprise", "year"),)
    subject = "enterprise__organisation"
    parent = "enterprise"
    sections = (
        section(_("Kỳ số liệu"), "enterprise", "year", "reported_on"),
        section(_("Doanh thu, thuế"), "revenue", "result_revenue", "profit", "tax_relief"),
        section(_("Nghiên cứu, nhân lực"), "rd_spending", "staff", "research_staff"),
    )
    helps = {
        "result_revenue": _("Phần doanh thu của sản phẩm hình thành từ kết quả KH&CN; tỷ lệ được tính từ hai số doanh thu."),
    }  # fmt: skip
    examples = {"revenue": "10 tỷ", "result_revenue": "4 tỷ", "staff": "40", "research_staff": "6"}
    imports = {
        "Doanh nghiệp": "enterprise",
        "Doanh thu": "revenue",
        "Doanh thu từ kết quả KH&CN": "result_revenue",
        "Thuế được miễn giảm": "tax_relief",
        "Chi R&D": "rd_spending",
        "Lao động": "staff",
    }
    columns = ("enterprise", "year", "revenue", "result_revenue", "ratio", "rd_spending")
    computed = ("ratio",)
    filters = ("year", "enterprise")
    sorts = ("year",)
    rules = (result_revenue_within_total, research_staff_within_staff)
    facts = (
        total("science_enterprises.revenue", _("Tổng doanh thu của doanh nghiệp KH&CN"), "revenue", unit=MONEY, over="year"),
        total(
            "science_enterprises.result_revenue", _("Doanh thu từ kết quả KH&CN của doanh nghiệp KH&CN"),
            "result_revenue", unit=MONEY, over="year",
        ),
        total("science_enterprises.tax_relief", _("Thuế được miễn, giảm của doanh nghiệp KH&CN"), "tax_relief", unit=MONEY, over="year"),
        total("science_enterprises.rd_spending", _("Chi nghiên cứu và phát triển của doanh nghiệp KH&CN"), "rd_spending", unit=MONEY, over="year"),
        total("science_enterprises.staff", _("Lao động trong doanh nghiệp KH&CN"), "staff", unit=_("người"), over="year"),
    )  # fmt: skip
