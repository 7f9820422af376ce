"""Entries of the results library: what a task found or made, who may read it, what grew out of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import fold
from khcn.operations.st_tasks.choices import Access
from khcn.operations.st_tasks.models import Result, StTask

#: A result exists from the time the task is being carried out.
ENTERED_IN = ("running", "paused", "accepting", "accepted", "closed", "terminated")
FIELDS = ("title", "kind", "abstract", "keywords", "access", "policy_question", "used_in", "rights_holder")
LINKS = ("ip_rights", "transfer_contracts", "products")
SEARCHED = ("title", "abstract", "keywords", "policy_question", "used_in", "rights_holder")


@transaction.atomic
def enter_result(
    *, task: StTask, values: Mapping[str, Any], links: Mapping[str, Iterable[Model]] | None = None, by: Actor
) -> Result:
    """Put a result of a task into the library; results of a task with secrets stay with the department.

    Raises DomainError `result.too_early`, `result.title`, `result.confidential`.
    """
    require(by, "st_tasks.sttask.tell_outcome", task)
    if task.state not in ENTERED_IN:
        raise DomainError(_("Kết quả được ghi từ khi nhiệm vụ đang thực hiện."), code="result.too_early")
    result = Result(task=task, created_by_id=by.user_id)
    _write(result, values, links or {})
    record_event("st_task.enter_result", task, by=by, after={"title": result.title, "access": result.access})
    return result


@transaction.atomic
def edit_result(
    *,
    result: Result,
    values: Mapping[str, Any],
    links: Mapping[str, Iterable[Model]] | None = None,
    by: Actor,
) -> Result:
    """Change an entry. Raises DomainError `result.title`, `result.confidential`."""
    require(by, "st_tasks.sttask.tell_outcome", result.task)
    result = Result.objects.select_for_update(of=("self",)).select_related("task").get(pk=result.pk)
    before = {name: getattr(result, name) for name in FIELDS if name in values}
    _write(result, values, links or {})
    after = {name: getattr(result, name) for name in before}
    changed = {name for name in after if after[name] != before[name]}
    if changed or links:
        record_event(
            "st_task.edit_result", result.task, by=by,
            before={name: str(before[name])[:300] for name in changed},
            after={"result": result.pk, **{name: str(after[name])[:300] for name in changed}},
        )  # fmt: skip
    return result


@transaction.atomic
def remove_result(*, result: Result, reason: str, by: Actor) -> None:
    """Take an entry out that was made by mistake. Raises DomainError `result.reason`, `result.registered`, `result.files`."""
    task = result.task
    require(by, "st_tasks.sttask.manage", task)
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do xóa kết quả."), code="result.reason")
    if task.registered_on:
        raise DomainError(
            _("Kết quả đã được đăng ký nên không xóa; hãy sửa nội dung hoặc mức đọc."),
            code="result.registered",
        )
    if result.attachments.filter(removed_at=None).exists():
        raise DomainError(_("Hãy gỡ các tệp đính kèm trước khi xóa kết quả."), code="result.files")
    title = result.title
    result.delete()
    record_event(
        "st_task.remove_result", task, by=by, before={"title": title}, after={"reason": reason.strip()}
    )


def _write(result: Result, values: Mapping[str, Any], links: Mapping[str, Iterable[Model]]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(result, name, values[name])
    result.title = result.title.strip()
    if not result.title:
        sentence = _("Hãy ghi tên kết quả.")
        raise DomainError(sentence, code="result.title", fields={"title": sentence})
    if result.task.confidential and result.access != Access.DEPARTMENT:
        sentence = _("Nhiệm vụ có yêu cầu bảo mật nên kết quả chỉ để ở mức “Sở và tổ chức chủ trì”.")
        raise DomainError(sentence, code="result.confidential", fields={"access": sentence})
    result.folded = fold(
        " ".join(str(getattr(result, name) or "") for name in SEARCHED) + f" {result.task.name}"
    )
    result.save()
    for name in LINKS:
        if name in links:
            getattr(result, name).set(links[name])
