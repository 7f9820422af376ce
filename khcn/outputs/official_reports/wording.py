"""Figures, goals and lists in the words of the document. Always Vietnamese, so nothing here is translated."""

from collections.abc import Iterable
from decimal import Decimal

from khcn.outputs.official_documents.words import cell_text
from khcn.plan.choices import Horizon, Operator
from khcn.plan.models import Target

_TIMES = {Horizon.BY: "đến năm {}", Horizon.AT: "vào năm {}", Horizon.INCREMENT: "tăng thêm đến năm {}",
          Horizon.MILESTONE: "hoàn thành đến năm {}", Horizon.AVERAGE: "bình quân đến năm {}"}  # fmt: skip
_COMPARED = {
    Operator.GE: "ít nhất", Operator.GT: "trên", Operator.APPROX: "khoảng", Operator.EQ: "", Operator.LE: "không quá",
    Operator.BETWEEN: "từ",
}  # fmt: skip
#: Longer lists are cut with "và n … khác"; the annex has them all.
MOST_NAMED = 5
MILLION = Decimal(1_000_000)


def number(value: Decimal | int, places: int | None = None) -> str:
    return cell_text(plain(value), places, is_number=True)


def plain(value: Decimal | int) -> Decimal:
    """Without the zeros that only the database knows."""
    told = Decimal(value)
    return told.quantize(Decimal(1)) if told == told.to_integral_value() else told.normalize()


def with_unit(value: Decimal, unit: str) -> str:
    return f"{number(value)}{_after(unit)}"


def _after(unit: str) -> str:
    """“%” stands close to its number, also in “% GRDP”; every other unit after a space."""
    return unit if unit.startswith("%") else f" {unit}".rstrip()


def goal(target: Target) -> str:
    """“ít nhất 60% đến năm 2030”; "" where the plan names no figure."""
    if target.low is None and target.high is None:
        return ""
    figures = " đến ".join(number(one) for one in (target.low, target.high) if one is not None)
    words = [_COMPARED.get(target.operator, ""), f"{figures}{_after(target.unit)}", when(target)]  # type: ignore[call-overload]
    return " ".join(one for one in words if one)


def when(target: Target) -> str:
    if target.horizon == Horizon.EACH_YEAR:
        return "hằng năm"
    return _TIMES[Horizon(target.horizon)].format(target.year) if target.year else ""


def named(names: Iterable[str], what: str) -> str:
    """“A; B; C”, cut after some with how many more there are."""
    told = list(names)
    rest = len(told) - MOST_NAMED
    if rest <= 1:
        return "; ".join(told)
    return "; ".join(told[:MOST_NAMED]) + f"; và {rest} {what} khác"


def quoted(text: str) -> str:
    return f"“{text.strip().rstrip('.')}”"


def counted(counts: Iterable[tuple[int, str]]) -> str:
    """“3 đã đạt, 2 có nguy cơ và 1 chưa đủ dữ liệu”."""
    told = [f"{number(count)} {label[:1].lower()}{label[1:]}" for count, label in counts if count]
    return " và ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def share(part: int, whole: int) -> str:
    return f"{number(Decimal(100 * part) / whole, 1)}%"


def millions(amount: int) -> Decimal:
    """Whole đồng as triệu đồng."""
    return plain(Decimal(amount) / MILLION)
