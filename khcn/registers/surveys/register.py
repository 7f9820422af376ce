"""Technology surveys and their answers."""

from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, distinct
from khcn.registers.surveys.models import TechAnswer, TechSurvey
from khcn.registers.surveys.rules import (
    same_year_as_the_round,
    scores_are_not_negative,
    total_covers_the_components,
)

METHOD = "TT 17/2019/TT-BKHCN"


@registers.add
class TechSurveys(Register):
    model = TechSurvey
    code = "khao-sat-cong-nghe"
    name = _("Khảo sát công nghệ")
    group = "doanh-nghiep"
    icon = "list-details"
    about = _(
        "Các đợt đánh giá trình độ, năng lực công nghệ của doanh nghiệp: phương pháp, phạm vi, mẫu, báo cáo."
    )
    legal_basis = (METHOD, "Kế hoạch 57/KH-UBND")
    identity = (("name", "year"),)
    similar = ("name",)
    sections = (
        section(_("Đợt khảo sát"), "name", "year", "method", "scope", "valid_from", "valid_to"),
        section(_("Mẫu, kết quả"), "population", "sample", "report"),
    )  # fmt: skip
    labels = {"valid_from": _("Thu thập từ ngày"), "valid_to": _("Thu thập đến hết ngày")}
    helps = {
        "method": _(
            "Ghi rõ văn bản và lần sửa đổi; điểm của hai phương pháp khác nhau không so được với nhau."
        )
    }
    columns = ("name", "year", "method", "population", "sample", "state")
    filters = ("year", "state")
    sorts = ("year",)
    examples = {
        "name": "Đợt khảo sát mẫu số 1",
        "year": "2024",
        "method": METHOD,
        "population": "200",
        "sample": "100",
        "report": "Báo cáo mẫu",
    }
    imports = {"Tên khảo sát": "name", "Cỡ mẫu": "sample", "Tổng số doanh nghiệp": "population"}
    public = ("name", "year", "method", "scope", "population", "sample", "report")
    facts = (
        count(
            "technology_surveys.rounds",
            _("Đợt khảo sát trình độ công nghệ trong năm"),
            unit=_("đợt"),
            over="year",
        ),
    )


@registers.add
class TechAnswers(Register):
    model = TechAnswer
    code = "khao-sat-phieu"
    name = _("Phiếu khảo sát công nghệ")
    group = "doanh-nghiep"
    icon = "clipboard-check"
    about = _(
        "Điểm thành phần và tổng điểm của từng doanh nghiệp trong một đợt khảo sát; hệ thống không tự đặt ngưỡng xếp loại."
    )
    legal_basis = (METHOD,)
    parent = "survey"
    identity = (("survey", "organisation"),)
    subject = "organisation"
    sections = (
        section(_("Phiếu"), "survey", "organisation", "year", "answered_on"),
        section(_("Điểm"), "equipment_score", "operation_score", "management_score", "research_score", "innovation_score", "total_score", "grade"),
        section(_("Nội dung"), "main_technology", "needs"),
    )  # fmt: skip
    helps = {
        "year": _("Năm của đợt khảo sát."),
        "grade": _("Chép xếp loại mà phương pháp của đợt cho; để trống nếu chưa xếp."),
        "total_score": _("Khi đủ năm nhóm điểm, tổng phải bằng tổng của chúng."),
    }
    columns = ("organisation", "survey", "year", "total_score", "grade")
    filters = ("survey", "year", "organisation", "territory")
    sorts = ("year",)
    examples = {
        "year": "2024", "equipment_score": "10", "operation_score": "12,5", "management_score": "9", "research_score": "6",
        "innovation_score": "7,5", "total_score": "45",
    }  # fmt: skip
    imports = {"Doanh nghiệp được khảo sát": "organisation", "Tên doanh nghiệp": "organisation", "Xếp loại": "grade", "Tổng cộng": "total_score"}  # fmt: skip
    rules = (scores_are_not_negative, total_covers_the_components, same_year_as_the_round)
    internal = ("equipment_score", "operation_score", "management_score", "research_score", "innovation_score", "total_score", "grade", "main_technology")  # fmt: skip
    facts = (
        distinct("technology_surveys.enterprises", _("Doanh nghiệp đã được đánh giá trình độ công nghệ trong năm"), "organisation", unit=_("doanh nghiệp"), over="year", territory="organisation__territory"),
        count("technology_surveys.answers", _("Phiếu khảo sát công nghệ thu được trong năm"), unit=_("phiếu"), over="year", territory="organisation__territory"),
    )  # fmt: skip
