"""Which bulk tasks there are: each step of both rule sets once, and more of what a province has most."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from khcn.config.demo.st_tasks.ways import ASIDE, MAIN
from khcn.operations.st_tasks.models import Procedure

OLD_LAST_APPROVAL = date(2025, 9, 26)
#: Steps before approval under the old rule set came to a stand before the new one began.
STANDING_SINCE = date(2025, 9, 10)
EVERY = (*MAIN, *ASIDE)
#: Months that tasks run.
RUNS = {"old": 540, "new": 170}


@dataclass(frozen=True)
class Plot:
    """A task that came into `step` on `since`, after it ran so many days."""

    step: str
    procedure: Procedure
    since: date
    running: int
    number: int
    direct: bool = False

    @property
    def new(self) -> bool:
        return self.procedure.valid_to is None


def plots(
    old: Procedure | None, new: Procedure | None, rng: Random, today: date, scale: float
) -> Iterator[Plot]:
    number = 100
    for procedure in (one for one in (old, new) if one is not None):
        recent = procedure is new
        more = ("running",) * 6 + ("follow_up",) * 9 if not recent else ("running",) * 3 + ("received",) * 2
        for at, step in enumerate((*EVERY, *(more if scale >= 0.5 else ()))):
            number += 1
            repeated = at >= len(EVERY)
            since = _since(step, recent, repeated, rng, today)
            running = RUNS["new" if recent else "old"] + rng.randint(-20, 20)
            yield Plot(
                step,
                procedure,
                since,
                running,
                number,
                direct=step == "direct" or (number % 7 == 0 and step != "calling"),
            )


def _since(step: str, recent: bool, repeated: bool, rng: Random, today: date) -> date:
    if step == "running" and repeated:
        first = date(2024, 3, 1) if not recent else date(2026, 1, 5)
        last = OLD_LAST_APPROVAL if not recent else today - timedelta(20)
        return first + timedelta(rng.randint(0, (last - first).days))
    if step == "follow_up" and repeated:
        return today - timedelta(rng.randint(20, 55))
    early = step in (
        *MAIN[: MAIN.index("approved") + 1],
        "returned",
        "rejected",
        "merged",
        "not_recommended",
        "cancelled",
        "direct",
    )
    if not recent and early:
        return STANDING_SINCE - timedelta(rng.randint(0, 40))
    if not recent and step == "running":
        return OLD_LAST_APPROVAL
    return today - timedelta(rng.randint(1, 9))
