"""Days off and swapped working days that the pack knows and the holiday library does not."""

from datetime import date
from typing import Any

from django.conf import settings

from khcn.kernel.packs.errors import PackError
from khcn.kernel.packs.source import read_yaml
from khcn.lib.working_days import WorkCalendar, use_calendar


def use_pack_calendar() -> None:
    """Called once when the process starts; a missing or faulty file leaves the library's calendar.

    Faults of the file are told where packs are read in full, at loading.
    """
    path = settings.KHCN_PACK / "holidays.yaml"
    if not path.is_file():
        return
    try:
        told = read_yaml(path, name=path.name)
    except PackError:
        return
    use_calendar(WorkCalendar(_days(told, "extra_days_off"), _days(told, "swapped_working_days")))


def _days(told: dict[str, Any], key: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(str(row["date"])) for row in told.get(key, []))
