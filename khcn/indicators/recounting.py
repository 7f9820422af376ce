"""Counts follow the registers and what people tell: a worker counts anew what stands on them; each day, everything."""

from datetime import date
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from khcn.indicators.choices import CardState, Origin
from khcn.indicators.counting import recount
from khcn.indicators.models import Card, Count, StoredForecast
from khcn.indicators.signals import figures_changed
from khcn.kernel.jobs.daily import daily
from khcn.kernel.registers.measure import facts
from khcn.kernel.registers.recounting import when_registers_change


@when_registers_change
def recount_registers(codes: frozenset[str]) -> None:
    recount(registers=codes)


@daily("indicators.recount")
def recount_all(day: date) -> None:
    """A day passed: facts at a date and running years are told up to it."""
    recount(today=day)


@receiver(figures_changed)
def after_figures(sender: type[Any], **_told: Any) -> None:
    """A figure that a formula stands on, or a definition, is another one now."""
    if sender not in (Count, StoredForecast):
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    """Queue the work unless it is waiting already."""
    if not DBTaskResult.objects.ready().filter(task_path=catch_up.module_path).exists():
        catch_up.enqueue()


@task()
def catch_up() -> None:
    """What the worker runs: registers that a new definition counts, then all formulas."""
    recount(registers=uncounted_registers())


def uncounted_registers() -> frozenset[str]:
    """Registers whose facts are named by a definition in force under which nothing was counted yet."""
    cards = Card.objects.filter(state=CardState.IN_FORCE, source=Origin.FACT)
    waiting = cards.exclude(pk__in=Count.objects.values("card")).values_list("fact", flat=True)
    offered = facts()
    return frozenset(offered[code][0].code for code in waiting if code in offered)
