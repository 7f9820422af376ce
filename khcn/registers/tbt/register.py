"""The declaration of the notices of technical barriers to trade."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, total
from khcn.kernel.registers.row_rules import not_before
from khcn.registers.tbt.models import TbtNotice
from khcn.registers.tbt.validation import symbol

RELEVANT = ~Q(state="irrelevant")


@registers.add
class TbtNotices(Register):
    model = TbtNotice
    code = "thong-bao-tbt"
    name = _("Thông báo TBT")
    group = "so-huu-tri-tue"
    icon = "flag"
    about = _(
        "Quy định kỹ thuật sắp ban hành của các nước: cái nào chạm tới hàng hóa của tỉnh, đã báo cho ai."
    )
    legal_basis = ("Hiệp định TBT của WTO",)
    identity = ("symbol",)
    sorts = ("valid_from", "valid_to", "notified_on", "comments_due")
    sections = (
        section(
            _("Thông báo"), "symbol", "member", "title", "notified_on", "comments_due", "adoption_on", "in_force_on",
            "hs", "ics", "products", "summary", "link",
        ),
        section(_("Ảnh hưởng đến tỉnh"), "local_products", "firms"),
        section(_("Xử lý"), "sent_to", "sent_on", "firms_told", "reply", "replied_on", "valid_from", "valid_to"),
    )  # fmt: skip
    labels = {"valid_from": _("Theo dõi từ ngày"), "valid_to": _("Theo dõi đến hết ngày")}
    helps = {
        "symbol": _("Chép nguyên ký hiệu, ví dụ G/TBT/N/USA/1234 hoặc G/TBT/N/USA/1234/Add.1."),
        "member": _("Mã trong ký hiệu, ví dụ USA, EU, JPN."),
        "hs": _("Các mã cách nhau bằng dấu chấm phẩy, ví dụ 0902; 0903."),
        "sent_to": _("Cơ quan, hiệp hội, doanh nghiệp nhận; số văn bản."),
    }
    columns = ("symbol", "title", "member", "notified_on", "comments_due", "state")
    filters = ("member", "state", "firms")
    examples = {
        "symbol": "G/TBT/N/USA/1001", "member": "USA", "title": "Dự thảo quy định mẫu về ghi nhãn thực phẩm",
        "notified_on": "01/02/2024", "comments_due": "01/04/2024", "hs": "0902", "ics": "67.140",
    }  # fmt: skip
    imports = {
        "Document symbol": "symbol", "Notifying Member": "member", "Title": "title", "Distribution date": "notified_on",
        "Final date for comments": "comments_due", "HS Code(s)": "hs", "ICS Code(s)": "ics", "Products covered": "products",
        "Ký hiệu": "symbol", "Nước thông báo": "member", "Hạn cuối góp ý": "comments_due",
    }  # fmt: skip
    rules = (
        symbol,
        not_before("comments_due", "notified_on", _("Hạn góp ý không được trước ngày thông báo.")),
    )
    public = (
        "symbol", "member", "title", "notified_on", "comments_due", "adoption_on", "in_force_on", "hs", "ics", "products",
        "summary", "link", "local_products",
    )  # fmt: skip
    facts = (
        count("tbt.relevant", _("Thông báo TBT liên quan đến tỉnh trong kỳ"), unit=_("thông báo"), where=RELEVANT, over="notified_on"),
        count("tbt.sent", _("Thông báo TBT đã gửi doanh nghiệp trong kỳ"), unit=_("thông báo"), where=RELEVANT, over="sent_on"),
        total("tbt.firms_informed", _("Lượt doanh nghiệp được thông tin về TBT"), "firms_told", unit=_("lượt"), where=RELEVANT, over="sent_on"),
        count("tbt.replies", _("Thông báo TBT được góp ý trong kỳ"), unit=_("thông báo"), where=RELEVANT, over="replied_on"),
    )  # fmt: skip
