"""The component indicators of the provincial innovation index, year by year, with their evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.registers.pii.choices import Evidence, Pillar


class PiiEvidence(Record):
    """One component indicator in one round; all states count, so that shares have the whole round below them."""

    LIFE = Life(
        (
            State("gathering", _("Đang thu thập"), Standing.ACTIVE, tone="info", public=""),
            State("ready", _("Sở đã kiểm tra"), Standing.ACTIVE, public=""),
            State("submitted", _("Đã nộp về Bộ"), Standing.ACTIVE),
            State("returned", _("Bộ yêu cầu bổ sung"), Standing.ACTIVE, tone="warn", public=""),
            State("dropped", _("Bộ bỏ chỉ số này"), Standing.ENDED, public=""),
        ),
        (
            Move(
                "check",
                _("Ghi đã kiểm tra"),
                ("gathering", "returned"),
                "ready",
                needs=("value", "data_source"),
            ),
            Move("reopen", _("Trả lại để thu thập tiếp"), ("ready",), "gathering", roles=MOVERS, reason=True),
            Move("submit", _("Ghi đã nộp về Bộ"), ("ready",), "submitted", needs=("submitted_on",)),
            Move("return", _("Ghi Bộ yêu cầu bổ sung"), ("submitted",), "returned", reason=True),
            Move(
                "drop",
                _("Ghi Bộ bỏ chỉ số"),
                ("gathering", "ready", "returned", "submitted"),
                "dropped",
                reason=True,
            ),
        ),
    )
    search_fields = ("indicator", "name", "data_source")
    title_field = "name"

    year = YearField(_("năm công bố chỉ số"))
    indicator = models.CharField(_("mã chỉ số thành phần"), max_length=12)
    name = models.CharField(_("tên chỉ số thành phần"), max_length=300)
    pillar = models.CharField(_("trụ cột"), max_length=1, choices=Pillar.choices, blank=True)
    unit = models.CharField(_("đơn vị tính"), max_length=60, blank=True)
    data_year = models.CharField(_("kỳ số liệu"), max_length=60, blank=True)
    value = FigureField(_("giá trị"), unit="")
    data_source = models.CharField(_("nguồn số liệu"), max_length=300, blank=True)
    evidence = models.CharField(
        _("minh chứng"), max_length=8, choices=Evidence.choices, default=Evidence.NONE
    )
    evidence_list = models.TextField(_("danh mục minh chứng"), blank=True)
    submitted_on = models.DateField(_("ngày nộp"), null=True, blank=True)
    score = FigureField(_("điểm Bộ công bố"), unit="điểm", max_digits=6, decimal_places=2)
    rank = CountField(_("thứ hạng Bộ công bố"))
    remark = models.TextField(_("ý kiến của Bộ"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("minh chứng PII")
        verbose_name_plural = _("minh chứng PII")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="piievidence_year")]
        constraints = [*Record.Meta.constraints, once("piievidence_once", "indicator", "year")]
