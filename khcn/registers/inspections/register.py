"""The declaration of checks and inspections."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, distinct, share
from khcn.registers.inspections.models import Inspection


def span(values: Mapping[str, Any]) -> Mapping[str, str | Promise]:
    begins, ends = values.get("held_on"), values.get("held_to")
    if begins and ends and ends < begins:
        return {"held_to": _("Ngày kết thúc kiểm tra không được trước ngày bắt đầu.")}
    return {}


@registers.add
class Inspections(Register):
    model = Inspection
    code = "kiem-tra-thanh-tra"
    name = _("Kiểm tra, thanh tra")
    group = "quan-ly"
    icon = "checklist"
    about = _("Kiểm tra đơn vị nào, phát hiện gì, kiến nghị gì, đã làm xong chưa.")
    legal_basis = ("Luật Thanh tra 84/2025/QH15",)
    identity = (("decision", "organisation"), ("title", "organisation", "held_on"))
    subject = "organisation"
    sorts = ("valid_from", "valid_to", "held_on", "due_on")
    sections = (
        section(
            _("Cuộc kiểm tra"), "title", "kind", "topic", "decision", "organisation", "territory", "held_on", "held_to",
            "team", "scope", "valid_from", "valid_to",
        ),
        section(_("Kết quả"), "findings", "recommendation", "due_on"),
        section(_("Thực hiện kiến nghị"), "closed_on", "closure"),
    )  # fmt: skip
    labels = {"valid_from": _("Theo dõi từ ngày"), "valid_to": _("Theo dõi đến hết ngày")}
    helps = {
        "team": _("Trưởng đoàn và thành viên; chỉ dùng nội bộ."),
        "findings": _("Nêu vi phạm, tồn tại; ghi “không phát hiện vi phạm” nếu không có."),
    }
    columns = ("title", "organisation", "kind", "held_on", "due_on", "state")
    filters = ("kind", "topic", "organisation", "territory", "state")
    examples = {
        "title": "Kiểm tra mẫu số 1 về đo lường", "kind": "Kiểm tra", "decision": "1001/QĐ-SKHCN", "held_on": "01/02/2024",
    }  # fmt: skip
    imports = {
        "Đơn vị": "organisation", "Ngày tiến hành": "held_on", "Số quyết định": "decision", "Kiến nghị": "recommendation",
        "Hạn khắc phục": "due_on",
    }  # fmt: skip
    rules = (span,)
    internal = ("team", "findings", "recommendation", "closure")
    facts = (
        count("inspections.held", _("Cuộc kiểm tra, thanh tra tiến hành trong kỳ"), unit=_("cuộc"), where=~Q(state="dropped"), over="held_on"),
        distinct("inspections.units", _("Đơn vị được kiểm tra, thanh tra trong kỳ"), unit=_("đơn vị"), where=~Q(state="dropped"), over="held_on"),
        count("inspections.open", _("Cuộc kiểm tra còn kiến nghị đang theo dõi"), unit=_("cuộc"), where=Q(state="followed")),
        share(
            "inspections.closed_share", _("Tỷ lệ cuộc kiểm tra đã thực hiện xong kiến nghị"), Q(state="closed"),
            where=~Q(state="dropped"), over="held_on",
        ),
    )  # fmt: skip
