"""Bringing the rules in the database up to the files; what a person edited on screen is left alone."""

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from khcn.kernel.duties.files import read_rules
from khcn.kernel.duties.models import DutyRule
from khcn.kernel.packs.loader import edited_by_people, put


@transaction.atomic
def load_rules(paths: Iterable[Path] | None = None) -> int:
    """Write the rules of the files; a rule that no file names any more is put out of use. Tells how many there are."""
    told = read_rules(paths)
    kept = edited_by_people(DutyRule)
    for code, values in told.items():
        put(DutyRule, {"code": code}, values, kept)
    for rule in DutyRule.objects.filter(active=True).exclude(code__in=told):
        if rule.pk not in kept:
            rule.active = False
            rule.save()
    return len(told)
