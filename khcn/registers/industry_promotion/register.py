"""Industry promotion as a register."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Activity, Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.registers.industry_promotion.models import PromotionScheme

APPROVED = Q(state__in=("approved", "running", "accepted"))
ACCEPTED = Q(state="accepted")
MONEY = _("đồng")


def measured_in_a_unit(values: Mapping[str, Any]) -> Mapping[str, str | Promise]:
    """Productivity before and after are figures of one unit."""
    told = [values.get(name) for name in ("productivity_before", "productivity_after")]
    if any(figure is not None for figure in told) and not values.get("productivity_unit"):
        return {"productivity_unit": _("Hãy ghi đơn vị đo năng suất, ví dụ kg/giờ.")}
    return {}


def accepted_already(values: Mapping[str, Any]) -> Mapping[str, str | Promise]:
    """The day of acceptance proves an activity, so a planned one does not stand there."""
    day = values.get("accepted_on")
    if day and day > timezone.localdate():
        return {"accepted_on": _("Ngày nghiệm thu chưa tới. Ngày dự kiến thì ghi ở thời hạn hoàn thành.")}
    return {}


@registers.add
class PromotionSchemes(Register):
    model = PromotionScheme
    code = "khuyen-cong"
    name = _("Đề án khuyến công")
    group = "doanh-nghiep"
    icon = "building-factory"
    about = _("Hỗ trợ đổi mới máy móc, thiết bị: kinh phí khuyến công, vốn đối ứng, năng suất trước và sau.")
    legal_basis = ("NĐ 45/2012/NĐ-CP", "NĐ 235/2025/NĐ-CP", "QĐ 2646/QĐ-BCT")
    identity = (("number", "year"), ("name", "firm", "year"))
    subject = "firm"
    similar = ("name",)
    sections = (
        section(
            _("Đề án"), "name", "number", "year", "level", "kind", "firm", "carrier", "industry", "machine", "territory", "decision",
            "valid_from", "valid_to",
        ),
        section(_("Vốn"), "support", "own_capital", "other_capital", "paid"),
        section(
            _("Nghiệm thu, hiệu quả"), "accepted_on", "productivity_unit", "productivity_before", "productivity_after", "new_jobs",
            "effect",
        ),
    )  # fmt: skip
    labels = {"valid_from": _("Ngày phê duyệt"), "valid_to": _("Thời hạn hoàn thành")}
    helps = {
        "machine": _("Tên, công suất, năm sản xuất, nước sản xuất; mỗi máy một dòng."),
        "accepted_on": _("Ngày này đưa đơn vị thụ hưởng vào sổ hoạt động (đổi mới công nghệ) của năm đó."),
        "productivity_before": _("Đo cùng một cách, cùng một đơn vị với năng suất sau."),
        "firm": _("Cơ sở công nghiệp nông thôn nhận hỗ trợ."),
    }
    examples = {
        "name": "Đề án mẫu số 1",
        "number": "KC-01",
        "level": "Khuyến công địa phương",
        "kind": "Ứng dụng máy móc tiên tiến, tiến bộ kỹ thuật",
        "productivity_unit": "kg/giờ",
    }
    imports = {
        "Đề án": "name",
        "Cơ sở thụ hưởng": "firm",
        "Doanh nghiệp": "firm",
        "Kinh phí hỗ trợ": "support",
        "Vốn đối ứng": "own_capital",
        "Thiết bị": "machine",
        "Năm": "year",
    }
    columns = ("name", "firm", "kind", "year", "support", "own_capital", "state")
    filters = ("year", "level", "kind", "territory", "firm")
    sorts = ("year", "valid_from", "valid_to")
    rules = (measured_in_a_unit, accepted_already)
    public = (
        "name", "number", "year", "level", "kind", "firm", "industry", "machine", "territory", "decision", "support", "own_capital",
        "valid_from", "accepted_on",
    )  # fmt: skip
    facts = (
        count("industry_promotion.approved", _("Đề án khuyến công được duyệt trong kỳ"), unit=_("đề án"), over="valid_from", where=APPROVED),
        count("industry_promotion.accepted", _("Đề án khuyến công nghiệm thu trong kỳ"), unit=_("đề án"), over="accepted_on", where=ACCEPTED),
        distinct("industry_promotion.firms", _("Cơ sở có đề án khuyến công nghiệm thu trong kỳ"), unit=_("cơ sở"), over="accepted_on", where=ACCEPTED),
        total("industry_promotion.support", _("Kinh phí khuyến công duyệt trong kỳ"), "support", unit=MONEY, over="valid_from", where=APPROVED),
        total("industry_promotion.own_capital", _("Vốn đối ứng của các đề án duyệt trong kỳ"), "own_capital", unit=MONEY, over="valid_from", where=APPROVED),
        total("industry_promotion.new_jobs", _("Việc làm mới từ các đề án nghiệm thu trong kỳ"), "new_jobs", unit=_("việc làm"), over="accepted_on", where=ACCEPTED),
    )  # fmt: skip
    activities = (Activity("innovation", date="accepted_on"),)
