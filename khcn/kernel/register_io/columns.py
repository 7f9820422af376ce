"""From the headers of a table to the fields of a register."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Register
from khcn.lib.vn_text import fold, nfc

#: Columns that are no fields: the number of a record, its state, and what we wrote about refused rows.
RECORD, STATE, FAULTS = "#", "state", "!"
#: Before the name of what our exports tell but nobody types; such columns are passed over.
COMPUTED = "~"
#: In the first column of the template: this row shows how to fill in and is not read.
EXAMPLE = "VÍ DỤ"
#: An empty cell leaves what is stored; this word takes it away.
CLEAR = "(xoá)"

_ASIDES = re.compile(r"\((?:khong )?bat buoc\)")


def record_title() -> str:
    return _("Mã bản ghi")


def faults_title() -> str:
    return _("Lỗi")


def plain_header(text: Any) -> str:
    """A header as it is compared: folded, one line, without stars and asides."""
    words = fold(nfc(str(text or ""))).replace("*", " ").replace(":", " ")
    return " ".join(_ASIDES.sub(" ", words).split())


def is_read(name: str) -> bool:
    """Whether cells of this column mean anything to an import."""
    return name not in ("", FAULTS) and not name.startswith(COMPUTED)


@dataclass
class Columns:
    """Which field stands in which column, and what is odd about the headers."""

    headers: list[str]
    names: list[str]
    unknown: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def fields(self) -> list[str]:
        return [name for name in self.names if name not in (RECORD, STATE) and is_read(name)]

    def warnings(self) -> list[str]:
        told = []
        if self.unknown:
            told.append(
                _(
                    "Các cột không có trong sổ nên không được đọc: %(names)s. Nếu cần, hãy sửa tiêu đề cho giống mẫu."
                )
                % {"names": _quoted(self.unknown)}
            )
        if self.missing:
            told.append(
                _(
                    "Tệp thiếu cột bắt buộc: %(names)s. Dòng mới sẽ bị từ chối; dòng sửa bản ghi đã có vẫn đọc."
                )
                % {"names": _quoted(self.missing)}
            )
        return told


def header_names(register: Register) -> dict[str, str]:
    """Every accepted header, as it is compared, with the field that it names."""
    names: dict[str, str] = {}
    for header, name in register.imports.items():
        names[plain_header(header)] = name
    for name in register.fields:
        column = register.field(name)
        label = register.label_of(name)
        unit = getattr(column, "unit", "")
        told = [name, name.replace("_", " "), str(column.verbose_name), f"{label} ({unit})", label]
        for text in told:
            names.setdefault(plain_header(text), name)
    for name in register.fields:
        names[plain_header(register.label_of(name))] = name
    for name in register.computed:
        names.setdefault(plain_header(register.label_of(name)), f"{COMPUTED}{name}")
    for text in ("Mã bản ghi", record_title(), "id", "#"):
        names.setdefault(plain_header(text), RECORD)
    for text in ("Trạng thái", register.label_of(STATE), "state"):
        names.setdefault(plain_header(text), STATE)
    for text in ("Lỗi", faults_title()):
        names.setdefault(plain_header(text), FAULTS)
    return names


def read_headers(register: Register, cells: Sequence[Any], names: dict[str, str] | None = None) -> Columns:
    """The columns that a row of headers gives."""
    known = header_names(register) if names is None else names
    headers = [" ".join(nfc(str(cell or "")).split()) for cell in cells]
    found = Columns(headers, [known.get(plain_header(text), "") if text else "" for text in headers])
    for position, (text, name) in enumerate(zip(headers, found.names, strict=True)):
        if text and not name:
            found.unknown.append(text)
        if name and name in found.names[:position]:
            found.doubled.append(text)
    found.missing = [
        register.label_of(name)
        for name in register.fields
        if register.is_required(name) and name not in found.names
    ]
    return found


def recognised(cells: Sequence[Any], names: dict[str, str]) -> int:
    """How many different fields a row names if it is a row of headers."""
    return len({names[text] for cell in cells if cell and (text := plain_header(cell)) in names})


def _quoted(names: Sequence[str]) -> str:
    shown = "; ".join(f"“{name[:60]}”" for name in names[:12])
    return f"{shown}…" if len(names) > 12 else shown
