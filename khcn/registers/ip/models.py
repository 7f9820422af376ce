"""What is stored of intellectual property."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, MoneyField
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.ip.choices import CaseAuthority, CaseKind, CaseResult, Office, RightKind

IN_EXAMINATION = ("filed", "formal", "published", "examined")


class Right(Certificate):
    """A right applied for or granted; `number` and `valid_from` are those of the title of protection."""

    LIFE = Life(
        (
            State("filed", _("Đã nộp đơn"), Standing.PENDING, public=_("Đã nộp đơn")),
            State("formal", _("Đơn hợp lệ"), Standing.PENDING),
            State("published", _("Đã công bố đơn"), Standing.PENDING, public=_("Đã công bố đơn")),
            State("examined", _("Đang thẩm định nội dung"), Standing.PENDING, public=_("Đang thẩm định")),
            State("granted", _("Đã cấp văn bằng"), Standing.ACTIVE),
            State("maintained", _("Đang duy trì, đã gia hạn"), Standing.ACTIVE, public=_("Còn hiệu lực")),
            State("refused", _("Từ chối cấp"), Standing.ENDED, public=""),
            State("abandoned", _("Rút đơn, bỏ đơn"), Standing.ENDED, public=""),
            State("lapsed", _("Hết hiệu lực"), Standing.ENDED),
            State("invalidated", _("Bị hủy bỏ, chấm dứt hiệu lực"), Standing.ENDED),
        ),
        (
            Move("accept", _("Chấp nhận đơn hợp lệ"), ("filed",), "formal"),
            Move("publish", _("Công bố đơn"), ("filed", "formal"), "published", needs=("published_on",)),
            Move("examine", _("Chuyển thẩm định nội dung"), ("formal", "published"), "examined"),
            Move("grant", _("Cấp văn bằng"), IN_EXAMINATION, "granted", needs=("number", "valid_from")),
            Move("maintain", _("Duy trì, gia hạn"), ("granted", "maintained"), "maintained", needs=("paid_to",)),
            Move("refuse", _("Từ chối cấp"), IN_EXAMINATION, "refused", reason=True),
            Move("abandon", _("Rút đơn, bỏ đơn"), IN_EXAMINATION, "abandoned", reason=True),
            Move("lapse", _("Hết hiệu lực"), ("granted", "maintained"), "lapsed", reason=True),
            Move("invalidate", _("Hủy bỏ, chấm dứt hiệu lực"), ("granted", "maintained"), "invalidated", reason=True),
        ),
    )  # fmt: skip
    title_field = "name"
    search_fields = ("name", "application_no", "number", "organisation__name", "classes", "applicant_text")

    kind = models.CharField(_("loại đối tượng"), max_length=14, choices=RightKind.choices)
    name = models.CharField(_("tên đối tượng, nhãn hiệu"), max_length=300)
    office = models.CharField(
        _("cơ quan nhận đơn"), max_length=10, choices=Office.choices, default=Office.NATIONAL
    )
    application_no = models.CharField(_("số đơn"), max_length=60, blank=True)
    filed_on = models.DateField(_("ngày nộp đơn"), null=True, blank=True)
    priority_on = models.DateField(_("ngày ưu tiên"), null=True, blank=True)
    accepted_on = models.DateField(_("ngày chấp nhận đơn hợp lệ"), null=True, blank=True)
    published_on = models.DateField(_("ngày công bố đơn"), null=True, blank=True)
    publication_no = models.CharField(_("số công bố"), max_length=60, blank=True)
    paid_to = models.DateField(_("đã nộp lệ phí duy trì đến hết"), null=True, blank=True)
    classes = models.CharField(_("phân loại quốc tế (IPC, Nice, Locarno)"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tổ chức nộp đơn, chủ sở hữu"),
    )  # fmt: skip
    person = models.ForeignKey(
        "directory.Person", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("cá nhân nộp đơn, chủ sở hữu"),
    )  # fmt: skip
    applicant_text = models.CharField(_("chủ đơn (ngoài danh bạ)"), max_length=300, blank=True)
    co_applicants = models.CharField(_("đồng chủ đơn"), max_length=500, blank=True)
    applicant_outside = models.BooleanField(_("chủ đơn có địa chỉ ngoài tỉnh"), default=False)
    inventors = models.CharField(_("tác giả"), max_length=500, blank=True)
    representative = models.CharField(_("đại diện sở hữu công nghiệp"), max_length=300, blank=True)
    task = models.CharField(_("nhiệm vụ KH&CN tạo ra đối tượng"), max_length=300, blank=True)
    product = models.CharField(_("sản phẩm, hàng hóa mang đối tượng"), max_length=300, blank=True)
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )
    licence = models.TextField(_("chuyển quyền sử dụng, chuyển nhượng"), blank=True)
    dispute = models.TextField(_("tranh chấp, khiếu nại"), blank=True)
    supported = models.BooleanField(_("được tỉnh hỗ trợ đăng ký"), default=False)

    class Meta(Certificate.Meta):
        verbose_name = _("quyền sở hữu trí tuệ")
        verbose_name_plural = _("quyền sở hữu trí tuệ")
        indexes = [*Certificate.Meta.indexes, models.Index(fields=["filed_on", "id"], name="right_fo")]
        constraints = [
            *Certificate.Meta.constraints,
            once("right_application_no", "application_no", filled=("application_no",)),
            once("right_number", "kind", "number", filled=("number",)),
            models.CheckConstraint(
                name="right_granted_after_filing",
                condition=Q(filed_on=None) | Q(valid_from=None) | Q(valid_from__gte=F("filed_on")),
                violation_error_message=_("Ngày cấp văn bằng không được trước ngày nộp đơn."),
            ),
        ]


class GeoIndication(Certificate):
    """A geographical indication and how it is managed; protected without end while its conditions last."""

    LIFE = Life(
        (
            State("prepared", _("Đang xây dựng hồ sơ"), Standing.PENDING),
            State("filed", _("Đã nộp đơn"), Standing.PENDING, public=_("Đã nộp đơn")),
            State("granted", _("Đang được bảo hộ"), Standing.ACTIVE),
            State("refused", _("Từ chối bảo hộ"), Standing.ENDED, public=""),
            State("cancelled", _("Chấm dứt, hủy bỏ bảo hộ"), Standing.ENDED),
        ),
        (
            Move("file", _("Nộp đơn"), ("prepared",), "filed", needs=("application_no", "filed_on")),
            Move(
                "grant", _("Ghi cấp bảo hộ"), ("prepared", "filed"), "granted", needs=("number", "valid_from")
            ),
            Move("refuse", _("Ghi từ chối bảo hộ"), ("filed",), "refused", reason=True),
            Move("cancel", _("Ghi chấm dứt, hủy bỏ"), ("granted",), "cancelled", reason=True),
        ),
    )
    title_field = "name"
    search_fields = ("name", "product", "application_no", "number", "area")

    name = models.CharField(_("chỉ dẫn địa lý"), max_length=200)
    product = models.CharField(_("sản phẩm"), max_length=300)
    application_no = models.CharField(_("số đơn"), max_length=60, blank=True)
    filed_on = models.DateField(_("ngày nộp đơn"), null=True, blank=True)
    area = models.TextField(_("khu vực địa lý"), blank=True)
    area_ha = FigureField(_("diện tích vùng bảo hộ"), unit="ha", decimal_places=2)
    quality = models.TextField(_("tính chất, chất lượng đặc thù"), blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tổ chức quản lý"),
    )  # fmt: skip
    management_rules = models.CharField(_("quy chế quản lý (số, ngày)"), max_length=200, blank=True)
    control_plan = models.CharField(_("kế hoạch, cơ quan kiểm soát chất lượng"), max_length=300, blank=True)
    control_on = models.DateField(_("ngày kiểm soát gần nhất"), null=True, blank=True)
    users_told = CountField(_("số tổ chức, cá nhân được trao quyền theo báo cáo"))
    output = FigureField(_("sản lượng mang chỉ dẫn địa lý mỗi năm"), unit="tấn", decimal_places=2)
    protected_abroad = models.CharField(_("bảo hộ ở nước ngoài"), max_length=300, blank=True)

    class Meta(Certificate.Meta):
        verbose_name = _("chỉ dẫn địa lý")
        verbose_name_plural = _("chỉ dẫn địa lý")
        constraints = [
            *Certificate.Meta.constraints,
            once("geoindication_number", "number", filled=("number",)),
            once("geoindication_name", "name", "product"),
        ]


class GeoIndicationUser(Certificate):
    """Who was given the right to use a geographical indication, and for what area."""

    LIFE = Life(
        (
            State("applied", _("Đang xét"), Standing.PENDING, owner=_("Đã nộp đơn xin sử dụng")),
            State("valid", _("Được sử dụng"), Standing.ACTIVE),
            State("suspended", _("Tạm dừng quyền sử dụng"), Standing.PAUSED),
            State("refused", _("Từ chối"), Standing.ENDED, public=""),
            State("revoked", _("Đã thu hồi quyền sử dụng"), Standing.ENDED),
        ),
        (
            Move("grant", _("Trao quyền sử dụng"), ("applied",), "valid", needs=("number", "valid_from")),
            Move("refuse", _("Từ chối"), ("applied",), "refused", reason=True),
            Move("suspend", _("Tạm dừng"), ("valid",), "suspended", reason=True),
            Move("resume", _("Khôi phục"), ("suspended",), "valid"),
            Move("renew", _("Gia hạn"), ("valid",), "valid", needs=("valid_to",)),
            Move("revoke", _("Thu hồi"), ("valid", "suspended"), "revoked", reason=True),
        ),
    )
    title_field = "number"
    search_fields = ("number", "organisation__name", "holder", "indication__name")

    indication = models.ForeignKey(
        GeoIndication, models.PROTECT, related_name="users", verbose_name=_("chỉ dẫn địa lý")
    )
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tổ chức được trao quyền"),
    )  # fmt: skip
    holder = models.CharField(_("hộ, cá nhân được trao quyền"), max_length=200, blank=True)
    area_ha = FigureField(_("diện tích sản xuất"), unit="ha", decimal_places=2)
    output = FigureField(_("sản lượng dự kiến mỗi năm"), unit="tấn", decimal_places=2)
    labels_issued = CountField(_("số tem, nhãn đã cấp"))

    class Meta(Certificate.Meta):
        verbose_name = _("quyền sử dụng chỉ dẫn địa lý")
        verbose_name_plural = _("quyền sử dụng chỉ dẫn địa lý")
        constraints = [
            *Certificate.Meta.constraints,
            once("geoindicationuser_number", "indication", "number", filled=("number",)),
        ]


class RightsCase(Record):
    """An enforcement case: alleged infringement, who handles it, what came of it. Restricted."""

    LIFE = Life(
        (
            State("received", _("Đã tiếp nhận"), Standing.PENDING, public=""),
            State("handled", _("Đang xử lý"), Standing.ACTIVE, public=""),
            State("resolved", _("Đã xử lý xong"), Standing.ENDED, public=""),
            State("dismissed", _("Không thụ lý, đình chỉ"), Standing.ENDED, public=""),
        ),
        (
            Move("handle", _("Thụ lý"), ("received",), "handled"),
            Move("resolve", _("Ghi kết quả xử lý"), ("received", "handled"), "resolved", needs=("result", "decided_on")),
            Move("dismiss", _("Không thụ lý, đình chỉ"), ("received", "handled"), "dismissed", reason=True),
        ),
    )  # fmt: skip
    title_field = "number"
    search_fields = ("number", "subject_matter", "right__name", "indication__name", "organisation__name")

    number = models.CharField(_("số hồ sơ vụ việc"), max_length=80)
    kind = models.CharField(_("hành vi"), max_length=12, choices=CaseKind.choices)
    subject_matter = models.CharField(_("nội dung vụ việc"), max_length=300)
    received_on = models.DateField(_("ngày tiếp nhận, phát hiện"))
    right = models.ForeignKey(
        Right, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quyền bị xâm phạm")
    )
    indication = models.ForeignKey(
        GeoIndication, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("chỉ dẫn địa lý bị xâm phạm"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tổ chức yêu cầu xử lý"),
    )  # fmt: skip
    alleged = models.CharField(_("bên bị cho là xâm phạm"), max_length=300, blank=True)
    authority = models.CharField(_("cơ quan xử lý"), max_length=8, choices=CaseAuthority.choices)
    decided_on = models.DateField(_("ngày có kết quả"), null=True, blank=True)
    result = models.CharField(_("kết quả"), max_length=8, choices=CaseResult.choices, blank=True)
    decision = models.CharField(_("quyết định xử lý"), max_length=200, blank=True)
    fine = MoneyField(_("số tiền phạt"))
    goods_value = MoneyField(_("giá trị hàng hóa vi phạm"))

    class Meta(Record.Meta):
        verbose_name = _("vụ việc thực thi quyền sở hữu trí tuệ")
        verbose_name_plural = _("vụ việc thực thi quyền sở hữu trí tuệ")
        indexes = [*Record.Meta.indexes, models.Index(fields=["received_on", "id"], name="rightscase_ro")]
        constraints = [
            *Record.Meta.constraints,
            once("rightscase_number", "number"),
            models.CheckConstraint(
                name="rightscase_decided",
                condition=Q(decided_on=None) | Q(decided_on__gte=F("received_on")),
                violation_error_message=_("Ngày có kết quả không được trước ngày tiếp nhận."),
            ),
        ]
