"""Papers that a step demands: attachments filed under the code of a form."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from khcn.kernel.documents.models import Attachment
from khcn.operations.st_tasks.advancing.guards import Step


def papers_on(record: Model) -> dict[str, list[Attachment]]:
    """The attachments of a record by the form that they are filed under; `Attachment.note` begins with its code."""
    kind = ContentType.objects.get_for_model(record)
    rows = Attachment.objects.filter(kind=kind, object_id=record.pk, removed_at=None).select_related(
        "file", "document"
    )
    found: dict[str, list[Attachment]] = {}
    for row in rows:
        found.setdefault(form_of(row), []).append(row)
    return found


def form_of(attachment: Attachment) -> str:
    """The code of the form an attachment is filed under: what stands before the bar in its note; empty without one."""
    code, bar, _rest = attachment.note.partition("|")
    return code.strip() if bar else ""


def filed_as(form: str, note: str = "") -> str:
    """The note of an attachment that is filed under a form."""
    return f"{form}|{note}"


def missing_papers(step: Step) -> Iterable[str]:
    """The names of demanded papers that are not attached to the task."""
    if not step.transition.papers:
        return []
    there = papers_on(step.task)
    return [_name(step, code) for code in step.transition.papers if code not in there]


def _name(step: Step, code: str) -> str:
    form = step.outline.form(code)
    return f"{form.name} ({code})" if form else code
