"""International cooperation and delegations as registers."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.registers.cooperation.choices import Country
from khcn.registers.cooperation.models import Delegation, ForeignCooperation

SIGNED = Q(state__in=("signed", "running", "finished"))
DONE = Q(state="done")


def other_country_named(values: Mapping[str, Any]) -> Mapping[str, str | Promise]:
    """“Another country” says which."""
    if values.get("country") == Country.OTHER and not values.get("other_country"):
        return {"other_country": _("Hãy ghi tên nước, các nước hoặc tổ chức quốc tế.")}
    return {}


@registers.add
class ForeignCooperations(Register):
    model = ForeignCooperation
    code = "hop-tac-quoc-te"
    name = _("Hợp tác quốc tế")
    group = "he-sinh-thai"
    icon = "world"
    about = _("Thỏa thuận, nhiệm vụ, dự án với đối tác nước ngoài: thời hạn, kinh phí theo nguồn, kết quả.")
    legal_basis = ("TT 15/2018/TT-BKHCN", "Luật 93/2025/QH15")
    identity = (("number", "partner"), ("name", "partner"))
    subject = "organisation"
    similar = ("name",)
    sections = (
        section(
            _("Hợp tác"), "name", "number", "kind", "partner", "country", "other_country", "organisation", "valid_from", "valid_to",
            "task", "directions",
        ),
        section(_("Kinh phí theo nguồn"), "money_budget", "money_foreign", "money_other"),
        section(_("Kết quả"), "result"),
    )  # fmt: skip
    labels = {"valid_from": _("Ngày ký"), "valid_to": _("Có hiệu lực đến hết ngày")}
    helps = {
        "country": _("Chọn theo tên hoặc mã hai chữ của ISO 3166-1, ví dụ LA, JP."),
        "organisation": _("Đơn vị trong tỉnh ký hoặc chủ trì."),
        "money_foreign": _("Quy ra đồng theo tỷ giá ngày ký; ghi nguyên tệ ở ghi chú."),
    }
    examples = {
        "name": "Thỏa thuận mẫu số 1",
        "number": "TT-01",
        "partner": "Viện nghiên cứu mẫu",
        "kind": "Thỏa thuận, bản ghi nhớ",
        "country": "Lào",
    }
    imports = {"Quốc gia": "country", "Đối tác nước ngoài": "partner", "Tên thỏa thuận": "name", "Đơn vị chủ trì": "organisation"}  # fmt: skip
    columns = ("name", "partner", "country", "kind", "valid_from", "valid_to", "state")
    filters = ("country", "kind", "organisation", "directions")
    rules = (other_country_named,)
    public = (
        "name", "number", "kind", "partner", "country", "other_country", "organisation", "valid_from", "valid_to", "result",
    )  # fmt: skip
    facts = (
        count("cooperation.in_force", _("Hợp tác quốc tế đang có hiệu lực"), unit=_("thỏa thuận")),
        count("cooperation.signed", _("Hợp tác quốc tế ký trong kỳ"), unit=_("thỏa thuận"), over="valid_from", where=SIGNED),
        distinct("cooperation.countries", _("Nước có hợp tác đang có hiệu lực"), "country", unit=_("nước"), where=~Q(country="ZZ")),
        total("cooperation.foreign_money", _("Kinh phí đối tác nước ngoài của hợp tác ký trong kỳ"), "money_foreign", unit=_("đồng"), over="valid_from", where=SIGNED),
        total("cooperation.budget_money", _("Kinh phí ngân sách của hợp tác ký trong kỳ"), "money_budget", unit=_("đồng"), over="valid_from", where=SIGNED),
    )  # fmt: skip


@registers.add
class Delegations(Register):
    model = Delegation
    code = "doan-cong-tac"
    name = _("Đoàn ra, đoàn vào")
    group = "he-sinh-thai"
    icon = "world"
    about = _("Đoàn công tác quốc tế về khoa học và công nghệ: số người, ngày, mục đích, kết quả.")
    legal_basis = ("TT 15/2018/TT-BKHCN",)
    identity = (("purpose", "country", "valid_from"),)
    subject = "organisation"
    sections = (
        section(
            _("Đoàn"), "direction", "purpose", "country", "other_country", "partner", "organisation", "cooperation", "members",
            "valid_from", "valid_to",
        ),
        section(_("Tổ chức, kết quả"), "document", "cost", "result"),
    )  # fmt: skip
    labels = {"valid_from": _("Từ ngày"), "valid_to": _("Đến hết ngày")}
    helps = {
        "members": _("Chỉ ghi số người, không ghi tên thành viên."),
        "country": _("Nước đến (đoàn ra) hoặc nước của đoàn (đoàn vào)."),
    }
    examples = {
        "purpose": "Trao đổi kỹ thuật mẫu số 1",
        "direction": "Đoàn ra",
        "country": "Lào",
        "valid_from": "01/02/2024",
        "valid_to": "05/02/2024",
        "members": "4",
    }
    imports = {"Mục đích chuyến đi": "purpose", "Quốc gia": "country", "Số thành viên": "members", "Đoàn ra/vào": "direction"}  # fmt: skip
    columns = ("direction", "purpose", "country", "organisation", "members", "valid_from", "state")
    filters = ("direction", "country", "organisation")
    rules = (other_country_named,)
    public = ("direction", "purpose", "country", "other_country", "partner", "organisation", "members", "valid_from", "valid_to", "result")  # fmt: skip
    facts = (
        count("delegations.outgoing", _("Đoàn ra trong kỳ"), unit=_("đoàn"), over="valid_from", where=DONE & Q(direction="out")),
        count("delegations.incoming", _("Đoàn vào trong kỳ"), unit=_("đoàn"), over="valid_from", where=DONE & Q(direction="in")),
        total("delegations.people_out", _("Lượt người trong các đoàn ra"), "members", unit=_("lượt người"), over="valid_from", where=DONE & Q(direction="out")),
        total("delegations.people_in", _("Lượt người trong các đoàn vào"), "members", unit=_("lượt người"), over="valid_from", where=DONE & Q(direction="in")),
    )  # fmt: skip
