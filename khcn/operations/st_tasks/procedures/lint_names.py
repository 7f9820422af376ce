"""Whether every name in a rule set stands for something: states, guards, effects, actors, fields, forms, roles, kinds."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.advancing.actors import CAPACITIES
from khcn.operations.st_tasks.advancing.deadlines import known_starts
from khcn.operations.st_tasks.advancing.guards import known_effects, known_guards
from khcn.operations.st_tasks.choices import CouncilRole, Holder, Route, TaskKind
from khcn.operations.st_tasks.models import Application, StTask
from khcn.operations.st_tasks.procedures.lint_way import ORDER
from khcn.operations.st_tasks.procedures.shape import Deadline, Outline, Transition


def name_faults(outline: Outline) -> Iterator[str]:
    """Codes told twice and names that stand for nothing."""
    yield from _twice(outline)
    for state in outline.states:
        yield from _unknown([state.phase], ORDER, _("giai đoạn"), state.name)
        yield from _unknown([state.holder], Holder.values, _("người giữ"), state.name)
        yield from _deadline(state.deadline, state.name)
    for move in outline.transitions:
        yield from _move(outline, move)
    yield from _unknown(outline.routes, Route.values, _("phương thức"), outline.name)
    yield from _unknown(outline.code_kinds, TaskKind.values, _("loại nhiệm vụ"), outline.name)
    yield from _parts(outline)


def _unknown(names: Iterable[str], known: Iterable[str], what: str, where: str) -> Iterator[str]:
    for name in sorted({*names} - {*known}):
        yield _("“%(where)s”: %(what)s “%(name)s” không có trong nền tảng.") % {
            "where": where, "what": what, "name": name,
        }  # fmt: skip


def _twice(outline: Outline) -> Iterator[str]:
    lists = (
        outline.states, outline.transitions, outline.figures, outline.grids, outline.councils, outline.forms,
        outline.cost_items,
    )  # fmt: skip
    for parts in lists:
        for code, count in Counter(one.code for one in parts).items():
            if count > 1:
                yield _("Mã “%(code)s” được dùng hai lần.") % {"code": code}


def _deadline(deadline: Deadline | None, where: str) -> Iterator[str]:
    if deadline and deadline.start:
        yield from _unknown([deadline.start], known_starts(), _("mốc tính hạn"), where)


def _move(outline: Outline, move: Transition) -> Iterator[str]:
    where = move.label
    yield from _deadline(move.deadline, where)
    yield from _unknown([*move.sources, move.target], outline.state_by_code, _("bước"), where)
    yield from _unknown(move.actors, CAPACITIES, _("tư cách"), where)
    if not move.actors:
        yield _("Chuyển bước “%(step)s” không có ai thực hiện.") % {"step": where}
    yield from _unknown(move.guards, known_guards(), _("điều kiện"), where)
    yield from _unknown(move.effects, known_effects(), _("việc kèm theo"), where)
    yield from _unknown([*move.needs, *move.takes], _fields(StTask), _("ô dữ liệu"), where)
    yield from _unknown(move.fills, {*move.needs, *move.takes}, _("ô tự điền"), where)
    yield from _unknown(move.routes, outline.routes, _("phương thức"), where)
    yield from _unknown(move.papers, _forms(outline, "paper"), _("tài liệu"), where)


def _parts(outline: Outline) -> Iterator[str]:
    kinds = TaskKind.values
    for grid in outline.grids:
        yield from _unknown(grid.kinds, kinds, _("loại nhiệm vụ"), grid.name)
    for form in outline.forms:
        yield from _unknown(form.kinds, kinds, _("loại nhiệm vụ"), form.name)
        yield from _unknown(form.routes, outline.routes, _("phương thức"), form.name)
        yield from _unknown(form.papers, _forms(outline, "paper"), _("tài liệu"), form.name)
        columns = {one.column for one in form.fields if one.column}
        yield from _unknown(columns, _fields(StTask) | _fields(Application), _("ô dữ liệu"), form.name)
        for code, count in Counter(one.code for one in form.fields).items():
            if count > 1:
                yield _("Biểu mẫu “%(form)s” dùng mã ô “%(code)s” hai lần.") % {
                    "form": form.name,
                    "code": code,
                }
    for council in outline.councils:
        yield from _unknown([council.stage], outline.state_by_code, _("bước"), council.name)
        yield from _unknown(council.roles, CouncilRole.values, _("chức trách"), council.name)
        if council.sheet:
            yield from _unknown([council.sheet], _forms(outline, "sheet"), _("phiếu"), council.name)


def _fields(model: type[StTask] | type[Application]) -> frozenset[str]:
    return frozenset(one.name for one in model._meta.get_fields() if one.concrete)


def _forms(outline: Outline, purpose: str) -> frozenset[str]:
    return frozenset(one.code for one in outline.forms if one.purpose == purpose)
