"""Panels that other topics put on the page of a record.

    @panels.add
    def duties_of_record(request, register, record): ...

A panel answers with a template and its context, or with None when it has nothing to show.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.records import Record

Shown = tuple[str, dict[str, Any]]
Panel = Callable[[HttpRequest, Register, Record], Shown | None]
_panels: list[Panel] = []


def add(panel: Panel) -> Panel:
    """Show this panel on the page of every record, after those added before."""
    if panel not in _panels:
        _panels.append(panel)
    return panel


def panels_of(request: HttpRequest, register: Register, record: Record) -> list[Shown]:
    """What there is to show for this record and person."""
    return [shown for panel in _panels if (shown := panel(request, register, record)) is not None]
