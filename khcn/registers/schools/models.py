"""What universities and colleges do in science, year by year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.model_fields import CountField, MoneyField, YearField
from khcn.kernel.registers.records import Record, once


class SchoolYear(Record):
    """The figures of one school in one calendar year."""

    search_fields = ("school__name",)
    title_field = "school__name"

    school = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("trường")
    )
    year = YearField(_("năm"))
    lecturers = CountField(_("giảng viên, nghiên cứu viên"))
    doctors = CountField(_("trong đó tiến sĩ"))
    state_projects = CountField(_("nhiệm vụ cấp quốc gia, cấp bộ"))
    province_projects = CountField(_("nhiệm vụ cấp tỉnh"))
    own_projects = CountField(_("nhiệm vụ cấp cơ sở"))
    student_projects = CountField(_("đề tài của sinh viên"))
    international_papers = CountField(_("bài báo quốc tế"))
    domestic_papers = CountField(_("bài báo trong nước"))
    patents = CountField(_("đơn sáng chế, giải pháp hữu ích"))
    transfers = CountField(_("hợp đồng chuyển giao, dịch vụ KH&CN"))
    transfer_value = MoneyField(_("giá trị hợp đồng"))
    science_money = MoneyField(_("kinh phí nghiên cứu"))
    trainees = CountField(_("người được đào tạo về ĐMST, khởi nghiệp"))
    startups = CountField(_("dự án khởi nghiệp được hỗ trợ"))
    proof = models.CharField(_("căn cứ số liệu"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("chỉ tiêu của trường theo năm")
        verbose_name_plural = _("chỉ tiêu của trường theo năm")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="schoolyear_year")]
        constraints = [
            *Record.Meta.constraints,
            once("schoolyear_once", "school", "year"),
            models.CheckConstraint(
                name="schoolyear_doctors",
                condition=models.Q(lecturers=None) | models.Q(doctors=None)
                | models.Q(doctors__lte=models.F("lecturers")),
                violation_error_message=_("Số tiến sĩ không được lớn hơn số giảng viên, nghiên cứu viên."),
            ),
        ]  # fmt: skip
