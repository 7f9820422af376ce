"""A scheme of industry promotion: the firm, the machine, the money of both sides, productivity before and after."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, MoneyField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.registers.industry_promotion.choices import PromotionKind, PromotionLevel


class PromotionScheme(Record):
    LIFE = Life(
        (
            State("proposed", _("Đề xuất"), Standing.PENDING, owner=_("Đã nộp đề xuất")),
            State("refused", _("Không được duyệt"), Standing.PENDING, tone="quiet"),
            State("approved", _("Đã duyệt"), Standing.ACTIVE),
            State("running", _("Đang thực hiện"), Standing.ACTIVE),
            State("accepted", _("Đã nghiệm thu"), Standing.ENDED),
            State("stopped", _("Đã dừng"), Standing.ENDED),
        ),
        (
            Move("approve", _("Duyệt"), ("proposed",), "approved", needs=("decision", "valid_from", "support"), roles=MOVERS),
            Move("refuse", _("Không duyệt"), ("proposed",), "refused", reason=True, roles=MOVERS),
            Move("repropose", _("Đề xuất lại"), ("refused",), "proposed", roles=MOVERS),
            Move("run", _("Bắt đầu thực hiện"), ("approved",), "running", roles=MOVERS),
            Move("accept", _("Nghiệm thu"), ("running", "approved"), "accepted", needs=("accepted_on",), roles=MOVERS),
            Move("stop", _("Dừng đề án"), ("running", "approved"), "stopped", reason=True, roles=MOVERS),
        ),
    )  # fmt: skip
    search_fields = ("name", "number", "firm__name", "machine", "decision")

    name = models.CharField(_("tên đề án"), max_length=300)
    number = models.CharField(_("mã đề án"), max_length=60, blank=True)
    year = YearField(_("năm kế hoạch"), db_index=True)
    level = models.CharField(_("chương trình"), max_length=6, choices=PromotionLevel.choices)
    kind = models.CharField(_("nội dung hỗ trợ"), max_length=8, choices=PromotionKind.choices)
    firm = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("đơn vị thụ hưởng")
    )
    carrier = models.CharField(_("đơn vị thực hiện đề án"), max_length=250, blank=True)
    industry = models.CharField(_("ngành nghề"), max_length=200, blank=True)
    machine = models.TextField(_("máy móc, thiết bị"), blank=True)
    decision = models.CharField(_("quyết định phê duyệt"), max_length=200, blank=True)
    support = MoneyField(_("kinh phí khuyến công được duyệt"))
    own_capital = MoneyField(_("vốn đối ứng của đơn vị"))
    other_capital = MoneyField(_("vốn khác"))
    paid = MoneyField(_("kinh phí khuyến công đã quyết toán"))
    accepted_on = models.DateField(_("ngày nghiệm thu"), null=True, blank=True)
    productivity_unit = models.CharField(_("đơn vị đo năng suất"), max_length=60, blank=True)
    productivity_before = FigureField(_("năng suất trước"))
    productivity_after = FigureField(_("năng suất sau"))
    new_jobs = CountField(_("việc làm mới"))
    effect = models.TextField(_("hiệu quả khác"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("đề án khuyến công")
        verbose_name_plural = _("đề án khuyến công")
        constraints = [
            *Record.Meta.constraints,
            once("promotion_scheme_number", "number", "year", filled=("number",)),
            models.CheckConstraint(
                name="promotion_approved",
                condition=~Q(state__in=["approved", "running"]) | Q(valid_from__isnull=False),
                violation_error_message=_("Đề án đã duyệt phải có ngày phê duyệt."),
            ),
            models.CheckConstraint(
                name="promotion_accepted",
                condition=~Q(state="accepted") | Q(accepted_on__isnull=False),
                violation_error_message=_("Đề án đã nghiệm thu phải có ngày nghiệm thu."),
            ),
            models.CheckConstraint(
                name="promotion_in_order",
                condition=Q(accepted_on=None) | Q(valid_from=None) | Q(accepted_on__gte=F("valid_from")),
                violation_error_message=_("Ngày nghiệm thu trước ngày phê duyệt."),
            ),
        ]
