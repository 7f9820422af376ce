"""Laboratories and the rows of their scope."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.labs.choices import Field


class Lab(Certificate):
    """A laboratory or conformity body; `number` is its accreditation, empty while it has none."""

    LIFE = Life(
        (
            State("applied", _("Đang đề nghị công nhận"), Standing.PENDING, owner=_("Đã nộp hồ sơ")),
            State("operating", _("Hoạt động, chưa được công nhận"), Standing.ACTIVE),
            State("valid", _("Được công nhận, còn hiệu lực"), Standing.ACTIVE, public=_("Được công nhận")),
            State("suspended", _("Tạm đình chỉ công nhận"), Standing.PAUSED),
            State("revoked", _("Đã hủy bỏ, thu hồi công nhận"), Standing.ENDED),
        ),
        (
            Move("open", _("Ghi đã hoạt động"), ("applied",), "operating", needs=("valid_from",)),
            Move(
                "grant", _("Ghi công nhận"), ("applied", "operating"), "valid", needs=("number", "valid_from")
            ),
            Move("suspend", _("Tạm đình chỉ"), ("valid",), "suspended", reason=True),
            Move("resume", _("Khôi phục"), ("suspended",), "valid"),
            Move("revoke", _("Hủy bỏ, thu hồi"), ("operating", "valid", "suspended"), "revoked", reason=True),
        ),
    )
    search_fields = ("name", "number", "registration_no", "organisation__name")

    name = models.CharField(_("tên phòng thí nghiệm"), max_length=300)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("tổ chức chủ quản")
    )
    field = models.CharField(_("lĩnh vực"), max_length=10, choices=Field.choices, blank=True)
    tests = models.BooleanField(_("thử nghiệm"), default=False)
    calibrates = models.BooleanField(_("hiệu chuẩn"), default=False)
    verifies = models.BooleanField(_("kiểm định"), default=False)
    inspects = models.BooleanField(_("giám định"), default=False)
    standard = models.CharField(_("tiêu chuẩn áp dụng"), max_length=120, blank=True)
    registration_no = models.CharField(_("số giấy chứng nhận đăng ký hoạt động"), max_length=80, blank=True)
    registered_on = models.DateField(_("ngày cấp đăng ký hoạt động"), null=True, blank=True)
    registered_to = models.DateField(_("đăng ký hoạt động có hiệu lực đến hết"), null=True, blank=True)
    designations = models.TextField(_("quyết định chỉ định"), blank=True)
    address = models.CharField(_("địa điểm"), max_length=300, blank=True)
    contact = models.CharField(_("đầu mối liên hệ"), max_length=200, blank=True)

    class Meta(Certificate.Meta):
        verbose_name = _("phòng thí nghiệm")
        verbose_name_plural = _("phòng thí nghiệm")
        constraints = [
            *Certificate.Meta.constraints,
            once("lab_number", "number", filled=("number",)),
            once("lab_name", "organisation", "name"),
        ]


class LabScope(Record):
    """One test that a laboratory can do, as its scope of accreditation lists it."""

    search_fields = ("test", "sample", "method", "lab__name")
    title_field = "test"

    lab = models.ForeignKey(Lab, models.PROTECT, related_name="scope", verbose_name=_("phòng thí nghiệm"))
    sample = models.CharField(_("sản phẩm, đối tượng thử"), max_length=300)
    test = models.CharField(_("phép thử, phép đo"), max_length=300)
    method = models.CharField(_("phương pháp"), max_length=200)
    limit = models.CharField(_("giới hạn định lượng, phạm vi đo"), max_length=200, blank=True)
    accredited = models.BooleanField(_("thuộc phạm vi được công nhận"), default=True)
    price = models.CharField(_("giá dịch vụ niêm yết"), max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("phép thử")
        verbose_name_plural = _("năng lực thử nghiệm, hiệu chuẩn")
        constraints = [*Record.Meta.constraints, once("lab_scope_once", "lab", "sample", "test", "method")]
