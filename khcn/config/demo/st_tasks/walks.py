"""The stories: cohorts that walk by acts, so that councils, money and reports hang together as in real life."""

from datetime import date, timedelta
from typing import Any

from khcn.config.demo.st_tasks.carrying_out import CarryingOut
from khcn.config.demo.st_tasks.cast import Cast
from khcn.config.demo.st_tasks.clock import Clock
from khcn.config.demo.st_tasks.finding import Finding, to_approval
from khcn.config.demo.world import World
from khcn.operations.st_tasks.models import Procedure, StTask
from khcn.registers.ip.models import Right
from khcn.registers.products.models import Product
from khcn.registers.transfer_contracts.models import TransferContract

GRADES = ("excellent", "pass", "pass", "fail")


def walk_all(
    cast: Cast, clock: Clock, old: Procedure | None, new: Procedure | None, world: World, scale: float
) -> list[StTask]:
    """The tasks that walked."""
    few = scale < 0.5
    made: list[StTask] = []
    if old is not None:
        made += _old(Finding(cast, clock, old, 200, 2 if few else 6), world)
    if new is not None:
        made += _new(Finding(cast, clock, new, 220, 1 if few else 3))
        made += _now(Finding(cast, clock, new, 240, 1 if few else 3))
    clock.go(clock.today)
    return made


def _old(cohort: Finding, world: World) -> list[StTask]:
    """Approved in 2024, most accepted in the autumn of 2025; one ended early, one runs on after an extension."""
    tasks = list(to_approval(cohort, date(2023, 12, 5), months=15))
    work = CarryingOut(cohort)
    for task in tasks:
        work.sign(task, date(2024, 6, 20))
    tasks = list(
        StTask.objects.filter(pk__in=[one.pk for one in tasks])
        .select_related("procedure", "host")
        .order_by("pk")
    )
    accepted, aside = tasks[: 4 if len(tasks) > 2 else 1], tasks[4 if len(tasks) > 2 else 1 :]
    for at, task in enumerate(accepted):
        work.report(task, date(2025, 6, 30), late=18 if at == 2 else 0)
        work.inspect(task, date(2025, 3, 12))
    for at, task in enumerate(aside):
        if at == 0:
            work.stop(task, date(2025, 2, 10))
        else:
            work.report(task, date(2025, 1, 31))
            work.extend(task, date(2025, 5, 20), 6)
    grades = {task.pk: grade for task, grade in zip(accepted, GRADES, strict=False)}
    accepted = [work.hand_in(task, date(2025, 9, 8), grades[task.pk]) for task in accepted]
    day = work.judge(accepted, date(2025, 9, 19), grades, experts=True)
    for at, task in enumerate(accepted):
        if grades[task.pk] == "fail":
            continue
        work.register(task, day + timedelta(15), **_links(world, at))
        work.close(task, day + timedelta(60 + at))
        work.tell(task, day + timedelta(70), ("portal", "workshop", "press")[at % 3])
        work.use(task, clock_day(cohort, date(2026, 10, 12)), applied=at != 1, confirm=at != 2)
    return tasks


def clock_day(cohort: Finding, day: date) -> date:
    return min(day, cohort.clock.today - timedelta(3))


def _links(world: World, at: int) -> dict[str, Any]:
    """Rights, contracts and products of the demonstration that grew out of a result."""
    told = {"ip_rights": Right, "transfer_contracts": TransferContract, "products": Product}
    found = {
        name: [one for one in world.made[model] if one.standing == "active"] for name, model in told.items()
    }
    return {name: [rows[at % len(rows)]] for name, rows in found.items() if rows}


def _new(cohort: Finding) -> list[StTask]:
    """Under the new rule set: ordered in the autumn of 2025, running since the spring of 2026, one report missing."""
    tasks = list(to_approval(cohort, date(2025, 10, 6), months=18))
    work = CarryingOut(cohort)
    day = cohort.clock.day + timedelta(8)
    tasks = [work.sign(task, day) for task in tasks]
    for at, task in enumerate(tasks):
        if at != 1:
            work.report(task, cohort.clock.today)
    return tasks


def _now(cohort: Finding) -> list[StTask]:
    """A call that is open today, with one dossier sent and others being written."""
    clock = cohort.clock
    begun = clock.today - timedelta(95)
    cohort.propose(begun)
    cohort.screen(begun + timedelta(10))
    day = cohort.identify(begun + timedelta(14))
    cohort.order(day + timedelta(3))
    cohort.announce(clock.today - timedelta(12), days=34)
    cohort.bid(clock.today - timedelta(4), bids=1, send=False)
    return cohort.tasks
