"""Incubation as registers: founding the centre, cohorts, ventures, yearly figures."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Activity, Personal, Register, registers, section
from khcn.kernel.registers.facts import count, share, total
from khcn.kernel.registers.row_rules import not_before
from khcn.registers.incubation.choices import Step
from khcn.registers.incubation.models import CentreMilestone, Cohort, Venture, VentureYear
from khcn.registers.incubation.rules import alive_before_closing

MILESTONES = _("mốc")
VENTURES = _("dự án")
MONEY = _("đồng")
INCUBATION = Personal(
    _("Tuyển chọn, hỗ trợ và theo dõi dự án ươm tạo"),
    _("Sự đồng ý của người sáng lập khi nộp hồ sơ; Luật 91/2025/QH15"),
)


@registers.add
class CentreMilestones(Register):
    model = CentreMilestone
    code = "trung-tam-uom-tao-moc"
    name = _("Mốc thành lập trung tâm ươm tạo")
    group = "he-sinh-thai"
    icon = "flag"
    about = _(
        "Các bước thành lập Trung tâm ươm tạo công nghệ và đổi mới sáng tạo: dự kiến, hoàn thành, minh chứng."
    )
    legal_basis = ("NĐ 268/2025/NĐ-CP", "Luật 93/2025/QH15")
    identity = (("centre", "name"),)
    subject = "organisation"
    sections = (
        section(_("Mốc"), "centre", "organisation", "step", "name", "position"),
        section(_("Tiến độ"), "planned_on", "valid_from", "lead", "evidence", "obstacle"),
    )
    labels = {"valid_from": _("Ngày hoàn thành")}
    helps = {
        "centre": _("Mỗi trung tâm ghi một tên thống nhất ở mọi mốc, dù văn bản gọi tên khác nhau."),
        "evidence": _("Số, ngày văn bản hoặc biên bản chứng tỏ mốc đã xong."),
        "organisation": _("Chọn khi trung tâm đã được thành lập và có trong danh bạ."),
    }
    examples = {
        "centre": "Trung tâm Mẫu số 1",
        "step": "Quyết định thành lập trung tâm",
        "name": "Trình quyết định thành lập mẫu 1",
        "planned_on": "31/12/2024",
    }
    imports = {
        "Nội dung": "name",
        "Mốc": "name",
        "Hạn": "planned_on",
        "Hoàn thành": "valid_from",
        "Minh chứng": "evidence",
    }
    columns = ("name", "centre", "step", "planned_on", "valid_from", "responsible", "state")
    filters = ("state", "centre", "step", "responsible")
    sorts = ("planned_on", "valid_from")
    public = ("centre", "step", "name", "planned_on", "valid_from")
    facts = (
        count("incubation.milestones_done", _("Mốc thành lập trung tâm ươm tạo đã hoàn thành"), unit=MILESTONES),
        count(
            "incubation.centres_founded", _("Trung tâm ươm tạo đã có quyết định thành lập"),
            unit=_("trung tâm"), where=Q(step=Step.FOUNDING),
        ),
        count(
            "incubation.centres_open", _("Trung tâm ươm tạo đã đi vào hoạt động"), unit=_("trung tâm"),
            where=Q(step=Step.OPENING),
        ),
        count("incubation.milestones_due", _("Mốc đến hạn trong kỳ"), unit=MILESTONES, over="planned_on"),
    )  # fmt: skip


@registers.add
class Cohorts(Register):
    model = Cohort
    code = "khoa-uom-tao"
    name = _("Khóa ươm tạo")
    group = "he-sinh-thai"
    icon = "calendar"
    about = _("Các khóa ươm tạo công nghệ, ươm tạo doanh nghiệp khởi nghiệp sáng tạo.")
    legal_basis = ("NĐ 268/2025/NĐ-CP",)
    identity = ("code", ("name", "valid_from"))
    subject = "organisation"
    sections = (
        section(_("Khóa"), "code", "name", "organisation", "centre", "theme", "valid_from", "valid_to"),
        section(_("Quy mô, kinh phí"), "applicants", "places", "budget", "funded_by"),
    )
    labels = {"valid_from": _("Ngày khai giảng"), "valid_to": _("Ngày bế giảng")}
    helps = {"centre": _("Ghi khi nơi ươm tạo chưa có trong danh bạ tổ chức.")}
    examples = {"code": "UT-2024-01", "name": "Khóa ươm tạo mẫu số 1", "valid_from": "01/02/2024"}
    imports = {
        "Mã": "code",
        "Tên khóa": "name",
        "Bắt đầu": "valid_from",
        "Kết thúc": "valid_to",
        "Kinh phí": "budget",
    }
    columns = ("name", "code", "organisation", "valid_from", "valid_to", "places", "state")
    filters = ("state", "organisation", "territory")
    public = (
        "code",
        "name",
        "organisation",
        "centre",
        "theme",
        "valid_from",
        "valid_to",
        "places",
        "territory",
    )
    facts = (
        count("incubation.cohorts", _("Khóa ươm tạo khai giảng trong kỳ"), unit=_("khóa"), over="valid_from"),
        total("incubation.cohort_budget", _("Kinh phí các khóa ươm tạo khai giảng trong kỳ"), "budget", unit=MONEY, over="valid_from"),
    )  # fmt: skip


@registers.add
class Ventures(Register):
    model = Venture
    code = "du-an-uom-tao"
    name = _("Dự án ươm tạo")
    group = "he-sinh-thai"
    icon = "rocket"
    about = _("Dự án, doanh nghiệp khởi nghiệp được ươm tạo: từ khi nhận đến tốt nghiệp và 24 tháng sau đó.")
    legal_basis = ("NĐ 268/2025/NĐ-CP",)
    identity = ("code", ("cohort", "name"))
    subject = "organisation"
    parent = "cohort"
    similar = ("name",)
    sections = (
        section(_("Dự án"), "cohort", "code", "name", "organisation", "product", "directions", "founders", "contact", "mentor"),
        section(_("Khi nhận"), "valid_from", "trl_in", "jobs_in", "capital_in"),
        section(_("Hiện nay"), "stage", "trl"),
        section(_("Sau ươm tạo"), "graduated_on", "exit", "alive_on", "closed_on"),
    )  # fmt: skip
    labels = {"valid_from": _("Ngày nhận ươm tạo")}
    helps = {
        "trl": _("Từ 1 (nguyên lý cơ bản) đến 9 (hệ thống đã chứng minh trong vận hành thực tế)."),
        "alive_on": _("Ngày liên hệ, báo cáo gần nhất cho biết dự án còn hoạt động; dùng để tính tỷ lệ sống sót 12 và 24 tháng."),
        "organisation": _("Chọn khi nhóm đã lập doanh nghiệp; mỗi doanh nghiệp chỉ tính một lần ở mọi sổ."),
    }  # fmt: skip
    required = ("valid_from",)
    examples = {
        "code": "DA-2024-01", "name": "Dự án Mẫu số 1", "valid_from": "01/02/2024", "graduated_on": "01/08/2024",
        "alive_on": "01/09/2025", "closed_on": "01/10/2025", "trl_in": "3", "trl": "5",
    }  # fmt: skip
    imports = {
        "Khóa": "cohort",
        "Tên dự án": "name",
        "Doanh nghiệp": "organisation",
        "Ngày nhận": "valid_from",
        "TRL": "trl",
        "Ngày ra ươm tạo": "graduated_on",
    }
    columns = ("name", "cohort", "stage", "trl", "valid_from", "graduated_on", "state")
    computed = ("survived_12", "survived_24")
    filters = ("state", "cohort", "stage", "exit", "survived_12", "survived_24", "territory", "directions")
    sorts = ("valid_from", "graduated_on")
    rules = (
        not_before("graduated_on", "valid_from", _("Ngày tốt nghiệp trước ngày nhận ươm tạo. Hãy kiểm tra lại hai ngày.")),
        alive_before_closing,
    )  # fmt: skip
    public = (
        "cohort",
        "name",
        "organisation",
        "product",
        "directions",
        "stage",
        "valid_from",
        "graduated_on",
        "territory",
    )
    internal = ("capital_in", "jobs_in")
    personal = {"founders": INCUBATION, "contact": INCUBATION}
    facts = (
        count("incubation.ventures", _("Dự án đang ươm tạo"), unit=VENTURES),
        count("incubation.admitted", _("Dự án được nhận ươm tạo trong kỳ"), unit=VENTURES, over="valid_from"),
        count("incubation.graduated", _("Dự án tốt nghiệp trong kỳ"), unit=VENTURES, over="graduated_on"),
        share(
            "incubation.survival_12", _("Tỷ lệ dự án tốt nghiệp còn hoạt động sau 12 tháng"),
            Q(survived_12=True), over="graduated_on", where=Q(survived_12__isnull=False),
        ),
        share(
            "incubation.survival_24", _("Tỷ lệ dự án tốt nghiệp còn hoạt động sau 24 tháng"),
            Q(survived_24=True), over="graduated_on", where=Q(survived_24__isnull=False),
        ),
    )  # fmt: skip
    activities = (Activity("innovation", date="graduated_on"),)


@registers.add
class VentureYears(Register):
    model = VentureYear
    code = "du-an-uom-tao-nam"
    name = _("Số liệu năm của dự án ươm tạo")
    group = "he-sinh-thai"
    icon = "calendar"
    about = _("Việc làm, doanh thu, vốn gọi được của dự án ươm tạo theo năm, kể cả sau khi tốt nghiệp.")
    legal_basis = ("NĐ 268/2025/NĐ-CP",)
    identity = (("venture", "year"),)
    subject = "venture__organisation"
    parent = "venture"
    sections = (
        section(_("Kỳ số liệu"), "venture", "year", "reported_on"),
        section(_("Kết quả"), "jobs", "revenue", "capital", "capital_from", "trl"),
    )
    helps = {"capital": _("Chỉ ghi vốn nhận được trong năm, không cộng dồn các năm trước.")}
    examples = {"jobs": "5", "revenue": "300 triệu", "capital": "1 tỷ", "trl": "6"}
    imports = {
        "Dự án": "venture",
        "Việc làm": "jobs",
        "Lao động": "jobs",
        "Vốn gọi được": "capital",
        "TRL": "trl",
    }
    columns = ("venture", "year", "jobs", "revenue", "capital", "trl")
    filters = ("year", "venture")
    sorts = ("year",)
    facts = (
        total("incubation.jobs", _("Việc làm trong dự án ươm tạo"), "jobs", unit=_("người"), over="year"),
        total("incubation.revenue", _("Doanh thu của dự án ươm tạo"), "revenue", unit=MONEY, over="year"),
        total("incubation.capital", _("Vốn dự án ươm tạo gọi được"), "capital", unit=MONEY, over="year"),
    )
