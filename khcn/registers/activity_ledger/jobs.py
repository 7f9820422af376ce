"""The rebuilding of the ledger as background work."""

from dataclasses import asdict
from typing import Any

from khcn.kernel.jobs.domain import Progress, job
from khcn.registers.activity_ledger.sync import rebuild_ledger


@job("ledger.rebuild")
def rebuild(progress: Progress) -> dict[str, Any]:
    return asdict(rebuild_ledger(progress))
