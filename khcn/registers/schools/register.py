"""Yearly figures of schools."""

from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import total
from khcn.registers.schools.models import SchoolYear


@registers.add
class SchoolYears(Register):
    model = SchoolYear
    code = "truong-nam"
    name = _("Chỉ tiêu của trường")
    group = "he-sinh-thai"
    icon = "books"
    about = _(
        "Hoạt động KH,CN&ĐMST hằng năm của trường đại học, cao đẳng: nhiệm vụ, bài báo, chuyển giao, đào tạo."
    )
    legal_basis = ("Kế hoạch 57/KH-UBND", "NĐ 262/2025/NĐ-CP")
    identity = (("school", "year"),)
    subject = "school"
    sections = (
        section(_("Trường, năm"), "school", "year", "lecturers", "doctors", "proof"),
        section(_("Nghiên cứu"), "state_projects", "province_projects", "own_projects", "student_projects", "international_papers", "domestic_papers", "science_money"),
        section(_("Chuyển giao, đào tạo"), "patents", "transfers", "transfer_value", "trainees", "startups"),
    )  # fmt: skip
    helps = {
        "year": _("Năm dương lịch; số liệu theo năm học thì ghi rõ ở phần ghi chú."),
        "province_projects": _("Nhiệm vụ đang thực hiện trong năm do trường chủ trì."),
    }
    columns = ("school", "year", "province_projects", "international_papers", "transfers", "trainees")
    filters = ("school", "year")
    sorts = ("year",)
    imports = {"Tên trường": "school", "Bài báo ISI/Scopus": "international_papers", "Năm báo cáo": "year"}
    public = ("school", "year", "state_projects", "province_projects", "international_papers", "domestic_papers", "patents", "transfers", "trainees")  # fmt: skip
    facts = (
        total("schools.province_projects", _("Nhiệm vụ cấp tỉnh do các trường chủ trì trong năm"), "province_projects", unit=_("nhiệm vụ"), over="year"),
        total("schools.international_papers", _("Bài báo quốc tế của các trường trong năm"), "international_papers", unit=_("bài"), over="year"),
        total("schools.domestic_papers", _("Bài báo trong nước của các trường trong năm"), "domestic_papers", unit=_("bài"), over="year"),
        total("schools.transfers", _("Hợp đồng chuyển giao, dịch vụ KH&CN của các trường trong năm"), "transfers", unit=_("hợp đồng"), over="year"),
        total("schools.transfer_value", _("Giá trị hợp đồng chuyển giao của các trường trong năm"), "transfer_value", unit=_("đồng"), over="year"),
        total("schools.trainees", _("Người được các trường đào tạo về ĐMST, khởi nghiệp trong năm"), "trainees", unit=_("người"), over="year"),
    )  # fmt: skip
