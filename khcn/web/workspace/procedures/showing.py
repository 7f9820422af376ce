"""A rule set as rows for its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.operations.st_tasks.advancing.advance import label_of
from khcn.operations.st_tasks.procedures.differences import said
from khcn.operations.st_tasks.procedures.shape import CouncilKind, Outline, State, Transition
from khcn.web.workspace.procedures import words


@dataclass(frozen=True)
class StateRow:
    state: State
    holder: str
    deadline: str
    unsure: bool
    basis: str
    leads: list[tuple[str, str]]


@dataclass(frozen=True)
class MoveRow:
    """A step: the sentences beside it say what it takes."""

    move: Transition
    sources: str
    target: str
    actors: str
    demands: list[tuple[str, str]]


def ladder(outline: Outline) -> list[tuple[str, list[StateRow]]]:
    """The states in their groups, in the order of the file."""
    groups: dict[str, list[StateRow]] = {}
    for state in outline.states:
        basis = state.deadline.basis if state.deadline else None
        leads = [(one.label, outline.state(one.target).name) for one in outline.transitions_from(state.code)]
        row = StateRow(
            state, words.holder_text(state.holder), words.deadline_text(state.deadline),
            bool(basis and not basis.confirmed), basis.article if basis else "", leads,
        )  # fmt: skip
        groups.setdefault(state.group, []).append(row)
    return [(str(words.GROUPS.get(code, code)), rows) for code, rows in groups.items()]


def moves(outline: Outline) -> list[MoveRow]:
    return [_move(outline, one) for one in outline.transitions]


def _move(outline: Outline, move: Transition) -> MoveRow:
    asked = [f"{label_of(name)}" for name in move.asked if name in move.needs]
    papers = [form.name if (form := outline.form(code)) else code for code in move.papers]
    demands = [
        (_("Phương thức"), words.routes_text(move.routes)),
        (_("Điều kiện"), "; ".join(str(words.GUARDS.get(name, name)) for name in move.guards)),
        (_("Phải điền"), "; ".join(asked)),
        (_("Tài liệu"), "; ".join(papers)),
        (_("Hệ thống làm"), "; ".join(str(words.EFFECTS.get(name, name)) for name in move.effects)),
        (_("Lý do"), _("bắt buộc ghi") if move.reason else ""),
        (_("Thời hạn"), words.deadline_text(move.deadline)),
    ]
    return MoveRow(
        move, "; ".join(outline.state(code).name for code in move.sources), outline.state(move.target).name,
        ", ".join(str(words.CAPACITY.get(code, code)) for code in move.actors),
        [(label, text) for label, text in demands if text],
    )  # fmt: skip


def figures(outline: Outline) -> list[dict[str, Any]]:
    return [{"one": one, "value": words.value_text(one)} for one in outline.figures]


def councils(outline: Outline) -> list[dict[str, Any]]:
    return [
        {
            "one": one, "roles": words.roles_text(one.roles), "rules": _council_rules(one),
            "stage": outline.state_by_code[one.stage].name if one.stage in outline.state_by_code else "",
            "sheet": form.name if (form := outline.form(one.sheet)) else one.sheet,
        }
        for one in outline.councils
    ]  # fmt: skip


def _council_rules(kind: CouncilKind) -> list[tuple[str, str]]:
    """The composition, the quorum and how the result is computed, each in one line."""
    rule = kind.rule
    told = [
        (_("Số thành viên"), _size(rule.get("composition", {}))),
        (_("Thành phần bắt buộc"), _sides(rule.get("composition", {}))),
        (_("Điều kiện họp"), _quorum(rule.get("quorum", {}))),
        (_("Cách tính"), _decision(rule.get("decision", {}))),
    ]
    return [(label, text) for label, text in told if text]


def _size(rule: Mapping[str, Any]) -> str:
    least, most = rule.get("minimum"), rule.get("maximum")
    return str(least) if least == most else _("từ %(least)s đến %(most)s") % {"least": least, "most": most}


def _sides(rule: Mapping[str, Any]) -> str:
    told = [
        _("%(n)s phản biện") % {"n": rule["reviewers"]} if rule.get("reviewers") else "",
        _("%(n)s chuyên gia") % {"n": rule["experts"]} if rule.get("experts") else "",
        _("%(n)s đại diện quản lý, sử dụng, đặt hàng") % {"n": rule["managers"]}
        if rule.get("managers")
        else "",
        _("ít nhất %(n)s người từng dự hội đồng trước") % {"n": rule["from_earlier"]}
        if rule.get("from_earlier")
        else "",
        _("chuyên gia lấy từ danh bạ") if rule.get("experts_from_register") else "",
        _("người của tổ chức chủ trì không giữ chức trách chính") if rule.get("host_barred_roles") else "",
    ]
    return "; ".join(one for one in told if one)


def _quorum(rule: Mapping[str, Any]) -> str:
    if not rule:
        return ""
    told = {
        "chair_or_vice": _("chủ tịch hoặc phó chủ tịch được ủy quyền"), "all_reviewers": _("đủ các phản biện"),
        "secretary": _("ủy viên thư ký khoa học"), "council_person": _("người từ hội đồng"), "head": _("tổ trưởng"),
    }  # fmt: skip
    roles = ", ".join(told.get(role, role) for role in rule.get("roles", ()))
    share = _("có mặt ít nhất %(share)s") % {"share": rule["share"]}
    return _("%(share)s, trong đó có %(roles)s") % {"share": share, "roles": roles} if roles else share


DECISIONS: dict[str, Any] = {
    "vote_share": gettext_lazy("tỷ lệ phiếu để kiến nghị: trên %s"), "outlier_share": gettext_lazy("phiếu lệch quá %s so với điểm trung bình không hợp lệ"),
    "pass_mark": gettext_lazy("điểm trung bình ít nhất %s"), "zero_share": gettext_lazy("không tiêu chí nào bị quá %s thành viên chấm 0"),
    "bonus_share": gettext_lazy("bên đề xuất được cộng %s"), "bonus_from": gettext_lazy("chỉ cộng khi đã đạt %s điểm"),
    "excellent_share": gettext_lazy("Xuất sắc khi ít nhất %s phiếu Xuất sắc"), "fail_share": gettext_lazy("Không đạt khi trên %s phiếu Không đạt"),
    "quantity_share": gettext_lazy("ít nhất %s sản phẩm đủ số lượng"), "reached_share": gettext_lazy("sản phẩm còn lại đạt ít nhất %s"),
    "late_months": gettext_lazy("nộp chậm quá %s tháng xếp Không đạt"),
}  # fmt: skip


def _decision(rule: Mapping[str, Any]) -> str:
    return "; ".join(
        DECISIONS[name] % _number(name, value) for name, value in rule.items() if name in DECISIONS
    )


def _number(name: str, value: Any) -> str:
    return words.share_text(Fraction(str(value))) if name.endswith("_share") else said(value)


def forms(outline: Outline) -> list[dict[str, Any]]:
    return [{"one": one, "kinds": words.kinds_text(one.kinds)} for one in outline.forms]


def unconfirmed(outline: Outline) -> list[tuple[str, str, str]]:
    """What nobody has verified: sort, what it is called, where it comes from."""
    names = {
        "figure": {one.code: one.what for one in outline.figures}, "grid": {one.code: one.name for one in outline.grids},
        "deadline": {one.code: one.name for one in outline.states}, "form": {one.code: one.name for one in outline.forms},
        "councilkind": {one.code: one.name for one in outline.councils},
        "transition": {one.code: one.label for one in outline.transitions},
    }  # fmt: skip
    told = []
    for name, basis in outline.unconfirmed():
        part, code = name.split(":", 1)
        told.append((str(words.PARTS[part]), names[part].get(code, code), basis.article))
    return told
