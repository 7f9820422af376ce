"""A task under contract: money by instalments, reports, inspections, changes, an early stop."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.model_fields import FigureField, MoneyField
from khcn.operations.st_tasks.choices import ChangeKind, ChangeState, LumpSum, ReportJudgement
from khcn.operations.st_tasks.models.tasks import StTask


class Contract(models.Model):
    task = models.OneToOneField(StTask, models.PROTECT, related_name="contract")
    number = models.CharField(_("số hợp đồng"), max_length=80, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    orderer = models.CharField(_("bên đặt hàng (bên A)"), max_length=300, blank=True)
    orderer_signer = models.CharField(_("đại diện bên A, chức vụ"), max_length=200, blank=True)
    host_signer = models.CharField(_("đại diện bên B, chức vụ"), max_length=200, blank=True)
    starts_on = models.DateField(_("thực hiện từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("thực hiện đến hết ngày"), null=True, blank=True)
    total = MoneyField(_("tổng kinh phí"))
    state_budget = MoneyField(_("ngân sách nhà nước"))
    lump_sum = models.CharField(
        _("phương thức khoán"), max_length=8, choices=LumpSum.choices, default=LumpSum.NONE
    )
    lump_sum_note = models.CharField(_("sản phẩm khoán, căn cứ"), max_length=500, blank=True)
    terms = models.JSONField(_("điều khoản riêng"), default=dict, blank=True)
    returned = MoneyField(_("đã nộp trả ngân sách"))
    liquidation_number = models.CharField(_("số biên bản thanh lý"), max_length=80, blank=True)
    liquidated_on = models.DateField(_("ngày thanh lý"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("hợp đồng")
        verbose_name_plural = _("hợp đồng")
        constraints = [
            models.CheckConstraint(
                name="contract_signed_whole",
                condition=Q(signed_on=None)
                | (~Q(number="") & Q(starts_on__isnull=False, ends_on__isnull=False, total__isnull=False)),
                violation_error_message=_("Hợp đồng đã ký phải có số, thời gian thực hiện và tổng kinh phí."),
            ),
            models.CheckConstraint(
                name="contract_period",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="contract_money",
                condition=Q(total=None) | Q(state_budget=None) | Q(state_budget__lte=F("total")),
            ),
            models.CheckConstraint(name="contract_returned", condition=Q(returned=None) | Q(returned__gte=0)),
            models.CheckConstraint(
                name="contract_liquidated_after_signing",
                condition=Q(liquidated_on=None)
                | (Q(signed_on__isnull=False, liquidated_on__gte=F("signed_on")) & ~Q(liquidation_number="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Instalment(models.Model):
    """One payment of the state budget under a contract."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField(_("đợt"))
    planned_on = models.DateField(_("dự kiến"), null=True, blank=True)
    amount = MoneyField(_("số tiền"), null=False, blank=False)
    condition = models.CharField(_("điều kiện cấp"), max_length=300, blank=True)
    advanced_on = models.DateField(_("ngày cấp"), null=True, blank=True)
    advanced = MoneyField(_("đã cấp"))
    settled = MoneyField(_("đã thanh toán tạm ứng, quyết toán"))
    stopped_reason = models.CharField(_("lý do dừng cấp"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("đợt cấp kinh phí")
        verbose_name_plural = _("đợt cấp kinh phí")
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(name="instalment_number", fields=["contract", "number"]),
            models.CheckConstraint(
                name="instalment_advanced",
                condition=Q(advanced_on=None, advanced=None) | Q(advanced_on__isnull=False, advanced__gte=0),
            ),
            models.CheckConstraint(
                name="instalment_settled",
                condition=Q(settled=None) | Q(settled=0) | Q(settled__lte=F("advanced")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class VolumeConfirmation(models.Model):
    """Work and money confirmed by the orderer: volume within 10, money within 20 working days (TT 04/2015)."""

    task = models.ForeignKey(StTask, models.PROTECT, related_name="volumes")
    period = models.CharField(_("kỳ, đợt"), max_length=120)
    asked_on = models.DateField(_("ngày đề nghị"))
    done = models.TextField(_("khối lượng đã hoàn thành"), blank=True)
    amount = MoneyField(_("kinh phí đề nghị xác nhận"))
    confirmed_on = models.DateField(_("ngày xác nhận khối lượng"), null=True, blank=True)
    money_confirmed_on = models.DateField(_("ngày xác nhận kinh phí"), null=True, blank=True)
    confirmed_amount = MoneyField(_("kinh phí được xác nhận"))
    note = models.TextField(_("ý kiến"), blank=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("xác nhận khối lượng")
        verbose_name_plural = _("xác nhận khối lượng")
        ordering = ["task", "asked_on", "id"]

    def __str__(self) -> str:
        return self.period


class PeriodicReport(models.Model):
    """A report that is due while the task runs; the due day is fixed when the contract is signed and moves only when
    the contract's period is changed."""

    task = models.ForeignKey(StTask, models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(_("kỳ"))
    period_from = models.DateField(_("từ ngày"))
    period_to = models.DateField(_("đến ngày"))
    due_on = models.DateField(_("hạn nộp"))
    text = models.TextField(_("kết quả thực hiện"), blank=True)
    share_done = FigureField(_("khối lượng đã hoàn thành"), unit="%", max_digits=5, decimal_places=2)
    spent = MoneyField(_("kinh phí đã sử dụng"))
    difficulties = models.TextField(_("khó khăn, kiến nghị"), blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    judgement = models.CharField(_("đánh giá"), max_length=6, choices=ReportJudgement.choices, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    judgement_note = models.TextField(_("ý kiến của Sở"), blank=True)
    excused = models.CharField(_("lý do được miễn"), max_length=300, blank=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("báo cáo định kỳ")
        verbose_name_plural = _("báo cáo định kỳ")
        ordering = ["task", "number"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="periodicreport_due", condition=Q(sent_at=None))
        ]
        constraints = [
            models.UniqueConstraint(name="periodicreport_number", fields=["task", "number"]),
            models.CheckConstraint(
                name="periodicreport_period", condition=Q(period_to__gte=F("period_from"))
            ),
            models.CheckConstraint(
                name="periodicreport_judged_after_sending",
                condition=Q(judgement="") | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Inspection(models.Model):
    task = models.ForeignKey(StTask, models.PROTECT, related_name="inspections")
    planned = models.BooleanField(_("theo kế hoạch"), default=True)
    notice_on = models.DateField(_("ngày báo trước"), null=True, blank=True)
    on = models.DateField(_("ngày kiểm tra"))
    people = models.TextField(_("thành phần"), blank=True)
    findings = models.TextField(_("kết quả kiểm tra"), blank=True)
    conclusion = models.CharField(_("kết luận"), max_length=6, choices=ReportJudgement.choices, blank=True)
    minutes_symbol = models.CharField(_("số biên bản"), max_length=80, blank=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("kiểm tra")
        verbose_name_plural = _("kiểm tra")
        ordering = ["task", "on", "id"]
        constraints = [
            models.CheckConstraint(
                name="inspection_concluded", condition=Q(conclusion="") | ~Q(minutes_symbol="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"


class Change(models.Model):
    """A change that was asked for. `wish` holds what is asked ({"ends_on": "2027-06-30"}), `before` what stood."""

    task = models.ForeignKey(StTask, models.PROTECT, related_name="changes")
    kind = models.CharField(_("loại điều chỉnh"), max_length=10, choices=ChangeKind.choices)
    ground = models.CharField(_("căn cứ"), max_length=30, blank=True)
    reason = models.TextField(_("lý do"))
    wish = models.JSONField(_("nội dung đề nghị"), default=dict)
    before = models.JSONField(_("trước điều chỉnh"), default=dict, blank=True)
    asked_on = models.DateField(_("ngày đề nghị"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(_("hạn trả lời"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=ChangeState.choices, default=ChangeState.ASKED
    )
    by_host = models.BooleanField(_("tổ chức chủ trì tự quyết"), default=False)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    decision_symbol = models.CharField(_("số quyết định, công văn"), max_length=80, blank=True)
    decision_note = models.TextField(_("ý kiến"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("điều chỉnh")
        verbose_name_plural = _("điều chỉnh")
        ordering = ["task", "id"]
        constraints = [
            models.CheckConstraint(
                name="change_decided",
                condition=Q(state=ChangeState.ASKED)
                | (Q(decided_on__isnull=False) & (~Q(decision_symbol="") | Q(by_host=True))),
            ),
            models.UniqueConstraint(
                name="change_one_extension",
                fields=["task"],
                condition=Q(kind=ChangeKind.EXTENSION, state=ChangeState.AGREED),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Stop(models.Model):
    """An early end: pause, inspection, decision with what is handed in and what is paid back (TT 04/2015)."""

    task = models.OneToOneField(StTask, models.PROTECT, related_name="stop")
    objective = models.BooleanField(_("nguyên nhân khách quan"))
    reason = models.TextField(_("lý do"))
    paused_on = models.DateField(_("ngày thông báo tạm dừng"), null=True, blank=True)
    spent = MoneyField(_("đã chi đúng"))
    unproven = MoneyField(_("chưa chứng minh được"))
    refund = MoneyField(_("phải hoàn trả"))
    refund_due_on = models.DateField(_("hạn hoàn trả"), null=True, blank=True)
    refunded = MoneyField(_("đã hoàn trả"))
    handed_in = models.TextField(_("sản phẩm, tài sản phải nộp"), blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    decision_symbol = models.CharField(_("số quyết định chấm dứt"), max_length=80, blank=True)
    arithmetic = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("chấm dứt thực hiện")
        verbose_name_plural = _("chấm dứt thực hiện")

    def __str__(self) -> str:
        return self.reason[:80]


class Sanction(models.Model):
    """An organisation or a person may not host or lead for a time, or owes something (TT 20/2023)."""

    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="task_sanctions",
        verbose_name=_("tổ chức"),
    )  # fmt: skip
    person = models.ForeignKey(
        "directory.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="task_sanctions",
        verbose_name=_("người"),
    )
    task = models.ForeignKey(StTask, models.PROTECT, null=True, blank=True, related_name="sanctions")
    reason = models.CharField(_("lý do"), max_length=500)
    symbol = models.CharField(_("văn bản"), max_length=80, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"))

    class Meta:
        verbose_name = _("hạn chế tham gia")
        verbose_name_plural = _("hạn chế tham gia")
        ordering = ["-valid_to", "id"]
        constraints = [
            models.CheckConstraint(name="sanction_dates", condition=Q(valid_to__gte=F("valid_from"))),
            models.CheckConstraint(
                name="sanction_of_one",
                condition=Q(organisation__isnull=False, person=None)
                | Q(organisation=None, person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reason
