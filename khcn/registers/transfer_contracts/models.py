"""What is stored of technology-transfer contracts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import FigureField, MoneyField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.registers.transfer_contracts.choices import (
    Currency,
    Direction,
    PriceMethod,
    TechnologyClass,
    TransferForm,
)

REGISTERED = ("registered", "amended")
LIVE = ("known", "applied", *REGISTERED)


class TransferContract(Record):
    """A technology-transfer contract, registered or only known from a report."""

    LIFE = Life(
        (
            State("known", _("Chưa đăng ký, biết qua báo cáo"), Standing.ACTIVE, public=_("Đang thực hiện")),
            State("applied", _("Đang làm thủ tục đăng ký"), Standing.ACTIVE, public=_("Đang thực hiện"), tone="info"),
            State("registered", _("Đã đăng ký"), Standing.ACTIVE),
            State("amended", _("Đã đăng ký sửa đổi, bổ sung"), Standing.ACTIVE, public=_("Đã đăng ký")),
            State("refused", _("Từ chối đăng ký"), Standing.ENDED, public=""),
            State("cancelled", _("Đã hủy bỏ đăng ký"), Standing.ENDED),
            State("completed", _("Đã hoàn thành"), Standing.ENDED),
            State("terminated", _("Đã chấm dứt trước hạn"), Standing.ENDED),
        ),
        (
            Move("apply", _("Nhận hồ sơ đăng ký"), ("known",), "applied"),
            Move(
                "register", _("Cấp giấy chứng nhận đăng ký"), ("known", "applied"), "registered",
                needs=("registration_no", "registered_on"),
            ),
            Move("amend", _("Đăng ký sửa đổi, bổ sung"), REGISTERED, "amended", reason=True),
            Move("refuse", _("Từ chối đăng ký"), ("applied",), "refused", reason=True),
            Move("cancel", _("Hủy bỏ đăng ký"), REGISTERED, "cancelled", reason=True),
            Move("complete", _("Ghi hoàn thành"), LIVE, "completed"),
            Move("terminate", _("Ghi chấm dứt trước hạn"), LIVE, "terminated", reason=True),
        ),
    )  # fmt: skip
    title_field = "name"
    search_fields = (
        "name", "contract_no", "registration_no", "technology", "receiver__name", "provider__name", "receiver_text",
        "provider_text",
    )  # fmt: skip

    name = models.CharField(_("tên hợp đồng"), max_length=300)
    contract_no = models.CharField(_("số hợp đồng"), max_length=80, blank=True)
    form = models.CharField(
        _("hình thức chuyển giao"), max_length=10, choices=TransferForm.choices, default=TransferForm.CONTRACT
    )
    direction = models.CharField(
        _("luồng chuyển giao"), max_length=8, choices=Direction.choices, default=Direction.DOMESTIC
    )
    provider = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("bên giao"),
    )  # fmt: skip
    provider_text = models.CharField(_("bên giao (ngoài danh bạ)"), max_length=300, blank=True)
    receiver = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("bên nhận"),
    )  # fmt: skip
    receiver_text = models.CharField(_("bên nhận (ngoài danh bạ)"), max_length=300, blank=True)
    receiver_outside = models.BooleanField(_("bên nhận ở ngoài tỉnh"), default=False)
    country = models.CharField(_("nước của bên kia"), max_length=80, blank=True)
    technology = models.CharField(_("công nghệ được chuyển giao"), max_length=300, blank=True)
    product = models.CharField(_("sản phẩm tạo ra từ công nghệ"), max_length=300, blank=True)
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )
    technology_class = models.CharField(
        _("nhóm công nghệ"), max_length=10, choices=TechnologyClass.choices, default=TechnologyClass.ORDINARY
    )
    has_know_how = models.BooleanField(_("có bí quyết kỹ thuật, công nghệ"), default=False)
    has_documents = models.BooleanField(_("có phương án, quy trình, tài liệu kỹ thuật"), default=False)
    has_rights = models.BooleanField(_("có quyền sở hữu công nghiệp"), default=False)
    has_improvement = models.BooleanField(_("có giải pháp hợp lý hóa sản xuất"), default=False)
    has_machines = models.BooleanField(_("có máy móc, thiết bị kèm theo"), default=False)
    has_training = models.BooleanField(_("có đào tạo, hỗ trợ kỹ thuật"), default=False)
    task = models.CharField(_("nhiệm vụ KH&CN tạo ra công nghệ"), max_length=300, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    price_method = models.CharField(
        _("phương thức thanh toán"), max_length=8, choices=PriceMethod.choices, blank=True
    )
    currency = models.CharField(_("đồng tiền"), max_length=5, choices=Currency.choices, default=Currency.VND)
    price = FigureField(_("giá theo đồng tiền hợp đồng"), decimal_places=2)
    exchange_rate = FigureField(_("tỷ giá sang đồng Việt Nam"), decimal_places=4)
    value = MoneyField(_("giá trị quy ra đồng Việt Nam"))
    state_capital = models.BooleanField(_("có vốn nhà nước"), default=False)
    registration_no = models.CharField(_("số giấy chứng nhận đăng ký"), max_length=80, blank=True)
    registered_on = models.DateField(_("ngày cấp đăng ký"), null=True, blank=True)
    registered_by = models.CharField(_("cơ quan đăng ký"), max_length=200, blank=True)
    known_from = models.CharField(_("nguồn biết hợp đồng"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("hợp đồng chuyển giao công nghệ")
        verbose_name_plural = _("hợp đồng chuyển giao công nghệ")
        indexes = [*Record.Meta.indexes, models.Index(fields=["signed_on", "id"], name="transfercontract_so")]
        constraints = [
            *Record.Meta.constraints,
            once("transfercontract_registration", "registration_no", filled=("registration_no",)),
            models.CheckConstraint(
                name="transfercontract_registered",
                condition=~Q(state__in=REGISTERED)
                | (~Q(registration_no="") & Q(registered_on__isnull=False)),
                violation_error_message=_("Hợp đồng đã đăng ký phải có số và ngày cấp đăng ký."),
            ),
            models.CheckConstraint(
                name="transfercontract_banned",
                condition=~Q(state__in=REGISTERED) | ~Q(technology_class="banned"),
                violation_error_message=_("Công nghệ cấm chuyển giao không được ghi là đã đăng ký."),
            ),
            models.CheckConstraint(
                name="transfercontract_receiver",
                condition=Q(receiver__isnull=False) | ~Q(receiver_text=""),
                violation_error_message=_("Hãy ghi bên nhận công nghệ."),
            ),
        ]


class TransferPayment(Record):
    """What was paid under a contract in a year."""

    title_field = "contract__name"
    search_fields = ("contract__name", "contract__contract_no", "contract__registration_no")

    contract = models.ForeignKey(
        TransferContract, models.PROTECT, related_name="payments", verbose_name=_("hợp đồng")
    )
    year = YearField(_("năm"))
    amount = MoneyField(_("số tiền đã thanh toán (đồng)"))
    original = FigureField(_("số tiền theo đồng tiền hợp đồng"), decimal_places=2)
    product_revenue = MoneyField(_("doanh thu sản phẩm dùng công nghệ"))
    reported_on = models.DateField(_("ngày báo cáo"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("thanh toán hợp đồng chuyển giao")
        verbose_name_plural = _("thanh toán hợp đồng chuyển giao")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="transferpayment_yr")]
        constraints = [*Record.Meta.constraints, once("transferpayment_once", "contract", "year")]

    def __str__(self) -> str:
        return f"{self.contract} – {self.year}"
