"""Numbers of receipts: one for each application, counted by year, never given twice."""

from django.db import IntegrityError, transaction

from khcn.operations.st_tasks.choices import Purpose
from khcn.operations.st_tasks.models import Application

MARKS = {Purpose.PROPOSAL.value: "DX", Purpose.DOSSIER.value: "HS"}
TRIES = 20


def give_receipt(application: Application, year: int) -> str:
    """Save the application with the next free number of the year; of two at once one takes the number after."""
    mark = f"{MARKS[application.purpose]}-{year}-"
    for _try in range(TRIES):
        application.receipt = f"{mark}{_last(mark) + 1:05d}"
        try:
            with transaction.atomic():
                application.save()
        except IntegrityError:
            if not Application.objects.filter(receipt=application.receipt).exists():
                raise
        else:
            return application.receipt
    raise RuntimeError(f"no free receipt number after {mark}")


def _last(mark: str) -> int:
    rows = Application.objects.filter(receipt__startswith=mark).order_by("-receipt")
    last = rows.values_list("receipt", flat=True).first()
    return int(last.removeprefix(mark)) if last else 0
