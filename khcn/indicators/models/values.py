"""Values: what people told or published, and what the house counts now."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.indicators.choices import Calendar, Origin, ValueState, Vintage
from khcn.indicators.models.cards import Card, Indicator


class Measurement(models.Model):
    """A figure of an indicator for an interval and a territory. Zero is a value; what is missing has no row."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="%(class)ss")
    card = models.ForeignKey(Card, models.PROTECT, related_name="+", verbose_name=_("phiếu định nghĩa"))
    first_day = models.DateField(_("từ ngày"))
    last_day = models.DateField(_("đến hết ngày"))
    calendar = models.CharField(_("loại kỳ"), max_length=14, choices=Calendar.choices)
    territory = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="+", verbose_name=_("địa bàn")
    )
    numerator = models.DecimalField(_("tử số"), max_digits=26, decimal_places=8, null=True, blank=True)
    denominator = models.DecimalField(_("mẫu số"), max_digits=26, decimal_places=8, null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def year(self) -> int:
        """The year of its last day; for which year of the card it stands, `periods.year_of` tells."""
        return self.last_day.year


class Observation(Measurement):
    """A figure that somebody vouches for. A correction is a new revision; the one before stays as it was."""

    value = models.DecimalField(_("giá trị"), max_digits=26, decimal_places=8)
    vintage = models.CharField(_("mức độ chính thức"), max_length=12, choices=Vintage.choices)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=ValueState.choices, default=ValueState.DRAFT
    )
    origin = models.CharField(_("nguồn"), max_length=8, choices=Origin.choices)
    source_note = models.CharField(_("nguồn cụ thể"), max_length=500, blank=True)
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản"),
    )
    note = models.TextField(_("ghi chú"), blank=True)
    breaks_series = models.BooleanField(_("không so được với kỳ trước"), default=False)
    revision = models.PositiveSmallIntegerField(_("lần"), default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("thay cho")
    )
    current = models.BooleanField(_("là bản mới nhất"), default=True)
    withdrawn = models.BooleanField(_("đã rút"), default=False)
    reason = models.TextField(_("lý do sửa hoặc rút"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    artificial = models.BooleanField(_("dữ liệu mẫu"), default=False)

    class Meta:
        verbose_name = _("số liệu của chỉ số")
        verbose_name_plural = _("số liệu của chỉ số")
        ordering = ["indicator", "-last_day", "territory", "-vintage", "-revision"]
        indexes = [models.Index(fields=["indicator", "territory", "last_day"], name="observation_series")]
        constraints = [
            models.CheckConstraint(name="observation_period", condition=Q(last_day__gte=F("first_day"))),
            models.UniqueConstraint(
                name="observation_current",
                fields=["indicator", "first_day", "last_day", "territory", "vintage"],
                condition=Q(current=True, withdrawn=False),
            ),
            models.CheckConstraint(
                name="observation_confirmed_dated", condition=Q(state="draft") | Q(confirmed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="observation_published_dated",
                condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="observation_whole_or_none",
                condition=Q(numerator=None, denominator=None)
                | (Q(numerator__isnull=False, denominator__isnull=False) & ~Q(denominator=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"

    @property
    def typed_share(self) -> bool:
        """A percentage that came without its two parts: it cannot be added up with others."""
        return self.card.kind == "share" and self.numerator is None


class Count(Measurement):
    """What the registers and formulas give now, by year and territory; written anew by every recount.

    `value` None: the house looked and nothing can be said; `note` tells why. `operands` are the values a formula
    stood on: [{"code", "year", "value", "from"}].
    """

    value = models.DecimalField(_("giá trị"), max_digits=26, decimal_places=8, null=True, blank=True)
    counted = models.PositiveIntegerField(_("số bản ghi"), default=0)
    missing = models.PositiveIntegerField(_("bản ghi thiếu giá trị"), default=0)
    unplaced = models.PositiveIntegerField(_("bản ghi chưa rõ thuộc địa bàn nào"), default=0)
    operands = models.JSONField(default=list, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    counted_at = models.DateTimeField(_("tính lúc"))

    class Meta:
        verbose_name = _("số đang tính")
        verbose_name_plural = _("số đang tính")
        ordering = ["indicator", "-last_day", "territory"]
        constraints = [
            models.UniqueConstraint(name="count_once", fields=["indicator", "last_day", "territory"]),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"


class Frozen(models.Model):
    """What a published figure stood on: records with a mark of what each said, or the operands of its formula."""

    observation = models.OneToOneField(Observation, models.CASCADE, related_name="frozen")
    register = models.CharField(_("sổ"), max_length=80, blank=True)
    fact = models.CharField(_("số liệu của sổ"), max_length=80, blank=True)
    expression = models.TextField(_("công thức"), blank=True)
    operands = models.JSONField(default=list, blank=True)
    hashes = models.JSONField(default=dict, blank=True)
    whole = models.CharField(max_length=64, blank=True)
    territory_name = models.CharField(_("tên địa bàn khi công bố"), max_length=200)
    card_version = models.PositiveSmallIntegerField(_("bản của phiếu định nghĩa"))

    class Meta:
        verbose_name = _("căn cứ của số đã công bố")
        verbose_name_plural = _("căn cứ của số đã công bố")

    def __str__(self) -> str:
        return str(self.observation)
