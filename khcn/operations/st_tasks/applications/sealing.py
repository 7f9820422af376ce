"""A sent version, complete and plain, so that it reads the same when names have changed; and its SHA-256."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db.models import Max

from khcn.kernel.access import Actor
from khcn.kernel.documents.models import Attachment
from khcn.operations.st_tasks.advancing.papers import papers_on
from khcn.operations.st_tasks.applications.answers import asked_fields
from khcn.operations.st_tasks.applications.saving import form_of
from khcn.operations.st_tasks.models import Application, BudgetLine, SentVersion, TeamMember

#: Grows when the shape of what is sealed changes.
FORMAT = 1


def seal_version(application: Application, *, at: datetime, by: Actor) -> SentVersion:
    """Write the next version; call it with the application locked."""
    last = application.versions.aggregate(last=Max("number"))["last"] or 0
    content = contents(application, number=last + 1, at=at, by=by)
    return SentVersion.objects.create(
        application=application, number=last + 1, content=content, seal=seal_of(content), sent_at=at, sent_by_id=by.user_id
    )  # fmt: skip


def contents(application: Application, *, number: int, at: datetime, by: Actor) -> dict[str, Any]:
    """Answers with the labels of the form, team, estimate and files with their SHA-256."""
    form, procedure = form_of(application), application.procedure
    papers = sorted(papers_on(application).items())
    return {
        "format": FORMAT,
        "number": number,
        "purpose": application.purpose,
        "receipt": application.receipt,
        "rules": [procedure.code, procedure.version],
        "form": {"code": form.code, "name": form.name},
        "kind": application.kind,
        "task": application.task_id,
        "title": application.title,
        "organisation": _named(application.organisation),
        "agency": _named(application.agency),
        "partners": [_named(one) for one in application.partners.order_by("pk")],
        "sent": {"at": at.isoformat(timespec="seconds"), "by": by.name},
        "answers": [
            {"code": one.code, "label": one.label, "kind": one.kind, "value": application.answers.get(one.code)}
            for one in asked_fields(form)
        ],
        "team": [_member(one) for one in application.team.filter(removed_at=None).select_related("organisation")],
        "budget": [_line(one) for one in application.budget.all()],
        "files": [_file(code, one) for code, rows in papers for one in sorted(rows, key=lambda row: row.pk)],
    }  # fmt: skip


def canonical(content: dict[str, Any]) -> str:
    """One text for one content, whatever a database does to the order of keys."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def is_intact(version: SentVersion) -> bool:
    """What the version holds is what was sealed when it was sent."""
    return seal_of(version.content) == version.seal


def _named(record: Any) -> dict[str, Any] | None:
    return {"id": record.pk, "name": str(record)} if record is not None else None


def _member(one: TeamMember) -> dict[str, Any]:
    return {
        "name": one.name, "role": one.role, "organisation": _named(one.organisation), "accepted": one.accepted,
        "months": None if one.months is None else f"{one.months:f}", "degree_year": one.degree_year,
    }  # fmt: skip


def _line(one: BudgetLine) -> dict[str, Any]:
    names = ("year", "source", "item", "what", "norm", "lump_sum", "asked")
    return {name: getattr(one, name) for name in names}


def _file(code: str, one: Attachment) -> dict[str, Any]:
    return {"form": code, "name": str(one), "sha256": one.file.sha256 if one.file else ""}
