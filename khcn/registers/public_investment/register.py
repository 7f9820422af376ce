"""Public investment projects and their yearly capital."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, total
from khcn.registers.public_investment.models import InvestmentProject, InvestmentYear
from khcn.registers.public_investment.rules import disbursed_has_a_day, disbursed_within_the_capital

LAW = "Luật Đầu tư công"
POTENTIAL = Q(project__potential=True)


@registers.add
class InvestmentProjects(Register):
    model = InvestmentProject
    code = "dau-tu-cong"
    name = _("Đầu tư công cho KH&CN")
    group = "quan-ly"
    icon = "building-community"
    about = _(
        "Dự án đầu tư công liên quan KH,CN&ĐMST: mã, quyết định, tổng mức, có phải đầu tư tiềm lực hay không."
    )
    legal_basis = (LAW, "Kế hoạch 57/KH-UBND")
    identity = ("code", ("name", "decision"))
    subject = "investor"
    similar = ("name",)
    sections = (
        section(_("Dự án"), "code", "name", "investor", "group", "decision", "decided_on", "valid_from", "valid_to", "capacity"),
        section(_("Vốn"), "total", "sources", "settled_amount"),
        section(_("Gắn với kế hoạch"), "potential", "potential_note", "plan_task"),
    )  # fmt: skip
    labels = {"valid_from": _("Thực hiện từ ngày"), "valid_to": _("Thực hiện đến hết ngày")}
    helps = {
        "code": _("Mã dự án trên hệ thống đầu tư công hoặc ngân sách; để trống khi chưa có."),
        "potential": _(
            "Chọn có khi dự án tạo phòng thí nghiệm, thiết bị, khu thử nghiệm, hạ tầng thông tin KH&CN."
        ),
    }
    columns = ("name", "code", "investor", "total", "potential", "state")
    filters = ("investor", "group", "potential", "territory", "state")
    examples = {
        "code": "9900001",
        "name": "Dự án mẫu số 1",
        "potential_note": "Xây phòng thí nghiệm mẫu",
        "settled_amount": "1 tỷ",
        "total": "2 tỷ",
    }
    imports = {"Mã số dự án": "code", "Tổng mức đầu tư (TMĐT)": "total", "Số quyết định": "decision", "Chủ đầu tư dự án": "investor"}  # fmt: skip
    public = ("code", "name", "investor", "group", "decision", "decided_on", "valid_from", "valid_to", "total", "sources", "potential", "territory")  # fmt: skip
    facts = (
        count("public_investment.projects", _("Dự án đầu tư tiềm lực KH&CN đang thực hiện"), unit=_("dự án"), where=Q(potential=True)),
        total("public_investment.total", _("Tổng mức đầu tư các dự án tiềm lực KH&CN"), "total", unit=_("đồng"), where=Q(potential=True)),
    )  # fmt: skip


@registers.add
class InvestmentYears(Register):
    model = InvestmentYear
    code = "dau-tu-cong-nam"
    name = _("Vốn đầu tư công theo năm")
    group = "quan-ly"
    icon = "calendar"
    about = _("Vốn được giao và đã giải ngân từng năm của mỗi dự án.")
    legal_basis = (LAW,)
    parent = "project"
    identity = (("project", "year"),)
    subject = "project__investor"
    sections = (
        section(
            _("Vốn trong năm"),
            "project",
            "year",
            "planned",
            "carried_over",
            "disbursed",
            "counted_to",
            "decision",
        ),
    )
    columns = ("project", "year", "planned", "disbursed", "counted_to")
    filters = ("project", "year")
    sorts = ("year",)
    imports = {"Dự án đầu tư": "project", "Kế hoạch vốn": "planned", "Giải ngân": "disbursed", "Năm": "year"}
    rules = (disbursed_within_the_capital, disbursed_has_a_day)
    public = ("project", "year", "planned", "carried_over", "disbursed", "counted_to")
    facts = (
        total("public_investment.planned", _("Vốn đầu tư tiềm lực KH&CN được giao trong năm"), "planned", unit=_("đồng"), over="year", where=POTENTIAL, territory="project__territory"),
        total("public_investment.disbursed", _("Vốn đầu tư tiềm lực KH&CN đã giải ngân trong năm"), "disbursed", unit=_("đồng"), over="year", where=POTENTIAL, territory="project__territory"),
    )  # fmt: skip
