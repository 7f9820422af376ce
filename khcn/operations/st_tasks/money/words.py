"""Money and days as sentences say them."""

from datetime import date

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.councils.saying import say_number


def dong(amount: int | None) -> str:
    """1.200.000.000 đồng."""
    return _("chưa rõ") if amount is None else _("%(amount)s đồng") % {"amount": say_number(amount)}


def day_said(day: date | None) -> str:
    return _("chưa rõ") if day is None else f"{day:%d/%m/%Y}"
