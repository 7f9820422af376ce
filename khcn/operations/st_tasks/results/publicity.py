"""The duty to make results known: what was done, and what is still asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import Access
from khcn.operations.st_tasks.models import Publicity, StTask

KINDS = tuple(str(code) for code, _name in Publicity._meta.get_field("kind").flatchoices)


@transaction.atomic
def add_publicity(*, task: StTask, kind: str, what: str, on: date, link: str = "", by: Actor) -> Publicity:
    """Note how results were made known. Raises DomainError `publicity.confidential`, `publicity.blank`, `publicity.future`."""
    require(by, "st_tasks.sttask.tell_outcome", task)
    if task.confidential:
        raise DomainError(
            _("Nhiệm vụ có yêu cầu bảo mật không công bố, truyền thông kết quả."),
            code="publicity.confidential",
        )
    if not what.strip() or kind not in KINDS:
        raise DomainError(_("Hãy chọn hình thức và ghi nội dung đã công bố."), code="publicity.blank")
    if on > by.on:
        raise DomainError(_("Ngày công bố không được ở tương lai."), code="publicity.future")
    made = Publicity.objects.create(task=task, kind=kind, what=what.strip(), link=link.strip(), on=on)
    record_event("st_task.publicity", task, by=by, after={"kind": kind, "what": made.what, "on": on})
    return made


@transaction.atomic
def remove_publicity(*, publicity: Publicity, reason: str, by: Actor) -> None:
    """Take back an item entered by mistake."""
    task = publicity.task
    require(by, "st_tasks.sttask.manage", task)
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do xóa."), code="publicity.reason")
    told = {"kind": publicity.kind, "what": publicity.what, "on": publicity.on}
    publicity.delete()
    record_event("st_task.publicity_removed", task, by=by, before=told, after={"reason": reason.strip()})


@dataclass(frozen=True)
class Asked:
    """One line of the checklist. `duty`: the law or the plan asks for it; otherwise it is advised."""

    label: str | Promise
    done: bool
    duty: bool
    basis: str


def checklist(task: StTask) -> Iterator[Asked]:
    """What making results known means for this task; nothing for a task with secrets."""
    if task.confidential:
        return
    kinds = {one.kind for one in task.publicity.all()}
    results = list(task.results.all())
    yield Asked(
        gettext_lazy("Công bố, truyền thông ít nhất một lần trên phương tiện thông tin"),
        bool(kinds & {"portal", "press", "tv"}), True, "TT 14/2014/TT-BKHCN, Điều 23–26",
    )  # fmt: skip
    yield Asked(
        gettext_lazy("Giới thiệu cho nơi có thể ứng dụng: hội nghị, hội thảo, tập huấn"),
        "workshop" in kinds,
        False,
        "",
    )
    yield Asked(
        gettext_lazy("Có tóm tắt kết quả cho người ngoài đọc được trong thư viện"),
        any(one.abstract and one.access == Access.OPEN for one in results), False, "",
    )  # fmt: skip
