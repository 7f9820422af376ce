"""Support that an enterprise received, from whatever programme: one ledger for all of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import MoneyField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.registers.enterprise_support.choices import BudgetSource, Review, SupportContent


class SupportGiven(Record):
    """One decision to support one enterprise with one content in one year."""

    LIFE = Life(
        (
            State("proposed", _("Đang đề xuất"), Standing.PENDING, owner=_("Đã nộp đề nghị")),
            State("granted", _("Đã quyết định hỗ trợ"), Standing.ACTIVE),
            State("done", _("Đã hoàn thành, nghiệm thu"), Standing.ACTIVE),
            State("recovered", _("Đã thu hồi kinh phí"), Standing.ENDED, tone="warn"),
        ),
        (
            Move(
                "grant",
                _("Quyết định hỗ trợ"),
                ("proposed",),
                "granted",
                needs=("decision", "decided_on", "amount"),
            ),
            Move("finish", _("Ghi hoàn thành"), ("granted",), "done", needs=("result",)),
            Move("recover", _("Thu hồi"), ("granted", "done"), "recovered", reason=True),
        ),
    )
    search_fields = ("enterprise__name", "enterprise__tax_code", "programme_name", "description", "decision")
    title_field = "enterprise__name"

    enterprise = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("doanh nghiệp, hợp tác xã")
    )
    programme_name = models.CharField(_("chương trình, chính sách hỗ trợ"), max_length=300)
    programme = models.ForeignKey(
        "programmes.LinkedProgramme", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("chương trình trong sổ"),
    )  # fmt: skip
    content = models.CharField(_("nội dung hỗ trợ"), max_length=10, choices=SupportContent.choices)
    description = models.TextField(_("mô tả"), blank=True)
    year = YearField(_("năm"))
    budget_source = models.CharField(_("nguồn kinh phí"), max_length=8, choices=BudgetSource.choices)
    amount = MoneyField(_("số tiền hỗ trợ"))
    own_money = MoneyField(_("vốn đối ứng của doanh nghiệp"))
    decision = models.CharField(_("quyết định hỗ trợ"), max_length=120, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    finished_on = models.DateField(_("ngày hoàn thành, nghiệm thu"), null=True, blank=True)
    result = models.TextField(_("kết quả"), blank=True)
    review = models.CharField(_("rà soát trùng"), max_length=9, choices=Review.choices, default=Review.OPEN)
    review_note = models.CharField(_("kết luận rà soát"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("khoản hỗ trợ")
        verbose_name_plural = _("hỗ trợ doanh nghiệp")
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["year", "id"], name="supportgiven_year"),
            models.Index(fields=["enterprise", "year", "content"], name="supportgiven_same"),
        ]
        constraints = [
            *Record.Meta.constraints,
            once("supportgiven_once", "enterprise", "programme_name", "content", "year", "decision"),
            models.CheckConstraint(
                name="supportgiven_days",
                condition=models.Q(decided_on=None) | models.Q(finished_on=None)
                | models.Q(finished_on__gte=models.F("decided_on")),
                violation_error_message=_("Ngày hoàn thành không được trước ngày quyết định."),
            ),
            models.CheckConstraint(
                name="supportgiven_review_told",
                condition=models.Q(review="open") | ~models.Q(review_note=""),
                violation_error_message=_("Hãy ghi kết luận rà soát trùng."),
            ),
        ]  # fmt: skip
