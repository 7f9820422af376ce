"""Acts on earlier days: the clock of this process stands on a day of the story. The audit keeps telling the true time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from khcn.kernel.audit import domain as audit

_real = timezone.now


class _TrueTime:
    """What the audit reads instead of the clock of the story."""

    now = staticmethod(_real)
    get_default_timezone = staticmethod(timezone.get_default_timezone)


class Clock:
    """Stands on a day; every look at it is a second later, so that what comes after is after."""

    def __init__(self, today: date) -> None:
        self.today, self.moment = today, timezone.make_aware(datetime.combine(today, time(8)))

    @property
    def day(self) -> date:
        return timezone.localtime(self.moment).date()

    def go(self, day: date, hour: int = 9) -> date:
        """Never beyond today, and on today never beyond now."""
        day = min(day, self.today)
        self.moment = timezone.make_aware(datetime.combine(day, time(hour)))
        return day

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return min(self.moment.astimezone(UTC), _real())


@contextmanager
def travelling(today: date) -> Iterator[Clock]:
    """Only for a command that has the process for itself."""
    clock = Clock(today)
    kept: Any = audit.timezone
    timezone.now = clock
    audit.timezone = _TrueTime  # type: ignore[attr-defined, assignment]
    try:
        yield clock
    finally:
        timezone.now = _real
        audit.timezone = kept  # type: ignore[attr-defined]
