"""Courses, and how many people of each unit took part; nobody is named."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, MoneyField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.registers.training.choices import CourseForm, CourseKind


class TrainingCourse(Record):
    """A course: what it teaches, how long, by whom, where and when."""

    LIFE = Life(
        (
            State("planned", _("Dự kiến"), Standing.PENDING, public=_("Sắp mở")),
            State("running", _("Đang học"), Standing.ACTIVE),
            State("finished", _("Đã bế giảng"), Standing.ENDED),
            State("cancelled", _("Không mở"), Standing.PENDING, tone="quiet"),
        ),
        (
            Move("open", _("Khai giảng"), ("planned",), "running", needs=("valid_from",), roles=MOVERS),
            Move("finish", _("Bế giảng"), ("running",), "finished", roles=MOVERS),
            Move("cancel", _("Ghi không mở"), ("planned",), "cancelled", reason=True, roles=MOVERS),
            Move("replan", _("Lên kế hoạch lại"), ("cancelled",), "planned", roles=MOVERS),
        ),
    )  # fmt: skip
    search_fields = ("name", "organiser__name", "place", "document")

    name = models.CharField(_("tên lớp"), max_length=300)
    kind = models.CharField(_("lĩnh vực"), max_length=12, choices=CourseKind.choices)
    form = models.CharField(_("hình thức"), max_length=10, choices=CourseForm.choices, blank=True)
    organiser = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị tổ chức"),
    )  # fmt: skip
    teaching_body = models.CharField(_("đơn vị giảng dạy"), max_length=250, blank=True)
    audience = models.CharField(_("đối tượng"), max_length=250, blank=True)
    content = models.TextField(_("nội dung"), blank=True)
    hours = FigureField(_("thời lượng"), unit="giờ", max_digits=7, decimal_places=1)
    place = models.CharField(_("địa điểm"), max_length=250, blank=True)
    document = models.CharField(_("kế hoạch, quyết định mở lớp"), max_length=200, blank=True)
    cost = MoneyField(_("kinh phí"))
    rating = FigureField(_("mức hài lòng của học viên"), unit="%", max_digits=5, decimal_places=2)

    class Meta(Record.Meta):
        verbose_name = _("lớp đào tạo, bồi dưỡng")
        verbose_name_plural = _("lớp đào tạo, bồi dưỡng")


class CourseTrainees(Record):
    """How many people one unit sent to a course. `year` is the year in which the course began."""

    search_fields = ("course__name", "unit")
    title_field = "unit"

    course = models.ForeignKey(TrainingCourse, models.PROTECT, related_name="trainees", verbose_name=_("lớp"))
    year = YearField(_("năm"), null=True, blank=True, editable=False)
    unit = models.CharField(_("đơn vị cử người học"), max_length=250)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tổ chức trong danh bạ"),
    )  # fmt: skip
    trainees = CountField(_("số học viên"))
    women = CountField(_("trong đó nữ"))
    minority = CountField(_("trong đó người dân tộc thiểu số"))
    certified = CountField(_("số được cấp chứng nhận"))

    class Meta(Record.Meta):
        verbose_name = _("học viên theo đơn vị")
        verbose_name_plural = _("học viên theo đơn vị")
        constraints = [
            *Record.Meta.constraints,
            once("course_trainees_once", "course", "unit"),
            *(
                models.CheckConstraint(
                    name=f"course_trainees_{name}",
                    condition=Q(trainees=None) | Q(**{name: None}) | Q(**{f"{name}__lte": F("trainees")}),
                    violation_error_message=_("Số ghi chi tiết nhiều hơn số học viên."),
                )
                for name in ("women", "minority", "certified")
            ),
        ]

    def settle(self) -> None:
        begun: Any = self.course.valid_from
        self.year = begun.year if begun else None
        super().settle()
