"""Taking artificial reporting cycles out again, with all that was sent, accepted and written in them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q, QuerySet
from django.urls import reverse

from khcn.agency_reports.models import (
    AcceptedValue,
    Answer,
    Cycle,
    Obstacle,
    PartyMembers,
    Report,
    ReportRequest,
    Ruling,
    TaskUpdate,
)
from khcn.agency_reports.workbook.models import WorkbookUpload
from khcn.config.demo.reporting import NOTE
from khcn.indicators.models import Observation
from khcn.kernel.documents.models import Attachment, Document
from khcn.kernel.notices.models import Notice
from khcn.outputs.official_reports.models import OfficialReport


def updates_pointing() -> Iterator[str]:
    """Corrections that people made elsewhere to updates which came out of artificial reports."""
    made = set(_made("update"))
    for row in TaskUpdate.objects.filter(corrects__in=made).exclude(pk__in=made).select_related("task"):
        yield f"{TaskUpdate._meta.verbose_name} “{row}” (#{row.pk})"


def remove_reporting() -> int:
    """Delete the cycles and what came of them; tells how many. What people did in them goes as well."""
    cycles = list(Cycle.objects.filter(artificial=True).values_list("pk", "code"))
    keys = [pk for pk, _code in cycles]
    updates, obstacles, figures = list(_made("update")), list(_made("obstacle")), list(_made("observation"))
    Observation.objects.filter(pk__in=figures).update(
        artificial=True
    )  # taken out with the other artificial figures
    _remove_official_reports(keys)
    _remove_reports(keys)
    TaskUpdate.objects.filter(pk__in=updates).update(corrects=None)
    for model, made in ((TaskUpdate, updates), (Obstacle, obstacles)):
        _remove_papers(model, made)
        _remove(model.objects.filter(pk__in=made))
    _remove(ReportRequest.objects.filter(cycle__in=keys))
    _remove(Cycle.objects.filter(pk__in=keys))
    _remove_members()
    _remove_notices([f"/bao-cao/{code}/" for _pk, code in cycles], obstacles)
    return len(cycles)


def _made(name: str) -> Iterator[int]:
    """What accepting artificial reports made: not what stood already when the report was sent."""
    rows = AcceptedValue.objects.filter(item__request__cycle__artificial=True).exclude(**{name: None})
    made = rows.filter(**{f"{name}__created_at__gte": F("answer__report__sent_at")})
    first: Iterable[Any] = made.values_list(f"{name}_id", flat=True)
    return _with_what_they_correct(first) if name == "update" else iter(first)


def _with_what_they_correct(updates: Iterable[int]) -> Iterator[int]:
    """A report sent again corrects the update of the version before, to which nothing points any more."""
    rows = dict(TaskUpdate.objects.filter(pk__in=list(updates)).values_list("pk", "corrects_id"))
    earliest = (
        Cycle.objects.filter(artificial=True)
        .order_by("opened_at")
        .values_list("opened_at", flat=True)
        .first()
    )
    while rows:
        yield from rows
        older = [pk for pk in rows.values() if pk is not None]
        found = (
            TaskUpdate.objects.filter(pk__in=older, created_at__gte=earliest)
            if earliest
            else TaskUpdate.objects.none()
        )
        rows = dict(found.values_list("pk", "corrects_id"))


def _remove_official_reports(cycles: list[int]) -> None:
    reports = OfficialReport.objects.filter(cycle__in=cycles)
    documents = [pk for pk in reports.values_list("document_id", flat=True) if pk is not None]
    _remove_papers(OfficialReport, list(reports.values_list("pk", flat=True)))
    _remove(reports)
    _remove(Document.objects.filter(pk__in=documents, attachments=None))


def _remove_reports(cycles: list[int]) -> None:
    reports = Report.objects.filter(request__cycle__in=cycles)
    answers = Answer.objects.filter(report__in=reports)
    _remove_papers(Answer, list(answers.values_list("pk", flat=True)))
    _remove_papers(Report, list(reports.values_list("pk", flat=True)))
    AcceptedValue.objects.filter(item__request__cycle__in=cycles).delete()
    _remove(Ruling.objects.filter(cycle__in=cycles))
    WorkbookUpload.objects.filter(report__in=reports).delete()
    reports.update(replaces=None)
    reports.delete()


def _remove_notices(addresses: list[str], obstacles: list[int]) -> None:
    told = Q(url__in=[reverse("obstacle_detail", kwargs={"pk": pk}) for pk in obstacles])
    for address in addresses:
        told |= Q(url__startswith=address)
    Notice.objects.filter(told).delete()


def _remove_members() -> None:
    """Decisions about open classes that nobody has confirmed since."""
    rows = PartyMembers.objects.filter(note=NOTE)
    versions = PartyMembers.history.filter(id__in=list(rows.values_list("pk", flat=True)))
    agencies: Any = PartyMembers.history.model._meta.get_field(
        "historicalpartymembers_agencies"
    ).related_model
    agencies.objects.filter(history__in=versions).delete()
    _remove(rows)


def _remove_papers(model: type[Model], keys: list[int]) -> None:
    Attachment.objects.filter(kind=ContentType.objects.get_for_model(model), object_id__in=keys).delete()


def _remove(rows: QuerySet[Any]) -> None:
    """Delete the rows and the versions kept of them."""
    keys = list(rows.values_list("pk", flat=True))
    rows.delete()
    history: Any = getattr(rows.model, "history", None)
    if history is not None:
        history.filter(**{f"{rows.model._meta.pk.attname}__in": keys}).delete()
