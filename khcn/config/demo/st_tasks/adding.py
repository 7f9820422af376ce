"""Artificial S&T tasks, put around the records of the registers."""

from random import Random
from typing import Any

from django.utils.translation import override

from khcn.config.demo.st_tasks.around_tasks import make_calls, surround
from khcn.config.demo.st_tasks.at_work import sit_today
from khcn.config.demo.st_tasks.bulk import Life, store
from khcn.config.demo.st_tasks.cast import gather
from khcn.config.demo.st_tasks.clock import travelling
from khcn.config.demo.st_tasks.plots import plots
from khcn.config.demo.st_tasks.rule_sets import rule_sets
from khcn.config.demo.st_tasks.walks import walk_all
from khcn.config.demo.world import World
from khcn.kernel.notices.models import Notice

SEED = 6


def add_st_tasks(world: World, scale: float) -> dict[str, Any]:
    """Nothing where the province has no rule set, or too few people to fill a council."""
    old, new = rule_sets()
    cast = gather(world)
    if cast is None or (old is None and new is None):
        return {"tasks": 0}
    rng = Random(SEED)  # noqa: S311 - not for secrets
    before = Notice.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    with travelling(world.today) as clock, override("vi"):
        walked = walk_all(cast, clock, old, new, world, scale)
        lives = [
            Life(one, rng, cast, world.places, world.today)
            for one in plots(old, new, rng, world.today, scale)
        ]
        calls = make_calls(lives)
        for one in lives:
            one.put_in(calls.get(one.plot.number))
        store(lives, clock)
        for one in lives:
            surround(one)
        at_work = sit_today(lives, clock)
    Notice.objects.filter(pk__gt=before, user__artificial=False).delete()
    return {"tasks": len(lives) + len(walked), "walked": len(walked), "councils_at_work": at_work}
