"""What the columns of a file of figures are called, by people and by SDMX."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from khcn.indicators.importing.times import Period, read_head
from khcn.kernel.register_io.columns import plain_header

#: A column that may name an indicator or a territory, whichever is known.
SUBJECT = "subject"

_NAMES = {
    "indicator": (
        "mã chỉ số", "mã", "chỉ số", "chỉ tiêu", "mã chỉ tiêu", "indicator", "indicator_code", "indicators", "series",
        "kpi", "ind", "measure", "code",
    ),
    "name": ("tên chỉ số", "tên chỉ tiêu", "indicator_name", "name"),
    "period": ("năm", "kỳ", "kỳ số liệu", "thời kỳ", "year", "time_period", "period", "time"),
    "first": ("từ ngày", "ngày đầu kỳ", "first_day", "from"),
    "last": ("đến ngày", "đến hết ngày", "ngày cuối kỳ", "last_day", "to"),
    "territory": (
        "địa bàn", "tỉnh", "xã, phường", "xã", "đơn vị hành chính", "mã địa bàn", "ref_area", "territory", "area", "geo",
    ),
    "value": ("giá trị", "số liệu", "trị số", "obs_value", "value"),
    "numerator": ("tử số", "numerator"),
    "denominator": ("mẫu số", "denominator"),
    "vintage": ("mức độ chính thức", "loại số liệu", "tính chất số liệu", "vintage"),
    "status": ("obs_status",),
    "source": ("nguồn", "nguồn số liệu", "nguồn cụ thể", "source"),
    "unit": ("đơn vị tính", "đơn vị", "đvt", "unit_measure", "unit"),
    "mult": ("unit_mult",),
    "note": ("ghi chú", "note", "obs_comment", "comment_obs", "comment"),
    "flow": ("dataflow", "structure_id"),
    "action": ("action",),
    "faults": ("lỗi",),
}  # fmt: skip
FIELDS = {plain_header(text): name for name, texts in _NAMES.items() for text in texts}


@dataclass
class Head:
    """Fields by the number of their column, and the columns of a wide table that are periods."""

    titles: list[str]
    fields: dict[int, str] = field(default_factory=dict)
    periods: dict[int, tuple[Period, str]] = field(default_factory=dict)
    doubled: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return set(self.fields.values())

    @property
    def layout(self) -> str:
        """`sdmx`, `tidy` or `wide`; empty where the row heads nothing."""
        if "value" in self.names or {"numerator", "denominator"} <= self.names:
            sdmx = any(plain_header(title).startswith("obs_value") for title in self.titles)
            return "sdmx" if sdmx else "tidy"
        return "wide" if self.periods else ""

    @property
    def score(self) -> int:
        """How much a row looks like a row of heads."""
        if not self.layout or (self.layout == "wide" and len(self.periods) < 2 and not self.fields):
            return 0
        return len(self.names) + len(self.periods)


def read_heads(cells: Sequence[Any]) -> Head:
    head = Head([" ".join(str(cell).split()) if cell is not None else "" for cell in cells])
    for at, cell in enumerate(cells):
        if not head.titles[at]:
            continue
        name = field_of(head.titles[at])
        if name and name in head.names:
            head.doubled.append(head.titles[at])
        elif name:
            head.fields[at] = name
        elif (found := read_head(cell)) is not None:
            head.periods[at] = found
        else:
            head.unknown.append(head.titles[at])
    if head.layout == "wide":
        _name_subject(head)
    elif head.periods:
        head.unknown += [head.titles[at] for at in head.periods]
        head.periods = {}
    return head


def field_of(title: str) -> str:
    """SDMX files may write `REF_AREA: Reference area`."""
    return FIELDS.get(plain_header(title)) or FIELDS.get(plain_header(title.split(":")[0]), "")


def _name_subject(head: Head) -> None:
    """The first column of a wide table that nobody knows says what its rows are about."""
    if head.names & {"indicator", "name", "territory"}:
        return
    for at, title in enumerate(head.titles):
        if title and at not in head.periods and at not in head.fields:
            head.fields[at] = SUBJECT
            head.unknown.remove(title)
            return
