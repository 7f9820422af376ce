"""Conditions of the facts that these registers offer."""

from django.db.models import Q

from khcn.kernel.registers.facts import ASKED_DAY

#: Verified, and the verification still holds on the day that is asked for.
IN_DATE = Q(next_due__gte=ASKED_DAY)
