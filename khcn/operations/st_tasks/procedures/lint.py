"""What is wrong with a rule set, in sentences for who writes it. A rule set with faults is not put in force."""

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import TaskKind
from khcn.operations.st_tasks.councils.kinds import grid, read_kind
from khcn.operations.st_tasks.judging.codes import check_pattern
from khcn.operations.st_tasks.procedures.lint_agree import disagreements
from khcn.operations.st_tasks.procedures.lint_names import name_faults
from khcn.operations.st_tasks.procedures.lint_way import way_faults
from khcn.operations.st_tasks.procedures.shape import UNITS, Outline

#: Figures that the platform computes with; without one of them a rule is silently not there.
FIGURES = (
    "papers.before.identification", "papers.before.selection", "papers.before.finance", "papers.before.acceptance",
    "questions.before.selection", "reviews.before.acceptance", "call.open_days", "call.repeat_months", "publish.order_days",
    "publish.result_days", "publish.keep_days", "leader.active_years", "report.months", "report.due_days",
    "report.missed_stop", "inspection.per_year", "inspection.notice_days", "volume.days", "money.confirm_days",
    "extension.count", "extension.long_from_months", "extension.longest_months", "extension.short_months",
    "extension.ask_months_before", "change.decide_days", "change.report_days", "shortening.share_done",
    "lump.final.rest_share", "lump.final.rest_most", "advance.first_share", "advance.settled_share", "refund.final",
    "refund.partial", "refund.days", "acceptance.dossier_days", "acceptance.late_barred_days", "acceptance.late_fail_months",
    "registration.days", "follow_up.years", "quotation.days", "sanction.organisation_years", "sanction.leader_years",
)  # fmt: skip


#: Longer times lead out of the calendar.
LONGEST = 3660


def faults(outline: Outline) -> list[str]:
    """Every fault once, names before the way."""
    told = list(name_faults(outline))
    if not told:  # a way through states that do not exist would only repeat what was said
        told += way_faults(outline)
    parts = (_numbers(outline), disagreements(outline), _councils(outline), _grids(outline))
    return list(dict.fromkeys(chain(told, *parts)))


def _numbers(outline: Outline) -> Iterator[str]:
    for code in FIGURES:
        if code not in outline.figure_by_code:
            yield _("Thiếu con số “%(code)s”.") % {"code": code}
    for one in outline.figures:
        if one.value < 0 or (one.unit == "share" and one.value > 1):
            yield _("Con số “%(code)s” (%(what)s) nằm ngoài khoảng cho phép.") % {
                "code": one.code,
                "what": one.what,
            }
        if one.unit in UNITS and one.value > LONGEST:
            yield _("Con số “%(code)s” (%(what)s) nằm ngoài khoảng cho phép.") % {
                "code": one.code,
                "what": one.what,
            }
        if one.unit not in ("share", "points") and one.value.denominator != 1:
            yield _("Con số “%(code)s” (%(what)s) phải là số nguyên.") % {"code": one.code, "what": one.what}
    if not outline.code_pattern:
        yield _("Thiếu mẫu mã số nhiệm vụ.")
    elif check_pattern(outline.code_pattern):
        yield _("Mẫu mã số nhiệm vụ “%(pattern)s” không dùng được.") % {"pattern": outline.code_pattern}


def _councils(outline: Outline) -> Iterator[str]:
    for told in outline.councils:
        try:
            kind = read_kind(outline, told.code)
        except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError, DomainError) as error:
            yield _("Quy tắc của “%(name)s” không đọc được: %(error)s.") % {"name": told.name, "error": error}
            continue
        if kind.composition is None or kind.quorum is None:
            yield _("“%(name)s” thiếu thành phần hoặc điều kiện họp.") % {"name": told.name}
        elif not 0 < kind.composition.minimum <= kind.composition.maximum:
            yield _("“%(name)s” có số thành viên ít nhất lớn hơn số nhiều nhất.") % {"name": told.name}
        if kind.quorum is not None and not 0 < kind.quorum.share <= 1:
            yield _("“%(name)s” có điều kiện họp ngoài khoảng từ 0 đến 1.") % {"name": told.name}
        if kind.decision is None and told.judges != "finance":
            yield _("“%(name)s” thiếu cách tính kết quả.") % {"name": told.name}


def _grids(outline: Outline) -> Iterator[str]:
    covered = {kind for one in outline.grids for kind in one.kinds}
    for name in sorted({*TaskKind.values} - covered):
        yield _("Không có bảng điểm cho loại nhiệm vụ “%(kind)s”.") % {"kind": TaskKind(name).label}
    for one in outline.grids:
        try:
            grid(one)
        except ValueError:
            total = sum(line.maximum for line in one.criteria)
            yield _("Bảng điểm “%(name)s” cộng lại được %(sum)s, không phải %(total)s, hoặc có tiêu chí trùng mã.") % {
                "name": one.name, "sum": total, "total": one.total,
            }  # fmt: skip
