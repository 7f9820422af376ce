"""What a task must deliver and delivered, and what became of it: results, use, rights, publicity."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.model_fields import FigureField, MoneyField, YearField
from khcn.operations.st_tasks.choices import Access, ResultKind
from khcn.operations.st_tasks.models.tasks import StTask


class OrderedProduct(models.Model):
    """A product that the contract asks for, and what was delivered of it."""

    task = models.ForeignKey(StTask, models.CASCADE, related_name="products")
    number = models.PositiveSmallIntegerField(_("số"))
    name = models.CharField(_("sản phẩm"), max_length=400)
    kind = models.CharField(
        _("chủng loại"), max_length=10, choices=ResultKind.choices, default=ResultKind.OTHER
    )
    unit = models.CharField(_("đơn vị"), max_length=60, blank=True)
    quantity = FigureField(_("số lượng đặt hàng"))
    quality = models.TextField(_("yêu cầu khoa học, chất lượng"), blank=True)
    delivered = FigureField(_("số lượng đã có"))
    delivered_note = models.TextField(_("tự đánh giá chất lượng, chủng loại"), blank=True)

    class Meta:
        verbose_name = _("sản phẩm đặt hàng")
        verbose_name_plural = _("sản phẩm đặt hàng")
        ordering = ["task", "number"]
        constraints = [models.UniqueConstraint(name="orderedproduct_number", fields=["task", "number"])]

    def __str__(self) -> str:
        return self.name


class SelfAssessment(models.Model):
    """The host's own assessment, which comes before the acceptance dossier (TT 11/2014)."""

    task = models.OneToOneField(StTask, models.PROTECT, related_name="self_assessment")
    text = models.TextField(_("tự đánh giá"))
    proposed_grade = models.CharField(_("tự xếp loại"), max_length=10, blank=True)
    made_on = models.DateField(_("ngày"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answer_on = models.DateField(_("Sở trả lời về hồ sơ ngày"), null=True, blank=True)
    answer = models.TextField(_("ý kiến về tính hợp lệ của hồ sơ"), blank=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("tự đánh giá")
        verbose_name_plural = _("tự đánh giá")

    def __str__(self) -> str:
        return f"{self.task_id} {self.made_on:%d/%m/%Y}"


class Result(models.Model):
    """An entry of the results library; its files have their own access level."""

    task = models.ForeignKey(StTask, models.PROTECT, related_name="results")
    title = models.CharField(_("tên kết quả"), max_length=600)
    kind = models.CharField(_("loại"), max_length=10, choices=ResultKind.choices, default=ResultKind.REPORT)
    abstract = models.TextField(_("tóm tắt"), blank=True)
    keywords = models.CharField(_("từ khóa"), max_length=300, blank=True)
    access = models.CharField(
        _("ai được đọc toàn văn"), max_length=10, choices=Access.choices, default=Access.DEPARTMENT
    )
    policy_question = models.TextField(_("câu hỏi chính sách được trả lời"), blank=True)
    used_in = models.TextField(_("văn bản đã sử dụng kết quả"), blank=True)
    rights_holder = models.CharField(_("chủ sở hữu kết quả"), max_length=300, blank=True)
    ip_rights = models.ManyToManyField(
        "ip.Right", blank=True, related_name="from_results", verbose_name=_("đối tượng sở hữu trí tuệ")
    )
    transfer_contracts = models.ManyToManyField(
        "transfer_contracts.TransferContract", blank=True, related_name="from_results",
        verbose_name=_("hợp đồng chuyển giao"),
    )  # fmt: skip
    products = models.ManyToManyField(
        "products.Product", blank=True, related_name="from_results", verbose_name=_("sản phẩm ứng dụng")
    )
    folded = models.TextField(editable=False, default="", blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("kết quả nghiên cứu")
        verbose_name_plural = _("kết quả nghiên cứu")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class Use(models.Model):
    """A yearly report on the application of a task's results: where, by whom, with what effect, on what proof.

    `applied=False` says that in this year nothing was applied: that too is an answer.
    """

    task = models.ForeignKey(StTask, models.PROTECT, related_name="uses")
    year = YearField(_("năm"))
    due_on = models.DateField(_("hạn báo cáo"), null=True, blank=True)
    applied = models.BooleanField(_("đã ứng dụng"), null=True, blank=True)
    applied_on = models.DateField(_("ứng dụng từ ngày"), null=True, blank=True)
    territory = models.ForeignKey(
        "territory.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ở đâu")
    )
    users = models.ManyToManyField(
        "directory.Organisation",
        blank=True,
        related_name="used_results",
        verbose_name=_("tổ chức, doanh nghiệp ứng dụng"),
    )
    by_whom = models.CharField(_("ai ứng dụng"), max_length=400, blank=True)
    effect = models.TextField(_("hiệu quả"), blank=True)
    value = MoneyField(_("giá trị làm lợi"))
    no_reason = models.CharField(_("vì sao chưa ứng dụng"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("Sở xác nhận lúc"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("báo cáo ứng dụng kết quả")
        verbose_name_plural = _("báo cáo ứng dụng kết quả")
        ordering = ["task", "year"]
        constraints = [
            models.UniqueConstraint(name="use_year", fields=["task", "year"]),
            models.CheckConstraint(
                name="use_told",
                condition=~Q(applied=True) | (Q(applied_on__isnull=False) & ~Q(by_whom="") & ~Q(effect="")),
                violation_error_message=_("Hãy ghi ứng dụng từ ngày nào, ai ứng dụng và hiệu quả."),
            ),
            models.CheckConstraint(
                name="use_confirmed_sent",
                condition=Q(confirmed_at=None) | Q(sent_at__isnull=False, applied__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.year}"


class HandOver(models.Model):
    """To whom the right to the results was given (Law 29/2013; Law 93/2025 art. 25 gives it to the host)."""

    task = models.ForeignKey(StTask, models.PROTECT, related_name="hand_overs")
    to = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("bên nhận")
    )
    what = models.TextField(_("quyền, tài sản, kết quả được giao"))
    symbol = models.CharField(_("số quyết định, biên bản"), max_length=80)
    on = models.DateField(_("ngày"))

    class Meta:
        verbose_name = _("giao quyền, bàn giao")
        verbose_name_plural = _("giao quyền, bàn giao")
        ordering = ["task", "on"]

    def __str__(self) -> str:
        return self.symbol


class Publicity(models.Model):
    """One item of the duty to make results known."""

    task = models.ForeignKey(StTask, models.PROTECT, related_name="publicity")
    kind = models.CharField(
        _("hình thức"), max_length=12,
        choices=[
            ("portal", _("Đăng trên cổng")), ("press", _("Báo chí")), ("tv", _("Phát thanh, truyền hình")),
            ("workshop", _("Hội nghị, hội thảo, tập huấn")), ("paper", _("Bài báo khoa học")), ("other", _("Hình thức khác")),
        ],
    )  # fmt: skip
    what = models.CharField(_("nội dung"), max_length=400)
    link = models.URLField(_("đường dẫn"), blank=True)
    on = models.DateField(_("ngày"))
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("công bố, truyền thông kết quả")
        verbose_name_plural = _("công bố, truyền thông kết quả")
        ordering = ["task", "-on"]

    def __str__(self) -> str:
        return self.what
