"""Equipment, its calibrations, and measuring devices under legal control."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, MoneyField, YearField
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.labs.choices import CheckKind, CheckResult, Condition, Funding

IN_USE = Life(
    (
        State("in_use", _("Đang sử dụng"), Standing.ACTIVE),
        State("idle", _("Tạm ngừng sử dụng"), Standing.PAUSED),
        State("gone", _("Đã thanh lý, chuyển đi"), Standing.ENDED),
    ),
    (
        Move("pause", _("Tạm ngừng sử dụng"), ("in_use",), "idle", reason=True),
        Move("resume", _("Dùng lại"), ("idle",), "in_use"),
        Move("retire", _("Ghi thanh lý, chuyển đi"), ("in_use", "idle"), "gone", reason=True),
    ),
)


class Equipment(Record):
    """An apparatus; when `bookable`, others may use it in slots within the opening hours told here."""

    LIFE = IN_USE
    search_fields = ("name", "serial", "asset_no", "maker", "model", "organisation__name", "lab__name")

    name = models.CharField(_("tên thiết bị"), max_length=300)
    asset_no = models.CharField(_("số thẻ tài sản"), max_length=60, blank=True)
    maker = models.CharField(_("hãng sản xuất"), max_length=150, blank=True)
    model = models.CharField(_("kiểu, model"), max_length=120, blank=True)
    serial = models.CharField(_("số sê-ri"), max_length=80, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("đơn vị sở hữu")
    )
    lab = models.ForeignKey(
        "labs.Lab", models.PROTECT, null=True, blank=True, related_name="equipment",
        verbose_name=_("phòng thí nghiệm"),
    )  # fmt: skip
    room = models.CharField(_("nơi đặt"), max_length=200, blank=True)
    year = YearField(_("năm đưa vào sử dụng"), null=True, blank=True)
    cost = MoneyField(_("nguyên giá"))
    funding = models.CharField(_("nguồn kinh phí"), max_length=10, choices=Funding.choices, blank=True)
    funding_task = models.CharField(_("dự án, nhiệm vụ mua sắm"), max_length=300, blank=True)
    condition = models.CharField(
        _("tình trạng"), max_length=8, choices=Condition.choices, default=Condition.GOOD
    )
    calibration_due = models.DateField(_("hạn hiệu chuẩn, kiểm định tiếp theo"), null=True, blank=True)
    bookable = models.BooleanField(_("cho đặt lịch dùng chung"), default=False)
    open_from = models.PositiveSmallIntegerField(_("nhận lịch từ (giờ)"), default=7)
    open_to = models.PositiveSmallIntegerField(_("nhận lịch đến (giờ)"), default=17)
    weekends = models.BooleanField(_("cho đặt thứ bảy, chủ nhật"), default=False)
    min_minutes = models.PositiveSmallIntegerField(_("mỗi lần ít nhất (phút)"), default=30)
    max_minutes = models.PositiveSmallIntegerField(_("mỗi lần nhiều nhất (phút)"), default=480)
    days_ahead = models.PositiveSmallIntegerField(_("đặt trước tối đa (ngày)"), default=60)
    needs_confirmation = models.BooleanField(_("phải được xác nhận"), default=True)
    needs_qualification = models.BooleanField(_("người dùng phải được công nhận sử dụng"), default=False)
    booking_note = models.TextField(_("hướng dẫn cho người đặt lịch"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("thiết bị")
        verbose_name_plural = _("thiết bị")
        indexes = [*Record.Meta.indexes, models.Index(fields=["calibration_due", "id"], name="equipment_due")]
        constraints = [
            *Record.Meta.constraints,
            once("equipment_asset", "organisation", "asset_no", filled=("asset_no",)),
            once("equipment_serial", "maker", "model", "serial", filled=("maker", "serial")),
            models.CheckConstraint(
                name="equipment_hours",
                condition=Q(open_to__lte=24) & Q(open_from__lt=F("open_to")),
                violation_error_message=_("Giờ đóng cửa phải sau giờ mở cửa và không quá 24."),
            ),
            models.CheckConstraint(
                name="equipment_minutes",
                condition=Q(min_minutes__gte=5) & Q(max_minutes__gte=F("min_minutes")),
                violation_error_message=_(
                    "Thời lượng ít nhất phải từ 5 phút và không hơn thời lượng nhiều nhất."
                ),
            ),
        ]


class Calibration(Certificate):
    """An apparatus was calibrated or verified on `valid_from`; the certificate holds until `valid_to`."""

    LIFE = Life(
        (
            State("done", _("Đã thực hiện"), Standing.ACTIVE),
            State("cancelled", _("Đã hủy kết quả"), Standing.ENDED),
        ),
        (Move("cancel", _("Hủy kết quả"), ("done",), "cancelled", reason=True),),
    )
    search_fields = ("number", "equipment__name", "equipment__serial", "issuer")
    title_field = "number"

    equipment = models.ForeignKey(
        Equipment, models.PROTECT, related_name="calibrations", verbose_name=_("thiết bị")
    )
    kind = models.CharField(_("hình thức"), max_length=12, choices=CheckKind.choices)
    result = models.CharField(_("kết quả"), max_length=8, choices=CheckResult.choices)
    cost = MoneyField(_("chi phí"))

    class Meta(Certificate.Meta):
        verbose_name = _("lần hiệu chuẩn, kiểm định")
        verbose_name_plural = _("hiệu chuẩn, kiểm định thiết bị")
        constraints = [
            *Certificate.Meta.constraints,
            once("calibration_number", "equipment", "number", filled=("number",)),
        ]


class MeasuringDevice(Record):
    """A measuring device of group 2: the law demands that it be verified in a cycle."""

    LIFE = IN_USE
    search_fields = ("name", "serial", "seal_no", "kind", "organisation__name")

    name = models.CharField(_("tên phương tiện đo"), max_length=200)
    kind = models.CharField(_("loại phương tiện đo"), max_length=120)
    maker = models.CharField(_("nơi sản xuất"), max_length=150, blank=True)
    model = models.CharField(_("kiểu"), max_length=120, blank=True)
    serial = models.CharField(_("số sản xuất"), max_length=80, blank=True)
    measuring_range = models.CharField(_("phạm vi đo, cấp chính xác"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("cơ sở sử dụng")
    )
    place = models.CharField(_("nơi sử dụng"), max_length=300, blank=True)
    cycle_months = CountField(_("chu kỳ kiểm định (tháng)"))
    seal_no = models.CharField(_("số tem kiểm định"), max_length=80, blank=True)
    certificate_no = models.CharField(_("số giấy chứng nhận kiểm định"), max_length=80, blank=True)
    checked_by = models.CharField(_("tổ chức kiểm định"), max_length=300, blank=True)
    last_check = models.DateField(_("kiểm định gần nhất"), null=True, blank=True)
    next_due = models.DateField(_("hạn kiểm định tiếp theo"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("phương tiện đo")
        verbose_name_plural = _("phương tiện đo nhóm 2")
        indexes = [*Record.Meta.indexes, models.Index(fields=["next_due", "id"], name="measuringdevice_due")]
        constraints = [
            *Record.Meta.constraints,
            once("measuring_device_serial", "organisation", "kind", "serial", filled=("serial",)),
            models.CheckConstraint(
                name="measuring_device_checks",
                condition=Q(last_check=None) | Q(next_due=None) | Q(next_due__gte=F("last_check")),
                violation_error_message=_("Hạn kiểm định tiếp theo không được trước lần kiểm định gần nhất."),
            ),
        ]
