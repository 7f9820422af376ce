"""Looking for likely duplicates every day, so that the queue is filled before somebody asks."""

import logging
from datetime import date

from khcn.kernel.duplicates.search import find_suspects
from khcn.kernel.jobs.daily import daily
from khcn.kernel.registers.declaration import registers

logger = logging.getLogger(__name__)


@daily("duplicates.find")
def find_all(day: date) -> None:
    """Every register whose declaration says by what its records are alike."""
    for register in registers:
        if register.similar and not register.readonly:
            found = find_suspects(register)
            logger.info("Register %s: %s pairs wait for a decision", register.code, found)
