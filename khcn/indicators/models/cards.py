"""Indicators and their definition cards: what is measured, how, and who decided so."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.indicators.choices import (
    Accumulation,
    Calendar,
    CardState,
    Frequency,
    Group,
    Kind,
    Origin,
    Rule,
    Visibility,
)
from khcn.kernel.base import Searchable, Sourced

CODE = RegexValidator(r"^[a-z0-9]+([.-][a-z0-9]+)*$", _("Mã chỉ gồm chữ thường không dấu, số, “-” và “.”."))
DAY_OF_YEAR = RegexValidator(
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", _("Ngày trong năm viết tháng-ngày, ví dụ 11-30.")
)


class Indicator(Searchable):
    """What is measured. Its meaning stands in its cards, of which one is in force; `name` is that card's."""

    search_fields = ("code", "name")

    code = models.CharField(_("mã"), max_length=80, unique=True, validators=[CODE])
    name = models.CharField(_("tên"), max_length=300)
    group = models.CharField(_("nhóm"), max_length=10, choices=Group.choices, default=Group.OTHER)
    owner = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("cơ quan chịu trách nhiệm số liệu"),
    )  # fmt: skip
    key = models.BooleanField(_("đưa lên trang đầu"), default=False)
    visibility = models.CharField(
        _("phạm vi xem"), max_length=8, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    order = models.PositiveIntegerField(_("thứ tự"), default=0)
    artificial = models.BooleanField(_("dữ liệu mẫu"), default=False)
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("chỉ số")
        verbose_name_plural = _("chỉ số")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Card(Sourced):
    """One version of an indicator's definition; values keep the version under which they were told.

    `fact` names a fact of a register, `expression` is a formula over other indicators (`khcn.indicators.formulas`).
    `counted_from`: where the indicator accumulates, the first day that counts.
    `year_ends_on` ("12-14"): the last day of the plan's own year, for the calendar PLAN.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="cards")
    version = models.PositiveSmallIntegerField(_("bản"))
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=CardState.choices, default=CardState.DRAFT
    )
    name = models.CharField(_("tên"), max_length=300)
    unit = models.CharField(_("đơn vị"), max_length=80, blank=True)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices)
    upward = models.BooleanField(_("càng cao càng tốt"), default=True)
    overshoot_bad = models.BooleanField(_("vượt mức cũng không tốt"), default=False)
    accumulation = models.CharField(
        _("cách cộng theo thời gian"),
        max_length=10,
        choices=Accumulation.choices,
        default=Accumulation.PERIOD,
    )
    counted_from = models.DateField(_("cộng dồn từ ngày"), null=True, blank=True)
    calendar = models.CharField(
        _("kỳ số liệu"), max_length=14, choices=Calendar.choices, default=Calendar.STATISTICAL
    )
    year_ends_on = models.CharField(
        _("ngày chốt của kỳ riêng"), max_length=5, blank=True, validators=[DAY_OF_YEAR]
    )
    numerator = models.CharField(_("tử số"), max_length=300, blank=True)
    denominator = models.CharField(_("mẫu số"), max_length=300, blank=True)
    territory = models.ForeignKey(
        "territory.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    by_territory = models.BooleanField(_("tính cho từng xã, phường"), default=False)
    source = models.CharField(_("nguồn số liệu"), max_length=8, choices=Origin.choices)
    fact = models.CharField(_("số liệu của sổ"), max_length=80, blank=True)
    expression = models.TextField(_("công thức"), blank=True)
    source_body = models.CharField(_("nơi cung cấp số liệu"), max_length=300, blank=True)
    frequency = models.CharField(
        _("định kỳ"), max_length=12, choices=Frequency.choices, default=Frequency.YEARLY
    )
    lower = models.DecimalField(_("không nhỏ hơn"), max_digits=26, decimal_places=8, null=True, blank=True)
    upper = models.DecimalField(_("không lớn hơn"), max_digits=26, decimal_places=8, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(_("số chữ số lẻ"), default=1)
    rule = models.CharField(_("cách chấm tiến độ"), max_length=8, choices=Rule.choices, default=Rule.OWN)
    method_note = models.TextField(_("ghi chú về phương pháp"), blank=True)
    reason = models.TextField(_("lý do có bản này"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("soạn lúc"), auto_now_add=True)
    in_force_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    in_force_at = models.DateTimeField(_("áp dụng từ lúc"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("được thay lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiếu định nghĩa")
        verbose_name_plural = _("phiếu định nghĩa")
        ordering = ["indicator", "-version"]
        constraints = [
            models.UniqueConstraint(name="card_version", fields=["indicator", "version"]),
            models.UniqueConstraint(
                name="card_one_in_force", fields=["indicator"], condition=Q(state="in_force")
            ),
            models.CheckConstraint(
                name="card_bounds", condition=Q(lower=None) | Q(upper=None) | Q(upper__gte=F("lower"))
            ),
            models.CheckConstraint(
                name="card_source_told",
                condition=(~Q(source="fact") | ~Q(fact="")) & (~Q(source="formula") | ~Q(expression="")),
            ),
            models.CheckConstraint(
                name="card_cumulative_from",
                condition=~Q(accumulation="cumulative") | Q(counted_from__isnull=False),
            ),
            models.CheckConstraint(
                name="card_plan_year_ends", condition=~Q(calendar="plan") | ~Q(year_ends_on="")
            ),
            models.CheckConstraint(
                name="card_in_force_dated", condition=Q(state="draft") | Q(in_force_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class Decision(models.Model):
    """A question about an indicator that a person settled, such as which reading of the plan holds."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="decisions")
    card = models.ForeignKey(Card, models.SET_NULL, null=True, blank=True, related_name="decisions")
    question = models.CharField(_("câu hỏi"), max_length=500)
    answer = models.TextField(_("quyết định"))
    decided_on = models.DateField(_("ngày quyết định"))
    decided_by = models.CharField(_("người hoặc cơ quan quyết định"), max_length=200)
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản"),
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("quyết định về chỉ số")
        verbose_name_plural = _("quyết định về chỉ số")
        ordering = ["indicator", "-decided_on", "-id"]

    def __str__(self) -> str:
        return self.question
