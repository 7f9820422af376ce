"""Policy cases for people as a restricted register."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Personal, Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.registers.talent.models import TalentCase

GRANTED = Q(state__in=("granted", "fulfilled", "broken"))
POLICY = Personal(
    _("Thực hiện và theo dõi chính sách thu hút, đào tạo, trọng dụng, đãi ngộ"),
    _("Nhiệm vụ quản lý nhà nước theo văn bản ban hành chính sách (Luật 91/2025/QH15)"),
)


@registers.add
class TalentCases(Register):
    model = TalentCase
    code = "chinh-sach-nhan-luc"
    name = _("Chính sách nhân lực khoa học và công nghệ")
    group = "he-sinh-thai"
    icon = "users"
    about = _("Người hưởng chính sách thu hút, đào tạo, đãi ngộ; thời hạn cam kết và đánh giá. Sổ hạn chế.")
    legal_basis = ("Luật 93/2025/QH15", "Luật 91/2025/QH15")
    identity = (("person", "policy", "valid_from"),)
    subject = "person"
    restricted = True
    sections = (
        section(_("Chính sách"), "person", "kind", "policy", "document", "organisation", "valid_from", "valid_to", "amount", "paid"),
        section(_("Cam kết"), "obliged_from", "obliged_to", "promise"),
        section(_("Đánh giá"), "evaluated_on", "outcome", "evaluation", "refund"),
    )  # fmt: skip
    labels = {"valid_from": _("Hưởng từ ngày"), "valid_to": _("Hưởng đến hết ngày")}
    helps = {
        "document": _("Số, ngày của quyết định duyệt cho trường hợp này."),
        "obliged_to": _("Hệ thống nhắc trước 90, 60, 30 ngày để đánh giá."),
        "note": _("Không ghi số định danh, tài khoản ngân hàng, hoàn cảnh gia đình."),
    }
    examples = {
        "policy": "Chính sách mẫu số 1",
        "kind": "Thu hút về làm việc",
        "document": "Quyết định mẫu số 1",
    }
    imports = {"Họ tên": "person", "Chính sách": "policy", "Số tiền": "amount", "Số quyết định": "document"}
    columns = ("person", "policy", "kind", "organisation", "obliged_to", "state")
    filters = ("kind", "organisation", "outcome")
    personal = {
        "person": POLICY,
        "amount": POLICY,
        "paid": POLICY,
        "promise": POLICY,
        "outcome": POLICY,
        "evaluation": POLICY,
        "refund": POLICY,
    }
    facts = (
        distinct("talent.people", _("Người đang hưởng chính sách nhân lực"), unit=_("người")),
        count("talent.granted", _("Trường hợp được duyệt chính sách nhân lực trong kỳ"), unit=_("trường hợp"), over="valid_from", where=GRANTED),
        count("talent.attracted", _("Trường hợp thu hút được duyệt trong kỳ"), unit=_("trường hợp"), over="valid_from", where=GRANTED & Q(kind="attract")),
        count("talent.trained", _("Trường hợp cử đi đào tạo được duyệt trong kỳ"), unit=_("trường hợp"), over="valid_from", where=GRANTED & Q(kind="train")),
        total("talent.amount", _("Kinh phí được duyệt cho chính sách nhân lực trong kỳ"), "amount", unit=_("đồng"), over="valid_from", where=GRANTED),
    )  # fmt: skip
