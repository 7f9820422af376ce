"""`khcn indicators tfp`: growth accounting; `docs/developer/tfp.md` tells input and output."""

from argparse import ArgumentParser
from typing import Any

from khcn.indicators.growth_accounting.reading import read_account
from khcn.indicators.growth_accounting.telling import tell

HELP = "Account for growth: capital, labour and total factor productivity."


def add_arguments(parser: ArgumentParser) -> None:
    """Everything stands in the input file."""


def run(given: Any, options: dict[str, Any]) -> Any:
    """The account as JSON; raises AccountingError naming year and field."""
    return tell(read_account(given))
