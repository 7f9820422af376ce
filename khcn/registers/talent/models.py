"""What a person received under a policy for talent, and what was promised in return."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import MoneyField
from khcn.kernel.registers.records import Record
from khcn.registers.talent.choices import TalentOutcome, TalentPolicy


class TalentCase(Record):
    """One person under one policy: amount, period of obligation, evaluation. It is called after the policy."""

    LIFE = Life(
        (
            State("proposed", _("Đang đề nghị"), Standing.PENDING, public=""),
            State("refused", _("Không được duyệt"), Standing.PENDING, public="", tone="quiet"),
            State("granted", _("Đang hưởng, đang thực hiện cam kết"), Standing.ACTIVE, public=""),
            State("fulfilled", _("Đã hoàn thành cam kết"), Standing.ENDED, public=""),
            State("broken", _("Không hoàn thành cam kết"), Standing.ENDED, public=""),
        ),
        (
            Move("grant", _("Duyệt"), ("proposed",), "granted", needs=("valid_from", "document")),
            Move("refuse", _("Không duyệt"), ("proposed",), "refused", reason=True),
            Move("repropose", _("Đề nghị lại"), ("refused",), "proposed", roles=MOVERS),
            Move("fulfil", _("Ghi hoàn thành cam kết"), ("granted",), "fulfilled"),
            Move("break", _("Ghi không hoàn thành cam kết"), ("granted",), "broken", reason=True),
        ),
    )  # fmt: skip
    search_fields = ("policy", "document", "organisation__name")
    title_field = "policy"

    person = models.ForeignKey(
        "directory.Person", models.PROTECT, related_name="+", verbose_name=_("người hưởng")
    )
    kind = models.CharField(_("loại chính sách"), max_length=8, choices=TalentPolicy.choices)
    policy = models.CharField(_("tên chính sách"), max_length=300)
    document = models.CharField(_("văn bản duyệt"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị sử dụng"),
    )  # fmt: skip
    amount = MoneyField(_("số tiền được duyệt"))
    paid = MoneyField(_("số tiền đã chi"))
    obliged_from = models.DateField(_("cam kết từ ngày"), null=True, blank=True)
    obliged_to = models.DateField(_("cam kết đến hết ngày"), null=True, blank=True)
    promise = models.TextField(_("nội dung cam kết"), blank=True)
    evaluated_on = models.DateField(_("ngày đánh giá"), null=True, blank=True)
    outcome = models.CharField(_("kết quả"), max_length=6, choices=TalentOutcome.choices, blank=True)
    evaluation = models.TextField(_("nhận xét"), blank=True)
    refund = MoneyField(_("số tiền phải hoàn trả"))

    class Meta(Record.Meta):
        verbose_name = _("trường hợp hưởng chính sách nhân lực")
        verbose_name_plural = _("trường hợp hưởng chính sách nhân lực")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="talent_case_obliged",
                condition=Q(obliged_from=None) | Q(obliged_to=None) | Q(obliged_to__gte=F("obliged_from")),
                violation_error_message=_("Ngày hết cam kết trước ngày bắt đầu cam kết."),
            ),
        ]
