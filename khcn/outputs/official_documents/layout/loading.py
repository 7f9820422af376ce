"""Reading of the layout files of this folder, checked against schema.json."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.layout.model import (
    DateForm,
    Element,
    Layout,
    Margins,
    NumberForm,
    Page,
    Range,
    Stamp,
)

_HERE = Path(__file__).parent
_RANGES = ("line_spacing", "first_line", "space_before", "space_between")


def layout(on: date | None = None) -> Layout:
    """The layout in force on a day; without one, the newest. No layout for the day is refused."""
    found = [one for one in layouts() if on is None or one.in_force(on)]
    if not found:
        raise DomainError(
            _("Không có quy định thể thức nào có hiệu lực ngày %s. Hãy bổ sung tệp quy định thể thức.")
            % (on and on.strftime("%d/%m/%Y")),
            code="no_layout",
        )
    return max(found, key=lambda one: one.valid_from)


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts the platform knows."""
    return tuple(read_layout(path) for path in sorted(_HERE.glob("*.yaml")))


def read_layout(path: Path) -> Layout:
    """One layout file; what does not fit the schema is refused with its place in the file."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    schema = json.loads((_HERE / "schema.json").read_text(encoding="utf-8"))
    problem = next(iter(Draft202012Validator(schema).iter_errors(told)), None)
    if problem is not None:
        where = ".".join(str(step) for step in problem.absolute_path) or "/"
        raise DomainError(
            _("Tệp quy định thể thức “%(file)s” sai ở mục “%(where)s”: %(problem)s.")
            % {"file": path.name, "where": where, "problem": problem.message},
            code="bad_layout",
        )
    return _layout(told)


def _layout(told: dict[str, Any]) -> Layout:
    return Layout(
        code=told["code"],
        title=told["title"],
        legal_basis=told["legal_basis"],
        valid_from=date.fromisoformat(told["valid_from"]),
        valid_to=date.fromisoformat(told["valid_to"]) if told["valid_to"] else None,
        confirmation=told["confirmation"],
        note=told.get("note", ""),
        page=_page(told["page"]),
        wording=told["wording"],
        number_form=NumberForm(
            **{name: told["number"][name] for name in ("leading_zero_below", "separator", "joiner", "basis")}
        ),
        date_form=DateForm(
            leading_zero_days_below=told["date"]["leading_zero_days_below"],
            leading_zero_months=tuple(told["date"]["leading_zero_months"]),
            basis=told["date"]["basis"],
        ),
        elements={code: _element(code, one) for code, one in told["elements"].items()},
        urgency_stamps=tuple(Stamp(**one) for one in told["urgency_stamps"]),
        authorities={one["mark"]: one["means"] for one in told["authorities"]["marks"]},
        authorities_basis=told["authorities"]["basis"],
        kinds=told["kinds"]["abbreviations"],
        copies=told["kinds"]["copies"],
        kinds_basis=told["kinds"]["basis"],
    )


def _page(told: dict[str, Any]) -> Page:
    margins = told["margins"]
    sides = {side: Range(*margins[side]) for side in ("top", "bottom", "left", "right")}
    return Page(
        width=told["paper"]["width"],
        height=told["paper"]["height"],
        paper_basis=told["paper"]["basis"],
        orientation_basis=told["orientation"]["basis"],
        landscape_when=told["orientation"]["landscape_when"],
        margins=Margins(**sides, preferred=margins["preferred"], basis=margins["basis"]),
        font=told["font"]["name"],
        colour=told["font"]["colour"],
        font_basis=told["font"]["basis"],
    )


def _element(code: str, told: dict[str, Any]) -> Element:
    given = dict(told)
    rule = given.pop("rule", None)
    if rule:
        given |= {"rule": Range(*rule["share"]), "rule_preferred": rule["preferred"]}
    ranges = {name: Range(*given[name]) for name in _RANGES if name in given}
    return Element(code=code, **(given | {"size": Range(*given["size"])} | ranges))
