"""`khcn indicators assess`: rate many series at once."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError

HELP = "rate series towards their targets, by a straight line or by compound growth"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--method", choices=("linear", "cagr"), required=True, help="the rule to rate by")
    parser.add_argument("--year", type=int, help="year to rate from; default: the latest year of each series")


def run(given: Any, options: dict[str, Any]) -> Any:
    """A bad entry gets `not_available` and a reason; only a file of another shape is refused."""
    series = given.get("series") if isinstance(given, dict) else None
    if not isinstance(series, list):
        raise DomainError(
            _("Tệp đầu vào phải là một đối tượng JSON có danh sách “series”. Hãy kiểm tra lại tệp."),
            code="assess.no_series",
        )
    from khcn.indicators.progress.mass.assessing import assess  # loads numpy

    return {"results": assess(series, options["method"], options.get("year"))}
