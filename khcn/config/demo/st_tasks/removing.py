"""Taking artificial S&T tasks out again, with all that was applied for, judged, paid and reported on them.

What people did on artificial tasks goes along. A council or a call that has a real task, too, stays, and keeps the
artificial tasks in it: then removing is refused until the two are apart.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from khcn.config.demo.st_tasks.cast import PREFIX
from khcn.config.demo.st_tasks.rule_sets import remove_rule_set
from khcn.kernel.accounts.models import User
from khcn.kernel.documents.models import Attachment, Document
from khcn.kernel.notices.models import Notice
from khcn.operations.st_tasks import models as st

#: Parts of a task by the way to it; children come before their parents.
OF_TASKS: tuple[tuple[type[Model], str], ...] = (
    (st.Instalment, "contract__task"), (st.Contract, "task"), (st.VolumeConfirmation, "task"), (st.PeriodicReport, "task"),
    (st.Inspection, "task"), (st.Change, "task"), (st.Stop, "task"), (st.Sanction, "task"), (st.SelfAssessment, "task"),
    (st.Result, "task"), (st.Use, "task"), (st.HandOver, "task"), (st.Publicity, "task"), (st.Similar, "other"),
    (st.Similar, "task"), (st.TaskEvent, "task"),
)  # fmt: skip
OF_COUNCILS: tuple[tuple[type[Model], str], ...] = (
    (st.Sheet, "item__council"), (st.Declaration, "item__council"), (st.Conflict, "item__council"),
    (st.Question, "item__council"), (st.Attendance, "meeting__council"), (st.Meeting, "council"),
    (st.CouncilItem, "council"), (st.Seat, "council"),
)  # fmt: skip
OF_APPLICATIONS: tuple[tuple[type[Model], str], ...] = (
    (st.SentVersion, "application"), (st.TeamMember, "application"), (st.BudgetLine, "application"),
)  # fmt: skip


def remove_st_tasks() -> int:
    """Delete all around artificial tasks; the tasks themselves go with the records. Tells how many there are."""
    tasks = list(st.StTask.objects.filter(artificial=True).values_list("pk", flat=True))
    applications = _artificial(st.Application, Q(task__in=tasks))
    councils = _artificial(st.Council, Q(items__task__in=tasks), but=_with_others(tasks))
    calls = list(st.Call.objects.filter(artificial=True).values_list("pk", flat=True))
    for model, way in OF_COUNCILS:
        _remove(model, Q(**{f"{way}__in": councils}))
    _remove(st.Council, Q(pk__in=councils))
    for model, way in OF_APPLICATIONS:
        _remove(model, Q(**{f"{way}__in": applications}))
    _remove(st.BudgetLine, Q(task__in=tasks))
    _remove(st.Application, Q(pk__in=applications))
    for model, way in OF_TASKS:
        _remove(model, Q(**{f"{way}__in": tasks}))
    _remove(st.OrderedProduct, Q(task__in=tasks))
    _remove_calls(calls)
    _remove_notices(tasks)
    return len(tasks)


def remove_accounts() -> None:
    """The accounts and the rule set of the demonstration, when nothing names them any more."""
    remove_rule_set()
    for user in User.objects.filter(username__startswith=PREFIX, artificial=True):
        user.delete()


def _artificial(model: Any, also: Q, *, but: Q | None = None) -> list[int]:
    """Keys of what is artificial or made for artificial tasks; all of it is marked, for the triggers of the database."""
    rows = model.objects.filter(Q(artificial=True) | also)
    rows = rows if but is None else rows.exclude(but)
    keys = list(rows.order_by().values_list("pk", flat=True).distinct())
    model.objects.filter(pk__in=keys, artificial=False).update(artificial=True)
    return keys


def _with_others(tasks: list[int]) -> Q:
    """Councils that judge real tasks, too."""
    return Q(pk__in=st.CouncilItem.objects.exclude(task__in=tasks).values("council"))


def _remove_calls(calls: list[int]) -> None:
    st.StTask.objects.filter(call__in=calls, artificial=True).update(call=None)
    st.Call.objects.filter(pk__in=calls).update(repeats=None)
    _remove(st.Call, Q(pk__in=calls) & Q(tasks=None) & Q(dossiers=None))


def _remove(model: type[Model], which: Q) -> None:
    """The rows with their papers and with what ties them to others."""
    rows: QuerySet[Any] = model._default_manager.filter(which)
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return
    _remove_papers(model, keys)
    for column in model._meta.many_to_many:
        through: Any = column.remote_field.through
        through.objects.filter(**{f"{column.m2m_field_name()}__in": keys}).delete()
    _erase(model._default_manager.filter(pk__in=keys))


def _remove_papers(model: type[Model], keys: list[int]) -> None:
    held = Attachment.objects.filter(kind=ContentType.objects.get_for_model(model), object_id__in=keys)
    documents = list(held.exclude(document=None).values_list("document_id", flat=True))
    _erase(held)
    alone = list(Document.objects.filter(pk__in=documents, attachments=None).values_list("pk", flat=True))
    Document.history.filter(id__in=alone).delete()
    _erase(Document.objects.filter(pk__in=alone))


def _remove_notices(tasks: list[int]) -> None:
    """Notices about these tasks, and all on S&T tasks that went to demo accounts."""
    start = reverse("st_task_list")
    told = Q(url__regex=rf"^{start}({'|'.join(map(str, tasks)) or 'x'})/")
    ours = Q(user__artificial=True) & (Q(kind__startswith="st_task") | Q(kind__startswith="council"))
    Notice.objects.filter(told | ours).delete()


def _erase(rows: QuerySet[Any]) -> None:
    """Without going through each row; foreign keys are checked at the end of the transaction."""
    rows.order_by()._raw_delete(rows.db)  # type: ignore[attr-defined]


def models_with_rows() -> list[str]:
    """For tests: what of the application still has rows."""
    return [
        one._meta.label
        for one in apps.get_app_config("st_tasks").get_models()
        if one._default_manager.exists()
    ]
