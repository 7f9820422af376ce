"""Reading rules of obligations: `obligations.yaml` of each register folder, then of the data pack."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, DateTimeField

from khcn.kernel.duties.models import usual_alerts, usual_standings
from khcn.kernel.packs.errors import PackError, Problem
from khcn.kernel.packs.shape import check_shape
from khcn.kernel.packs.source import read_yaml
from khcn.kernel.registers.declaration import registers

NAME = "obligations.yaml"
Row = dict[str, Any]


def rule_files() -> list[Path]:
    """The files of the register folders by name, and last that of the data pack, which has the last word."""
    labels = {register.model._meta.app_label for register in registers}
    folders = sorted(Path(apps.get_app_config(label).path) for label in labels)
    return [path for folder in (*folders, settings.KHCN_PACK) if (path := folder / NAME).is_file()]


def read_rules(paths: Iterable[Path] | None = None) -> dict[str, Row]:
    """The values of all rules by code; refuses with PackError listing every fault of every file."""
    found: dict[str, Row] = {}
    problems: list[Problem] = []
    for path in rule_files() if paths is None else paths:
        name = f"{path.parent.name}/{path.name}"
        try:
            rows = _rows(path, name)
        except PackError as error:
            problems += error.problems
            continue
        here = [Problem(name, row["code"], fault) for row in rows for fault in faults(row)]
        here += _repeated(rows, name, found if path.parent != settings.KHCN_PACK else {})
        problems += here
        found |= {} if here else {row["code"]: _values(row) for row in rows}
    if problems:
        raise PackError(problems)
    return found


def _rows(path: Path, name: str) -> list[Row]:
    data = read_yaml(path, name=name)
    problems = check_shape(NAME, data)
    if problems:
        raise PackError([_named(one, data, name) for one in problems])
    return list(data["rules"])


def _named(problem: Problem, data: Any, file: str) -> Problem:
    """The same fault with the code of the rule in place of its number."""
    told = re.match(r"rules\[(\d+)\]\.?(.*)", problem.place)
    if told is None:
        return Problem(file, problem.place, problem.message)
    row = data["rules"][int(told[1]) - 1]
    code = row.get("code") if isinstance(row, dict) else None
    return Problem(file, f"{code or problem.place} {told[2]}".strip(), problem.message)


def _repeated(rows: list[Row], file: str, known: dict[str, Row]) -> Iterator[Problem]:
    """Codes given twice in a file or in two folders; only the pack may say a known rule anew."""
    seen = set(known)
    for row in rows:
        if row["code"] in seen:
            yield Problem(
                file, row["code"], "mã quy tắc này đã dùng ở trên hoặc ở tệp khác. Hãy đặt mã khác."
            )
        seen.add(row["code"])


def faults(row: Row) -> Iterator[str]:
    """What a well-formed rule still has wrong: unknown register or field, parts missing, dates out of order."""
    if row["event"] == "yearly":
        if row.get("done_field"):
            yield "“done_field” chỉ dùng cho nghĩa vụ làm một lần."
        if not (row.get("month") and row.get("day")):
            yield "nghĩa vụ hằng năm cần “month” và “day”."
    elif not row.get("field"):
        yield "nghĩa vụ tính từ một ngày của bản ghi cần “field”."
    elif row.get("amount") is None:
        yield "cần “amount”: số ngày, tháng hoặc năm (0 là đúng ngày đó)."
    elif row["amount"] and not row.get("unit"):
        yield "cần “unit”: đơn vị của “amount”."
    if row.get("valid_from") and row.get("valid_to") and row["valid_from"] > row["valid_to"]:
        yield "“valid_to” trước “valid_from”."
    yield from _unknown(row)


def _unknown(row: Row) -> Iterator[str]:
    register = registers.get(row["register"])
    if register is None:
        yield f"không có sổ “{row['register']}”."
        return
    for name in {row.get("done_field"), *(name for one in row.get("only", ()) for name in one)} - {None}:
        if name not in {column.name for column in register.model._meta.fields}:
            yield f"sổ “{row['register']}” không có trường “{name}”."
    if row["event"] == "yearly" or not row.get("field"):
        return
    try:
        column = register.model._meta.get_field(row["field"])
    except FieldDoesNotExist:
        yield f"sổ “{row['register']}” không có trường “{row['field']}”."
        return
    if not isinstance(column, DateField) or isinstance(column, DateTimeField):
        yield f"trường “{row['field']}” của sổ “{row['register']}” không phải là ngày."


def _values(row: Row) -> Row:
    yearly = row["event"] == "yearly"
    return {
        "register": row["register"],
        "name": row["name"],
        "event": row["event"],
        "field": "" if yearly else row["field"],
        "done_field": row.get("done_field") or "",
        "only": row.get("only") or [],
        "standings": row.get("states") or usual_standings(),
        "month": row["month"] if yearly else None,
        "day": row["day"] if yearly else None,
        "amount": 0 if yearly else row["amount"],
        "unit": (None if yearly else row.get("unit")) or "days",
        "alert_days": sorted(row.get("alert_days", usual_alerts()), reverse=True),
        "legal_basis": row.get("legal_basis") or "",
        "note": row.get("note") or "",
        "confirmation": row.get("confirmation") or "to_confirm",
        "valid_from": _day(row.get("valid_from")),
        "valid_to": _day(row.get("valid_to")),
        "active": row.get("active", True),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
