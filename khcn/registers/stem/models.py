"""STEM and STEAM figures of a school year."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.model_fields import CountField, MoneyField, YearField
from khcn.kernel.registers.records import Record
from khcn.registers.stem.choices import SchoolLevel


class StemYear(Record):
    """Figures of one level of school in one school year and territory; `name` is made of the three."""

    search_fields = ("name", "territory__name")

    name = models.CharField(max_length=200, editable=False, default="")
    year = YearField(_("năm bắt đầu của năm học"), db_index=True)
    school_level = models.CharField(_("cấp học"), max_length=10, choices=SchoolLevel.choices)
    schools = CountField(_("tổng số trường"))
    teaching = CountField(_("số trường dạy STEM/STEAM"))
    clubs = CountField(_("số câu lạc bộ STEM/STEAM"))
    rooms = CountField(_("số phòng STEM, phòng thực hành sáng tạo"))
    lessons = CountField(_("số bài học, chủ đề STEM/STEAM đã dạy"))
    events = CountField(_("số ngày hội, hoạt động trải nghiệm"))
    teachers = CountField(_("số giáo viên được tập huấn"))
    pupils = CountField(_("số học sinh tham gia"))
    girls = CountField(_("trong đó học sinh nữ"))
    cost = MoneyField(_("kinh phí"))
    data_source = models.CharField(_("nguồn số liệu"), max_length=250, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("số liệu STEM theo năm học")
        verbose_name_plural = _("số liệu STEM theo năm học")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["year", "school_level", "territory"],
                name="stem_year_once",
                condition=~Q(standing=Standing.VOID),
                violation_error_message=_("Đã có số liệu của cấp học này ở địa bàn này trong năm học đó."),
            ),
            models.CheckConstraint(
                name="stem_year_placed",
                condition=Q(territory__isnull=False),
                violation_error_message=_("Hãy chọn địa bàn; số liệu chung thì chọn tỉnh."),
            ),
            models.CheckConstraint(
                name="stem_year_teaching",
                condition=Q(teaching=None) | Q(schools=None) | Q(teaching__lte=F("schools")),
                violation_error_message=_("Số trường dạy STEM/STEAM nhiều hơn tổng số trường."),
            ),
            models.CheckConstraint(
                name="stem_year_girls",
                condition=Q(girls=None) | Q(pupils=None) | Q(girls__lte=F("pupils")),
                violation_error_message=_("Số học sinh nữ nhiều hơn số học sinh tham gia."),
            ),
        ]

    def settle(self) -> None:
        level = dict(SchoolLevel.choices).get(self.school_level, self.school_level)
        self.name = f"{self.year}–{int(self.year) + 1}, {level}, {self.territory or ''}"[:200].rstrip(", ")
        super().settle()
