"""What is stored of incubation."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, MoneyField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.lib.months import add_months
from khcn.registers.incubation.choices import Exit, Stage, Step

TRL = (MinValueValidator(1), MaxValueValidator(9))


class CentreMilestone(Record):
    """A step of founding a centre; `valid_from` is the day on which it was done."""

    LIFE = Life(
        (
            State("planned", _("Chưa bắt đầu"), Standing.PENDING, public=_("Chưa bắt đầu")),
            State("started", _("Đang thực hiện"), Standing.PENDING, public=_("Đang thực hiện"), tone="warn"),
            State("done", _("Đã hoàn thành"), Standing.ACTIVE),
            State("dropped", _("Không thực hiện"), Standing.ENDED),
        ),
        (
            Move("start", _("Bắt đầu"), ("planned",), "started", roles=MOVERS),
            Move("finish", _("Ghi hoàn thành"), ("planned", "started"), "done", needs=("valid_from", "evidence"), roles=MOVERS),
            Move("reopen", _("Mở lại"), ("done",), "started", reason=True),
            Move("drop", _("Không thực hiện"), ("planned", "started"), "dropped", reason=True),
        ),
    )  # fmt: skip
    title_field = "name"
    search_fields = ("name", "centre", "evidence")

    centre = models.CharField(_("trung tâm"), max_length=200)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("trung tâm trong danh bạ"),
    )  # fmt: skip
    step = models.CharField(_("loại mốc"), max_length=11, choices=Step.choices)
    name = models.CharField(_("nội dung mốc"), max_length=300)
    position = CountField(_("thứ tự"))
    planned_on = models.DateField(_("ngày dự kiến"), null=True, blank=True)
    lead = models.CharField(_("người, bộ phận thực hiện"), max_length=200, blank=True)
    evidence = models.CharField(_("văn bản, minh chứng"), max_length=300, blank=True)
    obstacle = models.TextField(_("vướng mắc"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("mốc thành lập trung tâm")
        verbose_name_plural = _("mốc thành lập trung tâm")
        indexes = [*Record.Meta.indexes, models.Index(fields=["planned_on", "id"], name="centremilestone_po")]
        constraints = [
            *Record.Meta.constraints,
            once("centremilestone_once", "centre", "name"),
            models.CheckConstraint(
                name="centremilestone_done",
                condition=~Q(standing=Standing.ACTIVE) | (Q(valid_from__isnull=False) & ~Q(evidence="")),
                violation_error_message=_(
                    "Mốc đã hoàn thành phải có ngày hoàn thành và văn bản, minh chứng."
                ),
            ),
        ]


class Cohort(Record):
    """A round of incubation from its opening to its closing day."""

    LIFE = Life(
        (
            State("planned", _("Đang chuẩn bị, tuyển chọn"), Standing.PENDING, public=_("Đang tuyển chọn")),
            State("running", _("Đang ươm tạo"), Standing.ACTIVE),
            State("closed", _("Đã kết thúc"), Standing.ENDED),
            State("cancelled", _("Không mở"), Standing.ENDED, public=""),
        ),
        (
            Move("open", _("Khai giảng"), ("planned",), "running", needs=("valid_from",), roles=MOVERS),
            Move("close", _("Kết thúc khóa"), ("running",), "closed", roles=MOVERS),
            Move("cancel", _("Không mở khóa"), ("planned",), "cancelled", reason=True),
        ),
    )
    title_field = "name"
    search_fields = ("code", "name", "centre", "organisation__name")

    code = models.CharField(_("mã khóa"), max_length=40)
    name = models.CharField(_("tên khóa ươm tạo"), max_length=200)
    centre = models.CharField(_("nơi ươm tạo"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tổ chức ươm tạo"),
    )  # fmt: skip
    theme = models.CharField(_("chủ đề, lĩnh vực"), max_length=300, blank=True)
    applicants = CountField(_("số hồ sơ đăng ký"))
    places = CountField(_("số dự án dự kiến nhận"))
    budget = MoneyField(_("kinh phí tổ chức"))
    funded_by = models.CharField(_("nguồn kinh phí"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("khóa ươm tạo")
        verbose_name_plural = _("khóa ươm tạo")
        constraints = [
            *Record.Meta.constraints,
            once("cohort_code", "code"),
            models.CheckConstraint(
                name="cohort_dated",
                condition=~Q(standing=Standing.ACTIVE) | Q(valid_from__isnull=False),
                violation_error_message=_("Khóa đang ươm tạo phải có ngày khai giảng."),
            ),
        ]


class Venture(Record):
    """A project or startup taken into incubation; survival is worked out from the days that are known."""

    LIFE = Life(
        (
            State("admitted", _("Đã nhận"), Standing.ACTIVE, public=_("Đang ươm tạo")),
            State("incubated", _("Đang ươm tạo"), Standing.ACTIVE),
            State("paused", _("Tạm dừng"), Standing.PAUSED, public=""),
            State("graduated", _("Đã tốt nghiệp"), Standing.ENDED),
            State("stopped", _("Dừng ươm tạo"), Standing.ENDED, public=""),
        ),
        (
            Move("begin", _("Bắt đầu ươm tạo"), ("admitted",), "incubated", roles=MOVERS),
            Move("pause", _("Tạm dừng"), ("admitted", "incubated"), "paused", reason=True, roles=MOVERS),
            Move("resume", _("Tiếp tục"), ("paused",), "incubated", roles=MOVERS),
            Move("graduate", _("Ghi tốt nghiệp"), ("incubated",), "graduated", needs=("graduated_on",), roles=MOVERS),
            Move("stop", _("Dừng ươm tạo"), ("admitted", "incubated", "paused"), "stopped", reason=True, roles=MOVERS),
        ),
    )  # fmt: skip
    title_field = "name"
    search_fields = ("code", "name", "organisation__name", "product", "cohort__name")

    cohort = models.ForeignKey(
        Cohort, models.PROTECT, related_name="ventures", verbose_name=_("khóa ươm tạo")
    )
    code = models.CharField(_("mã dự án"), max_length=40)
    name = models.CharField(_("tên dự án, doanh nghiệp"), max_length=300)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("doanh nghiệp thành lập từ dự án"),
    )  # fmt: skip
    founders = models.CharField(_("nhóm sáng lập"), max_length=500, blank=True)
    contact = models.CharField(_("liên hệ"), max_length=200, blank=True)
    mentor = models.ForeignKey(
        "directory.Person", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("người hướng dẫn"),
    )  # fmt: skip
    product = models.CharField(_("sản phẩm, giải pháp"), max_length=300, blank=True)
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )
    stage = models.CharField(_("giai đoạn"), max_length=9, choices=Stage.choices, default=Stage.IDEA)
    trl_in = models.PositiveSmallIntegerField(
        _("mức sẵn sàng công nghệ khi nhận"), null=True, blank=True, validators=TRL
    )
    trl = models.PositiveSmallIntegerField(
        _("mức sẵn sàng công nghệ hiện nay"), null=True, blank=True, validators=TRL
    )
    jobs_in = CountField(_("số lao động khi nhận"))
    capital_in = MoneyField(_("vốn khi nhận"))
    graduated_on = models.DateField(_("ngày tốt nghiệp"), null=True, blank=True)
    closed_on = models.DateField(_("ngày ngừng hoạt động hẳn"), null=True, blank=True)
    alive_on = models.DateField(_("ngày gần nhất biết còn hoạt động"), null=True, blank=True)
    exit = models.CharField(_("hình thức rời ươm tạo"), max_length=11, choices=Exit.choices, blank=True)
    survived_12 = models.BooleanField(_("còn hoạt động sau 12 tháng"), null=True, editable=False)
    survived_24 = models.BooleanField(_("còn hoạt động sau 24 tháng"), null=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("dự án ươm tạo")
        verbose_name_plural = _("dự án ươm tạo")
        indexes = [*Record.Meta.indexes, models.Index(fields=["graduated_on", "id"], name="venture_go")]
        constraints = [
            *Record.Meta.constraints,
            once("venture_code", "code"),
            models.CheckConstraint(
                name="venture_trl",
                condition=(Q(trl=None) | Q(trl__range=(1, 9))) & (Q(trl_in=None) | Q(trl_in__range=(1, 9))),
                violation_error_message=_("Mức sẵn sàng công nghệ từ 1 đến 9."),
            ),
            models.CheckConstraint(
                name="venture_graduation",
                condition=Q(graduated_on=None) | Q(valid_from=None) | Q(graduated_on__gte=F("valid_from")),
                violation_error_message=_("Ngày tốt nghiệp không được trước ngày nhận."),
            ),
        ]

    def settle(self) -> None:
        super().settle()
        self.survived_12 = survived(12, self.graduated_on, self.closed_on, self.alive_on)
        self.survived_24 = survived(24, self.graduated_on, self.closed_on, self.alive_on)


class VentureYear(Record):
    """Figures of a venture for a year, also after it graduated."""

    title_field = "venture__name"
    search_fields = ("venture__name", "venture__code")

    venture = models.ForeignKey(
        Venture, models.PROTECT, related_name="years", verbose_name=_("dự án ươm tạo")
    )
    year = YearField(_("năm"))
    jobs = CountField(_("số lao động cuối năm"))
    revenue = MoneyField(_("doanh thu"))
    capital = MoneyField(_("vốn gọi được trong năm"))
    capital_from = models.CharField(_("nguồn vốn gọi được"), max_length=300, blank=True)
    trl = models.PositiveSmallIntegerField(
        _("mức sẵn sàng công nghệ cuối năm"), null=True, blank=True, validators=TRL
    )
    reported_on = models.DateField(_("ngày báo cáo"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("số liệu năm của dự án ươm tạo")
        verbose_name_plural = _("số liệu năm của dự án ươm tạo")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="ventureyear_yr")]
        constraints = [
            *Record.Meta.constraints,
            once("ventureyear_once", "venture", "year"),
            models.CheckConstraint(
                name="ventureyear_trl",
                condition=Q(trl=None) | Q(trl__range=(1, 9)),
                violation_error_message=_("Mức sẵn sàng công nghệ từ 1 đến 9."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venture} – {self.year}"


def survived(
    months: int, graduated_on: date | None, closed_on: date | None, alive_on: date | None
) -> bool | None:
    """Whether a venture still worked so many months after it graduated; None while nobody knows.

    Closed before that day: no. Closed on it or later, or seen at work on it or later: yes.
    """
    if graduated_on is None:
        return None
    due = add_months(graduated_on, months)
    if closed_on is not None:
        return closed_on >= due
    return True if alive_on is not None and alive_on >= due else None
