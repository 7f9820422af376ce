"""A consultation: who advised whom, how long, on what, and what came of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import FigureField, MoneyField
from khcn.kernel.registers.records import Record
from khcn.registers.consultations.choices import AdviceField, AdviceForm


class Consultation(Record):
    LIFE = Life(
        (
            State("booked", _("Đã hẹn"), Standing.PENDING),
            State("held", _("Đã tư vấn"), Standing.ACTIVE),
            State("cancelled", _("Đã hủy hẹn"), Standing.PENDING, tone="quiet"),
        ),
        (
            Move("hold", _("Ghi đã tư vấn"), ("booked",), "held", needs=("valid_from", "hours"), roles=MOVERS),
            Move("cancel", _("Hủy hẹn"), ("booked",), "cancelled", reason=True, roles=MOVERS),
            Move("rebook", _("Hẹn lại"), ("cancelled",), "booked", roles=MOVERS),
        ),
    )  # fmt: skip
    search_fields = ("topic", "enterprise__name")
    title_field = "topic"

    topic = models.CharField(_("vấn đề tư vấn"), max_length=300)
    enterprise = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("doanh nghiệp, đơn vị")
    )
    consultant = models.ForeignKey(
        "directory.Person", models.PROTECT, related_name="+", verbose_name=_("tư vấn viên")
    )
    field = models.CharField(_("lĩnh vực"), max_length=10, choices=AdviceField.choices)
    form = models.CharField(_("hình thức"), max_length=6, choices=AdviceForm.choices, blank=True)
    hours = FigureField(
        _("số giờ tư vấn"), unit="giờ", max_digits=6, decimal_places=1, validators=[MinValueValidator(0)]
    )
    problem = models.TextField(_("nhu cầu của doanh nghiệp"), blank=True)
    outcome = models.TextField(_("kết quả tư vấn"), blank=True)
    next_step = models.TextField(_("việc làm tiếp"), blank=True)
    rating = models.PositiveSmallIntegerField(
        _("doanh nghiệp đánh giá"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )  # fmt: skip
    rating_note = models.TextField(_("ý kiến của doanh nghiệp"), blank=True)
    fee = MoneyField(_("thù lao tư vấn"))
    paid_by = models.CharField(_("nguồn trả thù lao"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("lượt tư vấn doanh nghiệp")
        verbose_name_plural = _("lượt tư vấn doanh nghiệp")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="consultation_rating",
                condition=Q(rating=None) | (Q(rating__gte=1) & Q(rating__lte=5)),
                violation_error_message=_("Điểm đánh giá từ 1 đến 5."),
            ),
            models.CheckConstraint(
                name="consultation_held",
                condition=~Q(state="held") | (Q(valid_from__isnull=False) & Q(hours__isnull=False)),
                violation_error_message=_("Lượt đã tư vấn phải ghi ngày và số giờ."),
            ),
        ]
