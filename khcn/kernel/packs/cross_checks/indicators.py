"""indicators.yaml and stat_forms.yaml: what they name exists, formulas do not bite their tails, targets are measured.

Whether a fact is offered by a register and whether the units of a formula fit is known above the kernel; tests of
the indicators look at the packs for that.
"""

import re
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from khcn.kernel.packs.cross_checks.index import Index, Row, repeated, unknown
from khcn.kernel.packs.errors import Problem

FILE, FORMS = "indicators.yaml", "stat_forms.yaml"
_NAME = re.compile(r"\[([^\[\]]*)\]")
_UNREAD = ("memory", "analogy")
_PLACE_OF_VALUE = ("indicator", "from", "to", "territory", "vintage")


def check_indicators(index: Index) -> Iterator[Problem]:
    """Indicators stand once and name known agencies, units and each other without a circle."""
    rows = index.rows("indicators", "indicators")
    yield from repeated(FILE, "indicators", (row["code"] for row in rows), "mã chỉ số")
    for number, row in enumerate(rows, start=1):
        place = f"indicators[{number}]"
        yield from unknown(FILE, f"{place}.owner", [row["owner"]], index.agencies, "mã cơ quan")
        area = [row.get("territory")]
        yield from unknown(FILE, f"{place}.territory", area, index.territories, "mã đơn vị hành chính")
        names = formula_names(row)
        yield from unknown(FILE, f"{place}.expression", names, index.indicators, "mã chỉ số")
        yield from _check_confirmed(FILE, place, row)
        lower, upper = row.get("lower"), row.get("upper")
        if lower is not None and upper is not None and lower > upper:
            yield Problem(FILE, place, f"mức thấp nhất {lower} lớn hơn mức cao nhất {upper}.")
        if row["source"] == "report" and row["owner"] is None:
            yield Problem(FILE, f"{place}.owner", "số do cơ quan báo cáo thì phải nêu cơ quan (owner).")
    yield from _check_circles(rows)


def check_values(index: Index) -> Iterator[Problem]:
    """A value is told once for its period, territory and degree of finality, and lies within the bounds."""
    rows = index.rows("indicators", "values")
    places = (" · ".join(str(row[key]) for key in _PLACE_OF_VALUE) for row in rows)
    yield from repeated(FILE, "values", places, "số liệu")
    for number, row in enumerate(rows, start=1):
        place = f"values[{number}]"
        yield from unknown(FILE, f"{place}.indicator", [row["indicator"]], index.indicators, "mã chỉ số")
        area = [row["territory"]]
        yield from unknown(FILE, f"{place}.territory", area, index.territories, "mã đơn vị hành chính")
        yield from _check_confirmed(FILE, place, row)
        yield from _check_period(index, place, row)
        yield from _check_bounds(index.indicators.get(row["indicator"], {}), place, row)


def check_measures(index: Index) -> Iterator[Problem]:
    """Measures name targets of the plan and their readings; at most one governs; no target with a figure is left out."""
    rows = index.rows("indicators", "measures")
    targets = targets_with_variants(index)
    pairs = (f"{row['target']} · {row['indicator']}" for row in rows)
    yield from repeated(FILE, "measures", pairs, "cách đo")
    for number, row in enumerate(rows, start=1):
        place = f"measures[{number}]"
        yield from unknown(FILE, f"{place}.target", [row["target"]], targets, "mã chỉ tiêu")
        yield from unknown(FILE, f"{place}.indicator", [row["indicator"]], index.indicators, "mã chỉ số")
        readings = _readings(targets, row["target"])
        told = row["reading"].split("+") if "reading" in row else []
        yield from unknown(FILE, f"{place}.reading", told, readings, "cách hiểu")
        yield from _check_baseline(index, place, row.get("baseline"))
    governing = Counter(row["target"] for row in rows if row.get("governing"))
    for code, times in governing.items():
        if times > 1:
            yield Problem(
                FILE, "measures", f"chỉ tiêu {code} có {times} cách đo cùng là governing. Hãy giữ một."
            )
    if rows:
        yield from _check_covered(index, targets, rows)


