"""A file of figures and what each of its figures would do."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.indicators.choices import Vintage
from khcn.indicators.importing.choices import GOOD, FileState, Mode, Verdict


class FigureImport(models.Model):
    """One file with what was said about all of it. `counts` are figures by verdict; `blank` cells said nothing."""

    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=255)
    layout = models.CharField(_("cách trình bày"), max_length=10, blank=True)
    state = models.CharField(_("trạng thái"), max_length=9, choices=FileState.choices)
    mode = models.CharField(_("cách ghi"), max_length=4, choices=Mode.choices, blank=True)
    source_note = models.CharField(_("nguồn của số liệu"), max_length=500, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("văn bản"),
    )  # fmt: skip
    vintage = models.CharField(_("mức độ chính thức"), max_length=12, choices=Vintage.choices)
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("chỉ số của cả tệp"),
    )  # fmt: skip
    territory = models.ForeignKey(
        "territory.Unit", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("địa bàn của cả tệp"),
    )  # fmt: skip
    reason = models.TextField(_("lý do đính chính"), blank=True)
    confirmed = models.BooleanField(_("xác nhận khi ghi"), default=False)
    counts = models.JSONField(_("số dòng"), default=dict)
    blank = models.PositiveIntegerField(_("ô trống"), default=0)
    warnings = models.JSONField(_("lưu ý"), default=list)
    message = models.TextField(_("thông báo"), blank=True)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("người nhập"),
    )  # fmt: skip
    by_name = models.CharField(_("người nhập"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("lúc nhận tệp"), auto_now_add=True)
    applied_at = models.DateTimeField(_("ghi xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần nhập số liệu")
        verbose_name_plural = _("các lần nhập số liệu")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="figure_import_applied", condition=~Q(state="done") | Q(applied_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def count(self, verdict: str) -> int:
        return int(self.counts.get(verdict, 0))

    @property
    def good(self) -> int:
        """How many figures an apply would write."""
        return sum(self.count(verdict) for verdict in GOOD)


class ImportedFigure(models.Model):
    """One figure of the file. `values` is what an apply tells, `errors` are {column, value, message}, `marks` sentences.

    `observation` is the figure that stood in this place, or the one that was written.
    """

    batch = models.ForeignKey(FigureImport, models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField()
    place = models.CharField(_("ô"), max_length=40)
    verdict = models.CharField(_("kết quả"), max_length=9, choices=Verdict.choices)
    indicator = models.ForeignKey(
        "indicators.Indicator", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    label = models.CharField(_("chỉ số"), max_length=300, blank=True)
    period = models.CharField(_("kỳ"), max_length=60, blank=True)
    territory_name = models.CharField(_("địa bàn"), max_length=200, blank=True)
    shown = models.CharField(_("giá trị"), max_length=120, blank=True)
    before = models.CharField(_("đang có"), max_length=120, blank=True)
    values = models.JSONField(default=dict)
    marks = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    observation = models.ForeignKey(
        "indicators.Observation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    applied = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("số liệu trong tệp")
        verbose_name_plural = _("số liệu trong tệp")
        ordering = ["order"]
        indexes = [models.Index(fields=["batch", "verdict", "order"], name="imported_figure_verdict")]
        constraints = [models.UniqueConstraint(name="imported_figure_once", fields=["batch", "order"])]

    def __str__(self) -> str:
        return f"{self.place} {self.label}"
