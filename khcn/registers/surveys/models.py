"""Rounds of technology surveys and what each enterprise answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Text
from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, YearField
from khcn.kernel.registers.records import Record, once


class TechSurvey(Record):
    """One round: method, frame, sample; `valid_from` and `valid_to` are the days of the collection."""

    LIFE = Life(
        (
            State("planned", _("Đang chuẩn bị"), Standing.PENDING),
            State("collecting", _("Đang thu thập"), Standing.ACTIVE),
            State("published", _("Đã có báo cáo kết quả"), Standing.ENDED),
        ),
        (
            Move("open", _("Mở đợt khảo sát"), ("planned",), "collecting", needs=("valid_from",)),
            Move("publish", _("Ghi báo cáo kết quả"), ("collecting",), "published", needs=("report",)),
        ),
    )
    search_fields = ("name", "scope")

    name = models.CharField(_("tên đợt khảo sát"), max_length=300)
    year = YearField(_("năm"))
    method = models.CharField(_("phương pháp đánh giá"), max_length=300)
    scope = models.TextField(_("phạm vi, ngành"), blank=True)
    population = CountField(_("số doanh nghiệp thuộc phạm vi"))
    sample = CountField(_("số doanh nghiệp được chọn"))
    report = models.CharField(_("báo cáo kết quả"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("đợt khảo sát công nghệ")
        verbose_name_plural = _("khảo sát công nghệ")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="techsurvey_year")]
        constraints = [
            *Record.Meta.constraints,
            once("techsurvey_once", "name", "year"),
            models.CheckConstraint(
                name="techsurvey_sample",
                condition=models.Q(sample=None) | models.Q(population=None)
                | models.Q(sample__lte=models.F("population")),
                violation_error_message=_("Số được chọn không được lớn hơn số thuộc phạm vi."),
            ),
        ]  # fmt: skip


def _score(label: Text) -> FigureField:
    return FigureField(label, unit="điểm", max_digits=7, decimal_places=2)


class TechAnswer(Record):
    """The scores of one enterprise in one round; five components as the method groups its criteria."""

    search_fields = ("organisation__name", "survey__name")
    title_field = "organisation__name"

    survey = models.ForeignKey(
        TechSurvey, models.PROTECT, related_name="answers", verbose_name=_("đợt khảo sát")
    )
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("doanh nghiệp")
    )
    year = YearField(_("năm"))
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    equipment_score = _score(_("điểm hiện trạng thiết bị, công nghệ"))
    operation_score = _score(_("điểm hiệu quả khai thác công nghệ"))
    management_score = _score(_("điểm năng lực tổ chức, quản lý"))
    research_score = _score(_("điểm năng lực nghiên cứu, phát triển"))
    innovation_score = _score(_("điểm năng lực đổi mới sáng tạo"))
    total_score = _score(_("tổng điểm"))
    grade = models.CharField(_("xếp loại theo phương pháp của đợt"), max_length=120, blank=True)
    main_technology = models.TextField(_("công nghệ, thiết bị chính"), blank=True)
    needs = models.TextField(_("nhu cầu đổi mới công nghệ"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("phiếu khảo sát công nghệ")
        verbose_name_plural = _("phiếu khảo sát công nghệ")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="techanswer_year")]
        constraints = [*Record.Meta.constraints, once("techanswer_once", "survey", "organisation")]