def check_stat_forms(index: Index) -> Iterator[Problem]:
    """Forms and cells stand once and name known indicators."""
    forms = index.rows("stat_forms", "forms")
    yield from repeated(FORMS, "forms", (form["code"] for form in forms), "ký hiệu biểu")
    for number, form in enumerate(forms, start=1):
        place = f"forms[{number}].cells"
        yield from _check_confirmed(FORMS, f"forms[{number}]", form)
        cells = (" · ".join((cell["row_no"], cell["row"], cell.get("column", ""))) for cell in form["cells"])
        yield from repeated(FORMS, place, cells, "ô")
        named = (cell.get("indicator") for cell in form["cells"])
        yield from unknown(FORMS, place, named, index.indicators, "mã chỉ số")


def formula_names(row: Row) -> list[str]:
    """The indicators that an indicator's formula names."""
    return [name.strip() for name in _NAME.findall(row.get("expression", ""))]


def targets_with_variants(index: Index) -> dict[str, Row]:
    """Targets by the code they have in the database; a variant bears its target's code and its own clause."""
    found: dict[str, Row] = {}
    for row in index.rows("targets", "targets"):
        found[row["code"]] = row
        for other in row.get("variants", []):
            found[f"{row['code']}-{other['clause']}"] = {
                "kind": row["kind"],
                "readings": [],
                **other,
                "parent": row["code"],
            }
    return found


def _readings(targets: dict[str, Row], code: str) -> set[str]:
    """The readings of a target and of the target it is part of."""
    told: set[str] = set()
    step: Any = code
    while step in targets:
        told |= {reading["code"] for reading in targets[step].get("readings", [])}
        step = targets[step].get("parent")
    return told


def _check_circles(rows: list[Row]) -> Iterator[Problem]:
    try:
        TopologicalSorter({row["code"]: formula_names(row) for row in rows}).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        yield Problem(
            FILE, "indicators", f"công thức quay vòng: {circle}. Một chỉ số không thể tính từ chính nó."
        )


def _check_confirmed(file: str, place: str, row: Row) -> Iterator[Problem]:
    if row["basis_mark"] in _UNREAD and row["status"] != "to_confirm":
        yield Problem(file, place, "chưa ai đọc nguồn (basis_mark) thì status phải là to_confirm.")


def _check_period(index: Index, place: str, row: Row) -> Iterator[Problem]:
    if row["to"] < row["from"]:
        yield Problem(FILE, place, "ngày cuối kỳ trước ngày đầu kỳ.")
    unit = index.territories.get(row["territory"])
    if unit is None:
        return
    begins, ends = unit["valid_from"], unit["valid_to"]
    if (begins and row["to"] < begins) or (ends and row["from"] > ends):
        yield Problem(FILE, place, f"kỳ số liệu nằm ngoài thời gian có “{row['territory']}”.")


def _check_bounds(card: Row, place: str, row: Row) -> Iterator[Problem]:
    lower, upper, value = card.get("lower"), card.get("upper"), row["value"]
    if (lower is not None and value < lower) or (upper is not None and value > upper):
        yield Problem(FILE, place, f"giá trị {value} nằm ngoài giới hạn của chỉ số.")
    if row.get("denominator") == 0:
        yield Problem(FILE, place, "mẫu số bằng 0.")


def _check_baseline(index: Index, place: str, baseline: Row | None) -> Iterator[Problem]:
    if baseline is None:
        return
    known = [row for row in index.rows("indicators", "values") if _is_told(row, baseline)]
    if len(known) != 1:
        yield Problem(
            FILE, f"{place}.baseline", f"số nền phải chỉ đúng một dòng ở values, đang thấy {len(known)} dòng."
        )


def _is_told(row: Row, baseline: Row) -> bool:
    return all(row[key] == baseline[key] for key in ("indicator", "to", "territory"))


def _check_covered(index: Index, targets: dict[str, Row], rows: list[Row]) -> Iterator[Problem]:
    """A target with a figure is measured by something that can bring a value: not only by what people type."""
    brought = {
        row["target"] for row in rows if index.indicators.get(row["indicator"], {}).get("source") != "typed"
    }
    for code, target in targets.items():
        if target["low"] is None and target["high"] is None:
            continue
        if code not in brought:
            yield Problem(
                FILE, "measures",
                f"chỉ tiêu {code} có con số nhưng không chỉ số nào đo: cần số liệu của sổ, công thức, "
                "nơi công bố hoặc cơ quan báo cáo.",
            )  # fmt: skip
