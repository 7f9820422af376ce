"""Standards that an organisation publishes or applies, and declarations of conformity."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import YearField
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.standards.choices import Basis, ConformityKind, StandardKind


class LocalStandard(Record):
    """One organisation publishes or applies one standard from `valid_from` on."""

    LIFE = Life(
        (
            State("published", _("Đã công bố, đang áp dụng"), Standing.ACTIVE, public=_("Đang áp dụng")),
            State("replaced", _("Đã được thay thế"), Standing.ENDED),
            State("cancelled", _("Đã hủy bỏ"), Standing.ENDED),
        ),
        (
            Move("replace", _("Ghi thay thế"), ("published",), "replaced", reason=True),
            Move("cancel", _("Ghi hủy bỏ"), ("published",), "cancelled", reason=True),
            Move("reopen", _("Khôi phục áp dụng"), ("replaced", "cancelled"), "published", reason=True),
        ),
    )
    search_fields = ("code", "title", "product", "organisation__name")
    title_field = "code"

    kind = models.CharField(_("loại"), max_length=8, choices=StandardKind.choices)
    code = models.CharField(_("số hiệu"), max_length=80)
    year = YearField(_("năm ban hành"), null=True, blank=True)
    title = models.CharField(_("tên tiêu chuẩn"), max_length=300)
    product = models.CharField(_("sản phẩm, dịch vụ, quá trình"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("tổ chức công bố, áp dụng")
    )
    decision = models.CharField(_("quyết định ban hành"), max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("được thay thế bởi"),
    )

    class Meta(Record.Meta):
        verbose_name = _("tiêu chuẩn")
        verbose_name_plural = _("tiêu chuẩn cơ sở, tiêu chuẩn áp dụng")
        constraints = [*Record.Meta.constraints, once("local_standard_once", "organisation", "code", "year")]


class Conformity(Certificate):
    """A declaration that a product conforms to a standard or a regulation; `number` is that of the receipt."""

    LIFE = Life(
        (
            State("received", _("Đã nhận hồ sơ"), Standing.PENDING, owner=_("Đã nộp")),
            State(
                "declared", _("Đã tiếp nhận công bố, còn hiệu lực"), Standing.ACTIVE, public=_("Còn hiệu lực")
            ),
            State("suspended", _("Tạm đình chỉ"), Standing.PAUSED),
            State("cancelled", _("Đã hủy bỏ, chấm dứt"), Standing.ENDED),
        ),
        (
            Move("accept", _("Ghi tiếp nhận"), ("received",), "declared", needs=("number", "valid_from")),
            Move("suspend", _("Tạm đình chỉ"), ("declared",), "suspended", reason=True),
            Move("resume", _("Khôi phục"), ("suspended",), "declared"),
            Move(
                "cancel",
                _("Hủy bỏ, chấm dứt"),
                ("received", "declared", "suspended"),
                "cancelled",
                reason=True,
            ),
        ),
    )
    search_fields = ("number", "product", "standard", "certificate_no", "organisation__name")
    title_field = "number"

    kind = models.CharField(_("hình thức"), max_length=10, choices=ConformityKind.choices)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("tổ chức công bố")
    )
    product = models.CharField(_("sản phẩm, hàng hóa, dịch vụ"), max_length=300)
    standard = models.CharField(_("tiêu chuẩn, quy chuẩn"), max_length=200)
    basis = models.CharField(_("căn cứ công bố"), max_length=9, choices=Basis.choices, blank=True)
    body = models.CharField(_("tổ chức chứng nhận, giám định"), max_length=300, blank=True)
    certificate_no = models.CharField(_("số giấy chứng nhận"), max_length=80, blank=True)
    certificate_on = models.DateField(_("ngày cấp giấy chứng nhận"), null=True, blank=True)

    class Meta(Certificate.Meta):
        verbose_name = _("công bố hợp chuẩn, hợp quy")
        verbose_name_plural = _("công bố hợp chuẩn, hợp quy")
        constraints = [*Certificate.Meta.constraints, once("conformity_number", "number", filled=("number",))]
