"""How an artificial record came into its state: the moves on the way and the day of each."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from khcn.kernel.registers.life import WITHDRAWN, Life, Move, Standing


@dataclass(frozen=True)
class Step:
    state: str
    standing: str
    on: date
    reason: str = ""


def way_to(life: Life, target: str) -> list[Move]:
    """The shortest way of moves from the first state; empty where records are entered in the state itself."""
    waiting: deque[tuple[str, list[Move]]] = deque([(life.states[0].code, [])])
    seen = {life.states[0].code}
    while waiting:
        code, way = waiting.popleft()
        if code == target:
            return way
        for move in life.moves_from(code):
            if move.target not in seen:
                seen.add(move.target)
                waiting.append((move.target, [*way, move]))
    return []


def was_live(life: Life, target: str) -> bool:
    """Whether a record in this state has been in force: refused applications never were."""
    way = way_to(life, target)
    codes = {target, *(move.target for move in way), *([life.states[0].code] if way else [])}
    return not {life[code].standing for code in codes}.isdisjoint((Standing.ACTIVE, Standing.PAUSED))


def chain(
    life: Life,
    target: str,
    *,
    asked: date | None,
    start: date,
    end: date | None,
    today: date,
    rng: Random,
    withdrawn: bool,
) -> list[Step]:
    """The states of a record in order, from the day `asked`; on `start` it came into force or was refused."""
    way = way_to(life, target)
    codes = [life.states[0].code, *(move.target for move in way)] if way else [target]
    reasons = ["", *("Theo văn bản mẫu" if move.reason else "" for move in way)] if way else [""]
    codes, reasons = _with_a_pause(life, codes, reasons, rng)
    days = _days(life, codes, asked, start, end, today, rng)
    steps = [
        Step(code, life[code].standing, day, reason)
        for code, day, reason in zip(codes, days, reasons, strict=True)
    ]
    if withdrawn:
        last = min(today, steps[-1].on + timedelta(rng.randint(1, 60)))
        steps.append(Step(WITHDRAWN.code, Standing.VOID, max(last, steps[-1].on), "Nhập nhầm (dữ liệu mẫu)"))
    return steps


def _with_a_pause(
    life: Life, codes: list[str], reasons: list[str], rng: Random
) -> tuple[list[str], list[str]]:
    """Some records in force were paused for a while."""
    if life[codes[-1]].standing != Standing.ACTIVE or rng.random() > 0.15:
        return codes, reasons
    for out in life.moves_from(codes[-1]):
        back = [one for one in life.moves_from(out.target) if one.target == codes[-1]]
        if life[out.target].standing == Standing.PAUSED and back:
            return [*codes, out.target, codes[-1]], [*reasons, "Tạm dừng theo văn bản mẫu", ""]
    return codes, reasons


def _days(
    life: Life,
    codes: Sequence[str],
    asked: date | None,
    start: date,
    end: date | None,
    today: date,
    rng: Random,
) -> list[date]:
    live = next((at for at, code in enumerate(codes) if life[code].standing != Standing.PENDING), len(codes))
    if live == len(codes):
        return _spread(min(asked or start, today), today, len(codes))
    before = (
        _spread(asked, start, live)
        if asked and asked < start
        else [start - timedelta(25 * (live - at) + rng.randint(0, 10)) for at in range(live)]
    )
    later = len(codes) - live - 1
    if not later:
        return [*before, end or start]
    if end is not None:
        return [*before, *_spread(start, end, later), end]
    last = start + (today - start) * rng.uniform(0.5, 0.95)
    return [*before, *_spread(start, max(last, start), later + 1)]


def _spread(first: date, last: date, count: int) -> list[date]:
    span = max((last - first).days, 0)
    return [first + timedelta(span * at // max(count, 1)) for at in range(count)]
