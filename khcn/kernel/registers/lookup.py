"""From what people type to the record they mean: a key, a name, or "Tên [khoá]"; for screens and workbooks alike."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import Record, has_key
from khcn.kernel.territory.models import Level, Unit
from khcn.lib.vn_text import fold, nfc

_WITH_KEY = re.compile(r"^(?P<name>.*?)\s*\[(?P<key>[^\[\]]+)\]\s*$")
#: Of `#` and the number of a record, as far as a database counts.
MOST_DIGITS = 19
_PREFIXES = re.compile(r"^(xa|phuong|thi tran|huyen|thanh pho|tinh|tp|p|x)\.?\s+")


def choice_text(record: Any, keys: Collection[str] | None = None) -> str:
    """How a record is written so that it can be found again: its name with its key in brackets."""
    if record is None:
        return ""
    return f"{record} [{key_of(record, keys)}]"


def key_of(record: Any, keys: Collection[str] | None = None) -> str:
    """The first filled natural key that is a text of the record itself (one of `keys`), its code, or `#12`."""
    if isinstance(record, Unit) and record.official_code and record.valid_to is None:
        return record.official_code
    register = registers.of(record)
    names = register.text_keys if register else ("lookup_key", "code")
    for name in names if keys is None else (one for one in names if one in keys):
        value = getattr(record, name, "")
        if isinstance(value, str) and value:
            return value
    return f"#{record.pk}"


def plain(text: str) -> str:
    """What is looked for: one form of the letters, single blanks, nothing that a database refuses."""
    return " ".join(nfc(text.replace("\x00", " ")).split())


class Lookup:
    """Finds records of one model by text; remembers, so that an import asks once for each text."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.known: dict[str, Model | str] = {}

    def find(self, text: str) -> Model | None:
        """The record meant; None for an empty text. Raises ValidationError with a sentence otherwise."""
        told = plain(text)
        if not told:
            return None
        if told not in self.known:
            self.known[told] = self._search(told)
        found = self.known[told]
        if isinstance(found, str):
            raise ValidationError(found, code="lookup")
        return found

    def keep(self, record: Any) -> None:
        """This record is meant by its own words, whether it would be found or not."""
        self.known[plain(choice_text(record))] = record

    def named(self, record: Any) -> str:
        """How a refusal names one of several records."""
        return choice_text(record)

    def _search(self, told: str) -> Model | str:
        matched = _WITH_KEY.match(told)
        candidates = self._by_key(matched["key"]) if matched else []
        candidates = candidates or self._by_key(told) or self._by_name(matched["name"] if matched else told)
        if len(candidates) == 1:
            return candidates[0]
        if not candidates:
            return _("Không tìm thấy “%(text)s”. Hãy ghi mã hoặc đúng tên đã có trong danh mục.") % {
                "text": told[:80]
            }
        names = "; ".join(self.named(one) for one in candidates[:4])
        return _("“%(text)s” có thể là nhiều bản ghi: %(names)s. Hãy ghi kèm mã trong ngoặc vuông.") % {
            "text": told[:80],
            "names": names,
        }

    def _by_key(self, key: str) -> list[Any]:
        return []

    def _by_name(self, name: str) -> list[Any]:
        return []


class RecordLookup(Lookup):
    """Records of a register: by number #12, by natural key, by name without regard to marks."""

    def __init__(self, register: Register) -> None:
        super().__init__(register.model)
        self.register = register
        self.keys: Sequence[str] = register.text_keys

    def _rows(self) -> Any:
        return self.register.model._default_manager.exclude(standing=Standing.VOID)

    def _by_key(self, key: str) -> list[Record]:
        if key.startswith("#") and key[1:].isascii() and key[1:].isdigit():
            if len(key) > MOST_DIGITS:
                return []
            return list(self._rows().filter(pk=int(key[1:]))[:1])
        for name in self.keys:
            if found := list(self._rows().filter(has_key(name, [key]))[:2]):
                return found
        return []

    def _by_name(self, name: str) -> list[Record]:
        return list(self._rows().filter(title_key=fold(name)[:200])[:5])


class SmallLookup(Lookup):
    """Rows of a small table with `code` and `name`, read once: taxonomies, agencies, territory.

    Where several editions share codes, the model's `lookup_key` tells them apart; it is the bare code in the
    edition in force.
    """

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model)
        self.rows: list[Any] | None = None

    def _all(self) -> list[Any]:
        if self.rows is None:
            self.rows = list(self.model._default_manager.all())
        return self.rows

    def _by_key(self, key: str) -> list[Any]:
        return [one for one in self._all() if getattr(one, "lookup_key", one.code) == key]

    def _by_name(self, name: str) -> list[Any]:
        wanted = fold(name)
        found = [one for one in self._all() if wanted in self.names_of(one)]
        return [one for one in found if getattr(one, "lookup_key", one.code) == one.code] or found

    def names_of(self, one: Any) -> set[str]:
        names = [one.name, getattr(one, "short_name", ""), *(getattr(one, "aliases", None) or [])]
        return {fold(name) for name in names if name}


class UnitLookup(SmallLookup):
    """Administrative units by official code or name, today's before those of earlier years."""

    def _by_key(self, key: str) -> list[Any]:
        return self._newest([one for one in self._all() if key in (one.code, one.official_code)])

    def _by_name(self, name: str) -> list[Any]:
        found = super()._by_name(name)
        if not found and (bare := _PREFIXES.sub("", fold(name))):
            found = [one for one in self._all() if bare in self.names_of(one)]
        return self._newest(found)

    def names_of(self, one: Any) -> set[str]:
        return {fold(one.name), _PREFIXES.sub("", fold(one.name))}

    def _newest(self, found: list[Any]) -> list[Any]:
        now = [one for one in found if one.valid_to is None]
        communes = [one for one in now if one.level == Level.COMMUNE]
        return now if len(now) == 1 else (communes or now or found)


def lookup_for(model: type[Model]) -> Lookup:
    """The way to find records of this model by text."""
    if model is Unit:
        return UnitLookup(Unit)
    if (register := registers.of(model)) is not None:
        return RecordLookup(register)
    return SmallLookup(model)
