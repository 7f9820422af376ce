"""Public investment projects that build scientific and technological potential, with yearly capital."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import MoneyField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.registers.public_investment.choices import ProjectGroup


class InvestmentProject(Record):
    """`valid_from` and `valid_to` are the approved time of execution."""

    LIFE = Life(
        (
            State("prepared", _("Chuẩn bị đầu tư"), Standing.PENDING, public=_("Chuẩn bị đầu tư")),
            State("running", _("Đang thực hiện"), Standing.ACTIVE),
            State("paused", _("Tạm dừng, đình hoãn"), Standing.PAUSED),
            State("in_use", _("Đã đưa vào sử dụng, chưa quyết toán"), Standing.ACTIVE),
            State("settled", _("Đã quyết toán"), Standing.ENDED),
            State("stopped", _("Dừng đầu tư"), Standing.ENDED),
        ),
        (
            Move(
                "approve",
                _("Ghi quyết định đầu tư"),
                ("prepared",),
                "running",
                needs=("decision", "total", "valid_from"),
            ),
            Move("pause", _("Tạm dừng"), ("running",), "paused", reason=True),
            Move("resume", _("Tiếp tục"), ("paused",), "running"),
            Move("hand_over", _("Đưa vào sử dụng"), ("running",), "in_use"),
            Move("settle", _("Ghi quyết toán"), ("running", "in_use"), "settled", needs=("settled_amount",)),
            Move("stop", _("Dừng đầu tư"), ("running", "paused"), "stopped", reason=True),
        ),
    )
    search_fields = ("code", "name", "decision", "investor__name")

    code = models.CharField(_("mã dự án"), max_length=30, blank=True)
    name = models.CharField(_("tên dự án"), max_length=500)
    investor = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chủ đầu tư"),
    )
    group = models.CharField(_("nhóm dự án"), max_length=8, choices=ProjectGroup.choices, blank=True)
    decision = models.CharField(_("quyết định đầu tư"), max_length=200, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    total = MoneyField(_("tổng mức đầu tư"))
    sources = models.CharField(_("nguồn vốn"), max_length=300, blank=True)
    potential = models.BooleanField(_("đầu tư tiềm lực KH&CN"), default=False)
    potential_note = models.CharField(_("lý do xếp là tiềm lực KH&CN"), max_length=300, blank=True)
    plan_task = models.CharField(_("nhiệm vụ của kế hoạch"), max_length=40, blank=True)
    capacity = models.TextField(_("quy mô, năng lực thiết kế"), blank=True)
    settled_amount = MoneyField(_("giá trị quyết toán"))

    class Meta(Record.Meta):
        verbose_name = _("dự án đầu tư công")
        verbose_name_plural = _("dự án đầu tư công")
        constraints = [
            *Record.Meta.constraints,
            once("investmentproject_code", "code", filled=("code",)),
            models.CheckConstraint(
                name="investmentproject_potential",
                condition=models.Q(potential=False) | ~models.Q(potential_note=""),
                violation_error_message=_("Hãy ghi lý do xếp dự án là đầu tư tiềm lực KH&CN."),
            ),
        ]


class InvestmentYear(Record):
    """Capital of one project in one budget year."""

    search_fields = ("project__name", "project__code")
    title_field = "project__name"

    project = models.ForeignKey(
        InvestmentProject, models.PROTECT, related_name="years", verbose_name=_("dự án")
    )
    year = YearField(_("năm kế hoạch vốn"))
    planned = MoneyField(_("vốn kế hoạch được giao"))
    carried_over = MoneyField(_("vốn năm trước chuyển sang"))
    disbursed = MoneyField(_("vốn đã giải ngân"))
    counted_to = models.DateField(_("số giải ngân tính đến ngày"), null=True, blank=True)
    decision = models.CharField(_("văn bản giao vốn"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("vốn đầu tư công theo năm")
        verbose_name_plural = _("vốn đầu tư công theo năm")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="investmentyear_year")]
        constraints = [*Record.Meta.constraints, once("investmentyear_once", "project", "year")]
