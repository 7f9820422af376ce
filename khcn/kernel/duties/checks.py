"""System check of the rules of obligations: a slip in a file is found by `khcn check`."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from khcn.kernel.duties.files import read_rules
from khcn.kernel.packs.errors import PackError


@register("registers")
def check_rules(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:
    """Every fault of every obligations.yaml, with its file and rule."""
    try:
        read_rules()
    except PackError as error:
        return [Error(str(problem), id="duties.E001") for problem in error.problems]
    return []
