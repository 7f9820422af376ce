"""`khcn indicators assess`."""

from argparse import ArgumentParser
from typing import Any

HELP = ""


def add_arguments(parser: ArgumentParser) -> None: ...


def run(given: Any, options: dict[str, Any]) -> Any:
    raise NotImplementedError
