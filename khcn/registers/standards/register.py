"""The declarations: standards of firms and their declarations of conformity."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Activity, Register, registers, section
from khcn.kernel.registers.facts import count, distinct
from khcn.registers.standards.models import Conformity, LocalStandard

LAW = "Luật Tiêu chuẩn và quy chuẩn kỹ thuật 68/2006/QH11 (sửa đổi, bổ sung)"


@registers.add
class Standards(Register):
    model = LocalStandard
    code = "tieu-chuan-co-so"
    name = _("Tiêu chuẩn cơ sở, tiêu chuẩn áp dụng")
    group = "so-huu-tri-tue"
    icon = "file-text"
    about = _("Đơn vị nào công bố TCCS, áp dụng TCVN, QCVN nào cho sản phẩm nào.")
    legal_basis = (LAW, "TT 11/2021/TT-BKHCN")
    identity = (("organisation", "code", "year"),)
    subject = "organisation"
    similar = ("code", "title")
    required = ("valid_from",)
    sections = (
        section(
            _("Tiêu chuẩn"), "kind", "code", "year", "title", "product", "organisation", "decision", "valid_from",
            "valid_to", "replaced_by",
        ),
    )  # fmt: skip
    labels = {"valid_from": _("Công bố, áp dụng từ ngày"), "valid_to": _("Áp dụng đến hết ngày")}
    helps = {
        "code": _("Số hiệu không kèm năm, ví dụ TCCS 01, TCVN 11892-1, QCVN 8-2."),
        "replaced_by": _("Chỉ ghi khi đã có tiêu chuẩn mới; sau đó bấm “Ghi thay thế”."),
    }
    columns = ("code", "year", "title", "product", "organisation", "valid_from", "state")
    filters = ("kind", "year", "organisation", "territory", "state")
    examples = {
        "kind": "Tiêu chuẩn cơ sở (TCCS)", "code": "TCCS 01", "year": "2024", "title": "Chè xanh mẫu - Yêu cầu kỹ thuật",
        "valid_from": "01/02/2024",
    }  # fmt: skip
    imports = {
        "Số hiệu tiêu chuẩn": "code", "Ký hiệu": "code", "Tên sản phẩm": "product", "Doanh nghiệp": "organisation",
        "Ngày công bố": "valid_from", "Năm": "year",
    }  # fmt: skip
    public = (
        "kind",
        "code",
        "year",
        "title",
        "product",
        "organisation",
        "valid_from",
        "valid_to",
        "territory",
    )
    facts = (
        count("standards.basic", _("Tiêu chuẩn cơ sở đang áp dụng"), unit=_("tiêu chuẩn"), where=Q(kind="tccs")),
        count("standards.basic_new", _("Tiêu chuẩn cơ sở công bố trong kỳ"), unit=_("tiêu chuẩn"), where=Q(kind="tccs"), over="valid_from"),
        count("standards.applied", _("Lượt áp dụng tiêu chuẩn, quy chuẩn"), unit=_("lượt"), where=~Q(kind="tccs")),
        distinct("standards.organisations", _("Đơn vị công bố, áp dụng tiêu chuẩn"), unit=_("đơn vị")),
    )  # fmt: skip
    activities = (Activity("standards"),)


@registers.add
class Conformities(Register):
    model = Conformity
    code = "cong-bo-hop-chuan-hop-quy"
    name = _("Công bố hợp chuẩn, hợp quy")
    group = "so-huu-tri-tue"
    icon = "check"
    about = _("Sản phẩm nào đã công bố phù hợp tiêu chuẩn, quy chuẩn; giấy chứng nhận hết hạn khi nào.")
    legal_basis = (LAW, "TT 28/2012/TT-BKHCN", "TT 02/2017/TT-BKHCN", "NĐ 37/2026/NĐ-CP")
    identity = ("number", ("organisation", "product", "standard"))
    subject = "organisation"
    sections = (
        section(
            _("Công bố"), "number", "kind", "organisation", "product", "standard", "issuer", "valid_from", "valid_to",
            "decision", "legal_basis", "confirmation",
        ),
        section(_("Căn cứ"), "basis", "body", "certificate_no", "certificate_on"),
    )  # fmt: skip
    labels = {
        "number": _("Số thông báo tiếp nhận"), "issuer": _("Cơ quan tiếp nhận"), "valid_from": _("Ngày tiếp nhận"),
        "valid_to": _("Giấy chứng nhận hết hiệu lực sau ngày"),
    }  # fmt: skip
    helps = {
        "standard": _("Số hiệu và năm, ví dụ QCVN 16:2023/BXD."),
        "valid_to": _("Ngày cuối cùng giấy chứng nhận, hoặc kết quả tự đánh giá, còn giá trị."),
    }
    columns = ("number", "product", "organisation", "standard", "kind", "valid_to", "state")
    filters = ("kind", "basis", "organisation", "territory", "state")
    examples = {
        "number": "1001/TB-TĐC", "kind": "Công bố hợp quy", "product": "Gạch xi măng mẫu", "standard": "QCVN 16:2023/BXD",
        "valid_from": "01/02/2024", "valid_to": "31/01/2027",
    }  # fmt: skip
    imports = {
        "Số tiếp nhận": "number", "Ngày công bố": "valid_from", "Tên sản phẩm": "product", "Doanh nghiệp": "organisation",
        "Quy chuẩn": "standard", "Ngày hết hạn": "valid_to",
    }  # fmt: skip
    public = (
        "number", "kind", "organisation", "product", "standard", "issuer", "valid_from", "valid_to", "body",
        "certificate_no", "certificate_on", "territory",
    )  # fmt: skip
    facts = (
        count("conformity.products", _("Sản phẩm, hàng hóa công bố hợp chuẩn, hợp quy còn hiệu lực"), unit=_("sản phẩm")),
        count("conformity.regulation", _("Sản phẩm công bố hợp quy còn hiệu lực"), unit=_("sản phẩm"), where=Q(kind="regulation")),
        count("conformity.new", _("Công bố hợp chuẩn, hợp quy tiếp nhận trong kỳ"), unit=_("công bố"), over="valid_from"),
        distinct("conformity.organisations", _("Đơn vị có sản phẩm công bố hợp chuẩn, hợp quy"), unit=_("đơn vị")),
    )  # fmt: skip
    activities = (Activity("standards"),)
