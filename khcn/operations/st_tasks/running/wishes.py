"""What may be asked for by each kind of change, in the plain form that a JSON column keeps."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import ChangeKind
from khcn.operations.st_tasks.models import BudgetLine, StTask
from khcn.operations.st_tasks.money.common import refuse_field
from khcn.registers.directory.models import Organisation, Person

#: Subjects of a change of contents, and the field of the task that takes each.
SUBJECTS = {"name": "name", "objective": "objective", "content": "summary", "product": "expected_results"}
#: Grounds as the form offers them; which of them count is said by the rule set.
GROUNDS = {
    "away": gettext_lazy("Đi học tập, công tác liên tục quá 6 tháng"),
    "ill": gettext_lazy("Ốm đau, không còn khả năng thực hiện"),
    "dead": gettext_lazy("Qua đời hoặc mất tích quá 6 tháng"),
    "request": gettext_lazy("Tự xin thôi bằng văn bản"),
    "late": gettext_lazy("Chậm tiến độ không có lý do, vi phạm tài chính hoặc bị đình chỉ"),
    "merger": gettext_lazy("Tổ chức chủ trì sáp nhập"),
    "split": gettext_lazy("Tổ chức chủ trì chia, tách"),
    "dissolution": gettext_lazy("Tổ chức chủ trì giải thể"),
    "other": gettext_lazy("Lý do khác"),
}
Wish = Mapping[str, Any]


def read_wish(task: StTask, kind: str, wish: Wish) -> dict[str, Any]:
    """The wish, checked for its form. Raises DomainError `change.wish`."""
    reader = _READERS.get(kind)
    return reader(task, wish) if reader else {"text": str(wish.get("text", "")).strip()}


def _refused(field: str, sentence: str) -> DomainError:
    return refuse_field(field, sentence, "change.wish")


def _end(task: StTask, wish: Wish, *, later: bool) -> dict[str, Any]:
    try:
        day = date.fromisoformat(str(wish.get("ends_on", "")))
    except ValueError as error:
        raise _refused("ends_on", _("Hãy ghi ngày kết thúc mới.")) from error
    if task.ends_on is None or task.starts_on is None:
        raise _refused("ends_on", _("Nhiệm vụ chưa có thời gian thực hiện."))
    if later and day <= task.ends_on:
        raise _refused("ends_on", _("Ngày mới phải sau ngày kết thúc hiện nay."))
    if not later and not task.starts_on <= day < task.ends_on:
        raise _refused(
            "ends_on", _("Ngày mới phải trước ngày kết thúc hiện nay và không trước ngày bắt đầu.")
        )
    return {"ends_on": day.isoformat()}


def _extension(task: StTask, wish: Wish) -> dict[str, Any]:
    return _end(task, wish, later=True)


def _shortening(task: StTask, wish: Wish) -> dict[str, Any]:
    try:
        done = Fraction(str(wish.get("done", "")).replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise _refused("done", _("Hãy ghi phần nội dung đã hoàn thành.")) from error
    if not 0 <= done <= 1:
        raise _refused("done", _("Phần đã hoàn thành phải từ 0 đến 100%."))
    return {**_end(task, wish, later=False), "done": str(done)}


def _content(task: StTask, wish: Wish) -> dict[str, Any]:
    told = {name: str(wish[name]).strip() for name in SUBJECTS if str(wish.get(name, "")).strip()}
    changed = {name: text for name, text in told.items() if text != getattr(task, SUBJECTS[name])}
    if not changed:
        raise _refused("name", _("Hãy ghi ít nhất một nội dung mới."))
    if len(changed.get("name", "")) > 600:
        raise _refused("name", _("Tên nhiệm vụ dài quá 600 ký tự."))
    return changed


def _leader(task: StTask, wish: Wish) -> dict[str, Any]:
    person = Person.objects.filter(pk=wish.get("leader") or 0).first()
    name = str(wish.get("leader_name", "")).strip()[:150] or (person.name if person else "")
    if not name:
        raise _refused("leader_name", _("Hãy ghi chủ nhiệm mới."))
    return {"leader": person.pk if person else None, "leader_name": name}


def _host(task: StTask, wish: Wish) -> dict[str, Any]:
    host = Organisation.objects.filter(pk=wish.get("host") or 0).first()
    if host is None or host.pk == task.host_id:
        raise _refused("host", _("Hãy chọn tổ chức chủ trì mới."))
    return {"host": host.pk, "host_name": host.name}


def _budget(task: StTask, wish: Wish) -> dict[str, Any]:
    """New sums for some lines; the sums by source must stay, so that the contract stays."""
    lines = {line.pk: line for line in task.budget_lines.all()}
    told = {int(key): amount for key, amount in dict(wish.get("lines", {})).items()}
    if not told or set(told) - set(lines):
        raise _refused("lines", _("Hãy ghi số mới cho ít nhất một dòng dự toán."))
    moved: dict[str, int] = {}
    for key, amount in told.items():
        line = lines[key]
        if isinstance(amount, bool) or not isinstance(amount, int) or amount < (line.settled or 0):
            raise _refused("lines", _("Số mới phải tròn đồng và không dưới số đã quyết toán của dòng."))
        moved[line.source] = moved.get(line.source, 0) + amount - (line.planned or 0)
    if any(moved.values()):
        raise _refused("lines", _("Tổng của mỗi nguồn kinh phí phải giữ nguyên."))
    return {"lines": {str(key): amount for key, amount in told.items()}}


_READERS: dict[str, Callable[[StTask, Wish], dict[str, Any]]] = {
    ChangeKind.EXTENSION: _extension,
    ChangeKind.SHORTENING: _shortening,
    ChangeKind.CONTENT: _content,
    ChangeKind.BUDGET: _budget,
    ChangeKind.LEADER: _leader,
    ChangeKind.HOST: _host,
}


def lines_wished(wish: Wish) -> dict[int, int]:
    return {int(key): int(amount) for key, amount in wish.get("lines", {}).items()}


def wished_lines_of(task: StTask, wish: Wish) -> list[tuple[BudgetLine, int]]:
    told = lines_wished(wish)
    return [(line, told[line.pk]) for line in task.budget_lines.filter(pk__in=told)]
