"""Which registers were changed since their facts were last counted.

    versions = changed()                 # before counting: {"so-huu-tri-tue": Version(last=812, marks=3)}
    …                                    # count
    counted("so-huu-tri-tue", versions["so-huu-tri-tue"])   # False when it was changed meanwhile

Marks are written in the transaction of the change: what is rolled back leaves none. A register is marked too when
records are changed that its facts walk to, such as the enterprise whose territory places a grant on the map.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.db.models import Count, Max
from django.dispatch import receiver

from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.measure import paths_in
from khcn.kernel.registers.models import StaleRegister
from khcn.kernel.registers.recounting import wake_on_commit
from khcn.kernel.registers.signals import records_saved
from khcn.kernel.registers.subjects import subject_path


class Version(NamedTuple):
    """Up to which mark somebody saw the changes of a register, and how many marks that were."""

    last: int
    marks: int


class _ChangedSince(Exception):
    pass


def mark(*codes: str) -> None:
    """Registers whose records were just written, by their codes, and those whose facts read them."""
    told = dict.fromkeys(codes) | {code: None for one in codes for code in _readers(one)}
    if told:
        StaleRegister.objects.bulk_create(StaleRegister(register=code) for code in told)
        wake_on_commit()


def mark_model(model: Any) -> None:
    """The register of this model, if it has one: for bulk writes that send no `records_saved`."""
    if (register := registers.of(model)) is not None:
        mark(register.code)


def mark_all() -> None:
    """Every register that offers facts, as after a change of territories."""
    mark(*(register.code for register in registers if register.facts))


def changed() -> dict[str, Version]:
    """The registers to be counted anew. Ask before counting, so that nothing is lost that comes in between."""
    rows = StaleRegister.objects.order_by().values_list("register")
    return {code: Version(last, marks) for code, last, marks in rows.annotate(Max("pk"), Count("pk"))}


def counted(code: str, version: Version) -> bool:
    """Take the marks away that were seen before counting; False, and nothing taken, if others came among them.

    Numbers are given before a transaction ends, so a mark may appear later below one that was seen.
    """
    try:
        with transaction.atomic():
            gone, _kinds = StaleRegister.objects.filter(register=code, pk__lte=version.last).delete()
            if gone != version.marks:
                raise _ChangedSince
    except _ChangedSince:
        return False
    return True


@receiver(records_saved, dispatch_uid="registers.stale")
def mark_saved(register: Register, **_more: Any) -> None:
    mark(register.code)


def _readers(code: str) -> frozenset[str]:
    return _all_readers().get(code, frozenset())


@cache
def _all_readers() -> dict[str, frozenset[str]]:
    """By code of a register: the other registers whose facts read columns of its records."""
    found: dict[str, set[str]] = {}
    for register in registers:
        for fact in register.facts:
            for path in _paths(register, fact):
                for code in _passed(register, path):
                    found.setdefault(code, set()).add(register.code)
    return {code: frozenset(readers - {code}) for code, readers in found.items()}


def _paths(register: Register, fact: Fact) -> Iterator[str]:
    told = [fact.field, fact.over, fact.territory]
    if fact.measure == "distinct":
        told.append(subject_path(register, fact))
    yield from (path for path in (*told, *paths_in(fact.where), *paths_in(fact.part)) if path)


def _passed(register: Register, path: str) -> Iterator[str]:
    """The registers whose records a path passes; not the one where it ends, of which it says no more than which it is."""
    model: Any = register.model
    for name in path.split("__"):
        try:
            column = model._meta.get_field(name)
        except FieldDoesNotExist:
            return
        if model is not register.model and (passed := registers.of(model)) is not None:
            yield passed.code
        model = column.related_model
        if model is None:
            return
