"""Loading the demonstration data, once."""

import time
from collections.abc import Callable
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from khcn.config.demo.around import add_bookings, add_papers, settle_duties
from khcn.config.demo.figures import add_figures
from khcn.config.demo.making import Maker
from khcn.config.demo.reporting import add_reporting
from khcn.config.demo.shapes import SHAPES
from khcn.config.demo.st_tasks.adding import add_st_tasks
from khcn.config.demo.words import read_words
from khcn.config.demo.world import World
from khcn.config.demo.writing import write
from khcn.indicators.counting import recount
from khcn.kernel.access import Actor
from khcn.kernel.accounts.choices import Role
from khcn.kernel.audit.domain import record_event
from khcn.kernel.duplicates.search import find_suspects
from khcn.kernel.duties.models import Duty
from khcn.kernel.duties.refresh import refresh_all
from khcn.kernel.packs.models import DemoData
from khcn.kernel.registers.declaration import Register, registers
from khcn.operations.st_tasks.register import StTasks
from khcn.registers.activity_ledger.models import ActivityEntry
from khcn.registers.activity_ledger.sync import rebuild_ledger
from khcn.registers.directory.taxonomies import load_science_fields
from khcn.status.targets.following import note_changes

Tell = Callable[[str], object]


def load_demo(*, seed: int, scale: float, tell: Tell) -> dict[str, Any]:
    """Fill all registers; when demonstration data are there already, nothing is added."""
    if (there := DemoData.objects.first()) is not None:
        tell(f"Dữ liệu mẫu đã có từ {timezone.localtime(there.loaded_at):%d/%m/%Y %H:%M}; không thêm gì.")
        return {"added": 0, **there.summary}
    begun = time.monotonic()
    with transaction.atomic():
        summary = _fill(seed, scale, tell)
        DemoData.objects.create(seed=seed, summary=summary)
        record_event("demo.load", by=_actor(), label="Dữ liệu mẫu", after=summary)
    return {"added": summary["total"], **summary, "seconds": round(time.monotonic() - begun, 1)}


def _actor() -> Actor:
    return Actor(None, "khcn demo", timezone.localdate(), frozenset({(Role.ADMIN.value, None)}))


def _fill(seed: int, scale: float, tell: Tell) -> dict[str, Any]:
    today, by = timezone.localdate(), _actor()
    load_science_fields()
    before = Duty.objects.count()
    world = World(Random(seed), today)  # noqa: S311 - not for secrets
    _common, told = read_words()
    counts: dict[str, int] = {}
    for register in in_order():
        maker = Maker(register, told[register.code], world, SHAPES.get(register.code))
        drafts = list(maker.drafts(scale))
        records = write(register, drafts, by)
        world.remember(one.record for one in drafts if one.record is not None and not one.copied)
        world.unsound += maker.unsound
        counts[register.code] = len(records)
    tell(f"Đã tạo {sum(counts.values())} bản ghi trong {len(counts)} sổ.")
    st_tasks = add_st_tasks(world, scale)
    counts[StTasks.code] += st_tasks["tasks"]
    around = {"bookings": add_bookings(world), "papers": add_papers(world, scale)}
    refresh_all(today)
    settle_duties(world)
    rebuild_ledger()
    figures = add_figures(Random(seed), today)  # noqa: S311 - not for secrets
    reporting = add_reporting(Random(seed), today)  # noqa: S311 - not for secrets
    recount(today=today)
    note_changes(today=today)
    suspects = sum(find_suspects(register) for register in registers if register.similar)
    counts["so-cai-hoat-dong"] = ActivityEntry.objects.filter(artificial=True).count()
    return {
        "redrafted": len(world.unsound), "seed": seed, "scale": scale, "records": counts, "total": sum(counts.values()), **around,
        "duties": Duty.objects.count() - before, "suspects": suspects,
        "figures": figures, "reporting": reporting, "st_tasks": st_tasks,
    }  # fmt: skip


def in_order() -> list[Register]:
    """Registers such that each comes after those that its records point at."""
    done: list[Register] = []
    waiting = list(registers)
    while waiting:
        ready = [
            one
            for one in waiting
            if not _points_at(one) & {other.model for other in waiting if other is not one}
        ]
        done += ready or waiting[:1]
        waiting = [one for one in waiting if one not in done]
    return done


def _points_at(register: Register) -> set[Any]:
    return {register.field(name).related_model for name in (*register.single, *register.many)}
