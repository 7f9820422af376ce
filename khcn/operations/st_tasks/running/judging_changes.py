"""What the rules say against a change, as sentences with their article."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.choices import ChangeKind, ChangeState, LumpSum
from khcn.operations.st_tasks.councils.saying import cited
from khcn.operations.st_tasks.judging.changes import (
    AmendmentFacts,
    ExtensionFacts,
    Facts,
    ReplacementFacts,
    ShorteningFacts,
    refusals,
)
from khcn.operations.st_tasks.models import Change
from khcn.operations.st_tasks.money.regime import change_rule, outline_for
from khcn.operations.st_tasks.running.obligations import Obligation, obligations_of
from khcn.operations.st_tasks.running.schedule import months_added, months_between
from khcn.registers.directory.models import Organisation, Person


def faults_of(change: Change) -> list[str]:
    """Everything that forbids to agree; empty where nothing does or the rule set has no such rule."""
    rule = change_rule(outline_for(change.task))
    found: list[str] = []
    if rule is not None:
        found += [cited(fault) for facts in facts_of(change) for fault in refusals(rule=rule, facts=facts)]
    return found + [str(one) for one in _new_bearer(change) if one.bars]


def facts_of(change: Change) -> Iterator[Facts]:
    """The change as the rules look at it."""
    task, wish = change.task, change.wish
    if change.kind == ChangeKind.EXTENSION:
        assert task.starts_on and task.ends_on
        ends_on = date.fromisoformat(wish["ends_on"])
        # More than 24 months is told by the day: 24 months and one day are more.
        duration = months_between(task.starts_on, task.ends_on)
        before = Change.objects.filter(
            task=task, kind=ChangeKind.EXTENSION, state=ChangeState.AGREED
        ).exclude(pk=change.pk)
        yield ExtensionFacts(
            duration, months_added(task.ends_on, ends_on), change.asked_on, task.ends_on, before.count()
        )
    elif change.kind == ChangeKind.SHORTENING:
        yield ShorteningFacts(Fraction(wish["done"]))
    elif change.kind == ChangeKind.CONTENT:
        for subject in wish:
            yield AmendmentFacts(task.lump_sum or "none", subject)
    elif change.kind in (ChangeKind.LEADER, ChangeKind.HOST):
        yield ReplacementFacts(str(change.kind), change.ground)


def _new_bearer(change: Change) -> Iterator[Obligation]:
    """The new host and the new leader meet the conditions of a selection."""
    task, wish, outline = change.task, change.wish, outline_for(change.task)
    if change.kind == ChangeKind.LEADER and wish.get("leader"):
        person = Person.objects.get(pk=wish["leader"])
        yield from obligations_of(None, person, change.asked_on, outline=outline, but=task)
    elif change.kind == ChangeKind.HOST:
        host = Organisation.objects.get(pk=wish["host"])
        yield from obligations_of(host, None, change.asked_on, outline=outline, but=task)


def warnings_of(change: Change) -> list[str]:
    """What a person should look at: nothing here forbids anything."""
    told = [str(one) for one in _new_bearer(change) if not one.bars]
    if change.kind == ChangeKind.LEADER and not change.wish.get("leader"):
        told.append(
            _("Chủ nhiệm mới chưa có trong danh bạ nên điều kiện của người này phải được kiểm tra riêng.")
        )
    if change.kind == ChangeKind.CONTENT and change.task.lump_sum == LumpSum.PARTIAL:
        told.append(
            _(
                "Khoán từng phần: điều chỉnh phải qua hội đồng tư vấn và được bên đặt hàng đồng ý; hãy đính kèm biên bản."
            )
        )
    return told
