"""`khcn daily`: do the work of the day now; workers do it by themselves, this is for cron and for trying out."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from khcn.kernel.jobs.daily import run_now


class Command(BaseCommand):
    help = "Do all daily work now: duties of records, reminders."

    def handle(self, **options: Any) -> None:
        for name in run_now(timezone.localdate()):
            self.stdout.write(name)
