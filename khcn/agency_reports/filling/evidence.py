"""Files that prove an answer."""

from collections.abc import Iterable

from django.db import transaction

from khcn.agency_reports.filling.locks import lock_of
from khcn.agency_reports.filling.saving import locked
from khcn.agency_reports.models import Answer, Report, RequestItem
from khcn.kernel.access import Actor
from khcn.kernel.documents.domain import attach
from khcn.kernel.documents.models import Attachment, Purpose, StoredFile


@transaction.atomic
def add_evidence(
    *, report: Report, item: RequestItem, files: Iterable[tuple[StoredFile, str]], by: Actor
) -> list[Attachment]:
    """Tie stored files, with the names people gave them, to the answer. The same file is not tied twice."""
    report = locked(report)
    if lock := lock_of(report, by):
        lock.refuse()
    answer, _new = Answer.objects.get_or_create(report=report, item=item)
    tied = set(answer.attachments.filter(removed_at=None).values_list("file_id", flat=True))
    return [
        attach(record=answer, file=file, name=name, purpose=Purpose.EVIDENCE, by=by)
        for file, name in files
        if file.pk not in tied
    ]
