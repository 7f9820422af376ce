"""Counts follow the registers: after a change the worker counts anew what stands on them; each day, everything."""

from datetime import date

from khcn.indicators.counting import recount
from khcn.kernel.jobs.daily import daily
from khcn.kernel.registers.recounting import when_registers_change


@when_registers_change
def recount_registers(codes: frozenset[str]) -> None:
    recount(registers=codes)


@daily("indicators.recount")
def recount_all(day: date) -> None:
    """A day passed: facts at a date and running years are told up to it."""
    recount(today=day)
