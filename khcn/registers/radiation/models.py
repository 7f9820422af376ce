"""Facilities that do radiation work under a licence, and what they do it with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, YearField
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.radiation.choices import DeviceKind, Work


class RadiationFacility(Certificate):
    """A facility and its licence; doses of workers are kept as a summary only, never by person."""

    LIFE = Life(
        (
            State("applied", _("Đang đề nghị cấp phép"), Standing.PENDING, owner=_("Đã nộp hồ sơ")),
            State("licensed", _("Được cấp phép, còn hiệu lực"), Standing.ACTIVE, public=""),
            State("suspended", _("Tạm đình chỉ"), Standing.PAUSED, public=""),
            State("closed", _("Đã thu hồi, chấm dứt công việc bức xạ"), Standing.ENDED, public=""),
        ),
        (
            Move("grant", _("Ghi cấp phép"), ("applied",), "licensed", needs=("number", "valid_from")),
            Move("suspend", _("Tạm đình chỉ"), ("licensed",), "suspended", reason=True),
            Move("resume", _("Cho hoạt động lại"), ("suspended",), "licensed"),
            Move(
                "close", _("Thu hồi, chấm dứt"), ("applied", "licensed", "suspended"), "closed", reason=True
            ),
        ),
    )
    search_fields = ("name", "number", "organisation__name", "address")

    name = models.CharField(_("tên cơ sở bức xạ"), max_length=300)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("tổ chức")
    )
    work = models.CharField(_("công việc bức xạ"), max_length=12, choices=Work.choices)
    address = models.CharField(_("nơi tiến hành"), max_length=300, blank=True)
    survey_on = models.DateField(_("đo kiểm xạ gần nhất"), null=True, blank=True)
    survey_by = models.CharField(_("đơn vị đo kiểm xạ"), max_length=300, blank=True)
    officer = models.CharField(_("người phụ trách an toàn bức xạ"), max_length=150, blank=True)
    officer_certificate = models.CharField(_("số chứng chỉ của người phụ trách"), max_length=80, blank=True)
    officer_certificate_to = models.DateField(_("chứng chỉ có hiệu lực đến hết"), null=True, blank=True)
    workers = CountField(_("số nhân viên bức xạ"))
    dosimetry_on = models.DateField(_("kỳ đọc liều gần nhất"), null=True, blank=True)
    dosimetry = models.TextField(_("tổng hợp liều kế cá nhân"), blank=True)
    emergency_decision = models.CharField(
        _("quyết định phê duyệt kế hoạch ứng phó sự cố"), max_length=200, blank=True
    )
    emergency_on = models.DateField(_("ngày phê duyệt kế hoạch ứng phó"), null=True, blank=True)

    class Meta(Certificate.Meta):
        verbose_name = _("cơ sở bức xạ")
        verbose_name_plural = _("cơ sở bức xạ")
        constraints = [
            *Certificate.Meta.constraints,
            once("radiation_facility_number", "number", filled=("number",)),
        ]


class RadiationDevice(Record):
    """A device that gives off radiation, or a source, in a room of a facility."""

    LIFE = Life(
        (
            State("in_use", _("Đang sử dụng"), Standing.ACTIVE, public=""),
            State("idle", _("Ngừng sử dụng, lưu giữ"), Standing.PAUSED, public=""),
            State("gone", _("Đã thanh lý, chuyển giao"), Standing.ENDED, public=""),
        ),
        (
            Move("pause", _("Ngừng sử dụng"), ("in_use",), "idle", reason=True),
            Move("resume", _("Dùng lại"), ("idle",), "in_use"),
            Move("retire", _("Thanh lý, chuyển giao"), ("in_use", "idle"), "gone", reason=True),
        ),
    )
    search_fields = ("name", "serial", "model", "facility__name", "room")

    facility = models.ForeignKey(
        RadiationFacility, models.PROTECT, related_name="devices", verbose_name=_("cơ sở bức xạ")
    )
    name = models.CharField(_("tên thiết bị, nguồn"), max_length=200)
    kind = models.CharField(_("loại"), max_length=10, choices=DeviceKind.choices)
    maker = models.CharField(_("hãng sản xuất"), max_length=150, blank=True)
    model = models.CharField(_("kiểu, model"), max_length=120, blank=True)
    serial = models.CharField(_("số sê-ri"), max_length=80, blank=True)
    tube_serial = models.CharField(_("số sê-ri bóng phát, bầu chứa"), max_length=80, blank=True)
    year = YearField(_("năm sản xuất"), null=True, blank=True)
    kilovolts = FigureField(_("điện áp đỉnh"), unit="kV", max_digits=8, decimal_places=2)
    milliamperes = FigureField(_("dòng lớn nhất"), unit="mA", max_digits=8, decimal_places=2)
    isotope = models.CharField(_("đồng vị"), max_length=20, blank=True)
    activity = FigureField(_("hoạt độ"), unit="GBq", max_digits=16, decimal_places=6)
    activity_on = models.DateField(_("ngày xác định hoạt độ"), null=True, blank=True)
    room = models.CharField(_("phòng đặt"), max_length=200, blank=True)
    inspected_on = models.DateField(_("kiểm định gần nhất"), null=True, blank=True)
    inspection_due = models.DateField(_("hạn kiểm định tiếp theo"), null=True, blank=True)
    inspection_no = models.CharField(_("số giấy chứng nhận kiểm định"), max_length=80, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("thiết bị bức xạ, nguồn phóng xạ")
        verbose_name_plural = _("thiết bị bức xạ, nguồn phóng xạ")
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["inspection_due", "id"], name="radiationdevice_due"),
        ]
        constraints = [
            *Record.Meta.constraints,
            once("radiation_device_serial", "facility", "kind", "serial", filled=("serial",)),
        ]
