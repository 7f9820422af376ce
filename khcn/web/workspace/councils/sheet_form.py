"""The fields of a sheet: points by criterion, marks by content or product, texts; how they are shown, read and told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.form_fields import read_figure
from khcn.operations.st_tasks.choices import Grade
from khcn.operations.st_tasks.councils.kinds import Kind, grid_of
from khcn.operations.st_tasks.councils.saying import say_number
from khcn.operations.st_tasks.models import CouncilItem, OrderedProduct, Sheet
from khcn.operations.st_tasks.procedures.shape import Outline

Choices = tuple[tuple[str, str], ...]
MARKS: Choices = (("pass", gettext_lazy("Đạt")), ("fail", gettext_lazy("Không đạt")))  # type: ignore[assignment]
#: Written by reviewers besides the ballot, where the rule set has such a form.
REVIEW = "phieu-nhan-xet"


@dataclass
class Row:
    """One field. `path` says where its value stands in the sheet: points, answers, or answers of a product."""

    kind: str
    code: str
    name: str
    path: tuple[str, ...]
    value: str = ""
    maximum: Decimal | None = None
    choices: Choices = ()
    note: str = ""
    error: str = ""


@dataclass
class SheetForm:
    """All rows in groups, with the comment; `read` takes what was typed, good fields are kept beside wrong ones."""

    groups: list[tuple[str, list[Row]]]
    comment: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def rows(self) -> Iterator[Row]:
        return (row for _title, rows in self.groups for row in rows)

    @property
    def scored(self) -> bool:
        return any(row.kind == "points" for row in self.rows)

    def fill(self, sheet: Sheet | None) -> None:
        if sheet is None:
            return
        kept = {"points": sheet.points, "answers": sheet.answers}
        for row in self.rows:
            row.value = _shown(_at(kept, row.path))
        self.comment = sheet.comment

    def read(self, data: Mapping[str, Any]) -> None:
        for row in self.rows:
            row.value = _typed(data, f"{_prefix(row)}-{row.code}").strip()
            if row.kind == "points":
                row.error = _points_error(row)
            elif row.choices and row.value and row.value not in dict(row.choices):
                row.error, row.value = _("Mức đánh giá này không có trên phiếu."), ""
        self.comment = _typed(data, "comment")
        self.errors = [f"{row.name}: {row.error}" for row in self.rows if row.error]

    def told(self) -> dict[str, Any]:
        """What the act takes; fields that were not understood are left out."""
        kept: dict[str, Any] = {"points": {}, "answers": {}}
        for row in self.rows:
            if row.value and not row.error:
                _put(kept, row.path, _stored(row))
        return kept | {"comment": self.comment}

    def said(self) -> list[tuple[str, str]]:
        """For reading: every line, also those left open; the lines of a product begin with its name."""
        rows = [
            (f"{title}: {row.name}" if row.path[:2] == ("answers", "products") else row.name, _word(row))
            for title, lines in self.groups
            for row in lines
        ]
        return [*rows, (_("Nhận xét"), self.comment or "—")]

    def total(self) -> tuple[Decimal, Decimal]:
        """Points given so far, and the most there could be."""
        lines = [row for row in self.rows if row.kind == "points"]
        given = sum((Decimal(_stored(row)) for row in lines if row.value and not row.error), Decimal(0))
        return given, sum((row.maximum or Decimal(0) for row in lines), Decimal(0))

    def done(self) -> tuple[int, int]:
        lines = [row for row in self.rows if row.kind != "text"]
        return sum(bool(row.value) and not row.error for row in lines), len(lines)


def sheet_form(kind: Kind, outline: Outline, item: CouncilItem, sheet_kind: str) -> SheetForm:
    """The empty form of a sheet of this kind for an item."""
    if sheet_kind == REVIEW:
        return SheetForm([("", list(_texts(outline, REVIEW)))])
    judges = kind.judges
    groups: list[tuple[str, list[Row]]] = []
    if judges == "selection":
        groups.append(("", _criteria(outline, item)))
    elif judges == "identification":
        rows = [Row("choice", code, name, ("answers", code), choices=MARKS) for code, name in kind.contents]
        groups.append(("", rows))
    elif judges == "acceptance":
        groups += _products(item)
    groups.append(("", list(_texts(outline, sheet_kind, known={"comment"}))))
    return SheetForm([(title, rows) for title, rows in groups if rows])


def _criteria(outline: Outline, item: CouncilItem) -> list[Row]:
    grid = grid_of(outline, item.task)
    return [
        Row("points", one.code, one.name, ("points", one.code), maximum=one.maximum) for one in grid.criteria
    ]


def _products(item: CouncilItem) -> list[tuple[str, list[Row]]]:
    grades: Choices = tuple((code, str(name)) for code, name in Grade.choices)
    parts = (("quantity", _("Số lượng, khối lượng")), ("quality", _("Chất lượng")), ("kind", _("Chủng loại")))
    groups = []
    for one in OrderedProduct.objects.filter(task=item.task_id):
        rows = [
            Row(
                "choice", f"{one.pk}-{code}", name, ("answers", "products", str(one.pk), code), choices=grades,
                note=_ordered(one) if code == "quantity" else "",
            )
            for code, name in parts
        ]  # fmt: skip
        groups.append((one.name, rows))
    report = Row("choice", "report", _("Báo cáo tổng hợp"), ("answers", "report"), choices=grades)
    return [*groups, (_("Báo cáo"), [report])]


def _ordered(one: OrderedProduct) -> str:
    if one.quantity is None:
        return ""
    done = "—" if one.delivered is None else say_number(one.delivered)
    return _("(đặt hàng %(ordered)s %(unit)s, đã giao %(done)s)") % {
        "ordered": say_number(one.quantity), "unit": one.unit, "done": done,
    }  # fmt: skip


def _texts(outline: Outline, code: str, known: frozenset[str] | set[str] = frozenset()) -> Iterator[Row]:
    form = outline.form(code)
    for one in form.fields if form else ():
        if one.kind in ("line", "text", "note") and one.code not in known:
            yield Row("text", one.code, one.label, ("answers", one.code), note=one.help)


def _typed(data: Mapping[str, Any], name: str) -> str:
    return str(data.get(name, "")).replace("\x00", "")  # no database keeps a NUL in a text


def _prefix(row: Row) -> str:
    return {"points": "p", "choice": "a", "text": "t"}[row.kind]


def _points_error(row: Row) -> str:
    if not row.value:
        return ""
    try:
        number = read_figure(row.value)
    except ValidationError:
        return _("“%s” không phải là số. Hãy ghi như 8 hoặc 8,5.") % row.value[:40]
    if number is None or row.maximum is None or 0 <= number <= row.maximum:
        return ""
    return _("%(given)s điểm không nằm trong khoảng 0–%(most)s.") % {
        "given": row.value[:40], "most": say_number(row.maximum),
    }  # fmt: skip


def _stored(row: Row) -> str:
    return f"{read_figure(row.value):f}" if row.kind == "points" else row.value


def _word(row: Row) -> str:
    if not row.value:
        return _("chưa đánh giá") if row.kind != "text" else "—"
    if row.kind == "points":
        return f"{row.value} / {say_number(row.maximum or Decimal(0))}"
    return dict(row.choices).get(row.value, row.value)


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _at(kept: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = kept
    for name in path:
        found = (found or {}).get(name)
    if path[0] == "points" and found is not None:
        return str(found).replace(".", ",")
    return found


def _put(kept: dict[str, Any], path: tuple[str, ...], value: str) -> None:
    *way, last = path
    for name in way:
        kept = kept.setdefault(name, {})
    kept[last] = value
