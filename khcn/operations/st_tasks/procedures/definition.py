"""The definition of a rule set as it is stored: plain JSON without what the row itself says."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from khcn.kernel.packs.errors import Problem
from khcn.kernel.packs.shape import check_shape
from khcn.operations.st_tasks.models import Procedure

#: What stands in the row of the rule set, and what only the reader of packs adds.
OF_THE_ROW = ("code", "name", "legal_basis", "valid_from", "valid_to", "confirmation", "note")
BESIDES = (*OF_THE_ROW, "in_force", "file")


def definition_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a file that the definition holds."""
    return {key: value for key, value in told.items() if key not in BESIDES}


def plain(value: Any) -> Any:
    """The same as JSON holds it: fractions and days as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def whole(procedure: Procedure) -> dict[str, Any]:
    """The rule set as a file says it, for download and for editing."""
    row = {name: plain(getattr(procedure, name)) for name in OF_THE_ROW}
    row = {name: value for name, value in row.items() if value != ""}
    return {**row, "in_force": False, **procedure.definition}


def shape_problems(told: Any, name: str) -> list[Problem]:
    """Where a rule set departs from its schema."""
    return check_shape(name, told, schema="procedure")
