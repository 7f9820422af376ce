"""A call judged: the ranking of 250 dossiers by 9 members, against the slow reference of the tests in the same run; CPU time.

The table as a page asks for it, out of the database, is measured by `benchmarks/ranking_table.py`.
"""

import random
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from khcn.operations.st_tasks.judging.selection import Bid, Outcome, Sheet, tally
from tests.operations.st_tasks.judging import reference
from tests.operations.st_tasks.judging.old_regime import SELECTION, TECHNOLOGY

BIDS, MEMBERS, ROUNDS = 250, 9, 7
LINES = TECHNOLOGY.criteria
CONTENT = [line.is_content for line in LINES]


def make(bids: int, *, seed: int = 57) -> dict[str, reference.Votes]:
    """Artificial points in halves: most bids are near the pass mark, some members far from it, some criteria left open."""
    chance = random.Random(seed)
    return {f"b{bid}": _ballots(chance, chance.uniform(0.55, 0.95)) for bid in range(bids)}


def _ballots(chance: random.Random, level: float) -> reference.Votes:
    votes: reference.Votes = {}
    for member in range(MEMBERS):
        mood = level * chance.choice([0.6, 1, 1, 1, 1.05])
        ballot: reference.Ballot = [
            50 * round(min(1, max(0, chance.gauss(mood, 0.06))) * int(line.maximum) * 2) for line in LINES
        ]
        if chance.random() < 0.02:
            ballot[chance.randrange(len(LINES))] = None
        votes[f"m{member}"] = ballot
    return votes


def handed_in(ballots: dict[str, reference.Votes]) -> tuple[list[Sheet], list[Bid]]:
    sheets = [
        Sheet(
            member,
            bid,
            {
                line.code: None if given is None else Decimal(given).scaleb(-2)
                for line, given in zip(LINES, ballot, strict=True)
            },
        )
        for bid, votes in ballots.items()
        for member, ballot in votes.items()
    ]
    return sheets, [
        Bid(bid, 1_000_000_000 + number % 5, number % 11 == 0) for number, bid in enumerate(ballots)
    ]


def slow(ballots: dict[str, reference.Votes], bids: list[Bid]) -> dict[str, int]:
    told = {str(bid.key): bid for bid in bids}
    scored = {
        bid: reference.score_of(votes, MEMBERS, CONTENT, told[bid].proposed)
        | {"budget": told[bid].budget, "excellent": told[bid].excellent_record}
        for bid, votes in ballots.items()
    }
    return reference.places(scored)


def timed(act: Callable[[], object]) -> float:
    """The median of some rounds, in milliseconds of CPU."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        act()
        times.append(time.process_time() - begun)
    return 1000 * median(times)


def places(outcome: Outcome) -> dict[str, int]:
    return {str(one.key): one.place for one in outcome.ranking if one.place is not None}


def measure(count: int) -> None:
    ballots = make(count)
    sheets, bids = handed_in(ballots)

    def quick() -> Outcome:
        return tally(rule=SELECTION, grid=TECHNOLOGY, sheets=sheets, bids=bids, present=MEMBERS)

    if places(quick()) != slow(ballots, bids):
        sys.exit("the two rankings differ")
    ours, other = timed(quick), timed(lambda: slow(ballots, bids))
    print(f"{count:>6} {len(sheets):>7} {ours:>6.1f} ms {other:>7.1f} ms {ours / other:>7.2f}")


def main() -> None:
    print(f"{'bids':>6} {'sheets':>7} {'tally':>9} {'reference':>10} {'ratio':>7}")
    for count in (BIDS, 2 * BIDS, 4 * BIDS):
        measure(count)


if __name__ == "__main__":
    main()
