"""A programme, scheme or plan that the plan carries on or links to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import MoneyField, YearField
from khcn.kernel.registers.records import Record, once


class LinkedProgramme(Record):
    """`valid_from` and `valid_to` are the period of the programme."""

    LIFE = Life(
        (
            State("prepared", _("Đang chuẩn bị"), Standing.PENDING),
            State("running", _("Đang thực hiện"), Standing.ACTIVE),
            State("paused", _("Tạm dừng"), Standing.PAUSED),
            State("closed", _("Đã tổng kết, kết thúc"), Standing.ENDED),
            State("succeeded", _("Đã có chương trình kế tiếp"), Standing.ENDED),
        ),
        (
            Move("start", _("Bắt đầu thực hiện"), ("prepared",), "running", needs=("symbol", "valid_from")),
            Move("pause", _("Tạm dừng"), ("running",), "paused", reason=True),
            Move("resume", _("Tiếp tục"), ("paused",), "running"),
            Move("close", _("Ghi tổng kết, kết thúc"), ("running", "paused"), "closed", reason=True),
            Move("succeed", _("Ghi chương trình kế tiếp"), ("running", "paused"), "succeeded", reason=True),
        ),
    )
    search_fields = ("name", "symbol", "parent_document")
    title_field = "name"

    name = models.CharField(_("tên chương trình, đề án, kế hoạch"), max_length=500)
    symbol = models.CharField(_("số, ký hiệu văn bản phê duyệt"), max_length=80, blank=True)
    issuer = models.CharField(_("cơ quan phê duyệt"), max_length=300, blank=True)
    issued_on = models.DateField(_("ngày phê duyệt"), null=True, blank=True)
    parent_document = models.CharField(_("văn bản cấp trên"), max_length=200, blank=True)
    annex_task = models.CharField(_("nhiệm vụ trong phụ lục kế hoạch"), max_length=40, blank=True)
    budget = MoneyField(_("tổng kinh phí được duyệt"))
    state_budget = MoneyField(_("trong đó ngân sách nhà nước"))
    indicators = models.TextField(_("chỉ tiêu riêng"), blank=True)
    results = models.TextField(_("kết quả đến nay"), blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chương trình kế tiếp"),
    )

    class Meta(Record.Meta):
        verbose_name = _("chương trình liên kết")
        verbose_name_plural = _("chương trình liên kết")
        constraints = [
            *Record.Meta.constraints,
            once("linkedprogramme_symbol", "symbol", "issued_on", filled=("symbol",)),
            models.CheckConstraint(
                name="linkedprogramme_budget",
                condition=models.Q(budget=None) | models.Q(state_budget=None)
                | models.Q(state_budget__lte=models.F("budget")),
                violation_error_message=_("Phần ngân sách nhà nước không được lớn hơn tổng kinh phí."),
            ),
            models.CheckConstraint(
                name="linkedprogramme_not_itself",
                condition=models.Q(successor=None) | ~models.Q(successor=models.F("id")),
                violation_error_message=_("Chương trình không thể kế tiếp chính nó."),
            ),
        ]  # fmt: skip


class ProgrammeYear(Record):
    """What a programme spent and reached in one year."""

    search_fields = ("programme__name", "results")
    title_field = "programme__name"

    programme = models.ForeignKey(
        LinkedProgramme, models.PROTECT, related_name="years", verbose_name=_("chương trình")
    )
    year = YearField(_("năm"))
    planned = MoneyField(_("kinh phí được giao"))
    spent = MoneyField(_("kinh phí đã thực hiện"))
    results = models.TextField(_("kết quả trong năm"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("kết quả chương trình theo năm")
        verbose_name_plural = _("kết quả chương trình theo năm")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="programmeyear_year")]
        constraints = [*Record.Meta.constraints, once("programmeyear_once", "programme", "year")]
