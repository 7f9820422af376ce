"""Several readings of one target side by side, told by whoever computes them.

@tells_readings
def of_targets(request, plan, years) -> list[Reading]: ...
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from khcn.plan.models import Plan


@dataclass(frozen=True)
class Reading:
    """One way to compute a target: `value` as text with its unit, `how` in a sentence, `url` of where it comes from."""

    target: str
    label: str
    value: str
    when: str = ""
    how: str = ""
    url: str = ""
    chosen: bool = False


Teller = Callable[[HttpRequest, Plan, range], Iterable[Reading]]
_tellers: list[Teller] = []


def tells_readings(teller: Teller) -> Teller:
    _tellers.append(teller)
    return teller


def readings_of(request: HttpRequest, plan: Plan, years: range) -> list[Reading]:
    return [one for teller in _tellers for one in teller(request, plan, years)]
