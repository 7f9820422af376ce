"""Finding indicators and territories by what a file calls them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from khcn.indicators.choices import CardState
from khcn.indicators.models import Card, Indicator
from khcn.kernel.access import Actor, visible
from khcn.kernel.territory.models import Unit
from khcn.lib.vn_text import fold

_NEAR, _MOST_NEAR = 60, 3
#: How many digits the codes of provinces and communes have; spreadsheets drop leading zeros.
_OFFICIAL = (2, 5)
_KINDS = ("thanh pho", "thi tran", "phuong", "huyen", "tinh", "xa", "tp", "tp.")


class Indicators:
    """Every indicator the person may see, by code and name; four queries at most."""

    def __init__(self, actor: Actor) -> None:
        seen = list(visible(actor, "indicators.indicator.view", Indicator.objects.all()))
        owned = visible(actor, "indicators.observation.enter", Indicator.objects.all())
        self.may_enter = set(owned.values_list("pk", flat=True))
        self.cards = {
            card.indicator_id: card
            for card in Card.objects.filter(indicator__in=seen, state=CardState.IN_FORCE).select_related(
                "territory"
            )
        }
        self.by_code = {one.code: one for one in seen}
        self.by_name: dict[str, list[Indicator]] = {}
        for one in seen:
            self.by_name.setdefault(fold(one.name), []).append(one)

    def known(self, text: str) -> Indicator | None:
        """By code (SDMX writes `_` for `-` and may add a label), or by the whole name."""
        code = text.split(":")[0].strip().lower()
        found = self.by_code.get(code) or self.by_code.get(code.replace("_", "-"))
        if found is None:
            named = self.by_name.get(fold(text), [])
            found = named[0] if len(named) == 1 else None
        return found

    def find(self, text: str) -> Indicator:
        """Raises ValidationError, naming those that are nearly called so."""
        found = self.known(text)
        if found is None:
            raise ValidationError(self._unknown(text))
        return found

    def _unknown(self, text: str) -> str:
        if len(self.by_name.get(fold(text), [])) > 1:
            return _("Nhiều chỉ số cùng tên “{text}”. Hãy ghi mã chỉ số.").format(text=text[:80])
        near = self.near(text)
        if not near:
            return _("Không có chỉ số “{text}”. Hãy ghi mã chỉ số như trong mẫu Excel.").format(
                text=text[:80]
            )
        return _("Không có chỉ số “{text}”. Gần giống: {near}.").format(text=text[:80], near="; ".join(near))

    def near(self, text: str) -> list[str]:
        """Slips of the pen in codes, and names that share most of their words."""
        asked = fold(text.replace("_", "-"))[:120]
        codes = {one.code: one.code for one in self.by_code.values()}
        names = {one.code: fold(one.name) for one in self.by_code.values()}
        found: dict[str, float] = {}
        for choices, scorer in ((codes, fuzz.ratio), (names, fuzz.token_sort_ratio)):
            for _text, score, code in process.extract(
                asked, choices, scorer=scorer, limit=_MOST_NEAR, score_cutoff=_NEAR
            ):
                found[code] = max(score, found.get(code, 0))
        best = sorted(found, key=lambda code: (-found[code], code))[:_MOST_NEAR]
        return [f"{code} ({self.by_code[code].name[:60]})" for code in best]


class Territories:
    """Units of all times by code, official code and name; the version of the day is chosen."""

    def __init__(self) -> None:
        self.by_code: dict[str, Unit] = {}
        self.by_word: dict[str, list[Unit]] = {}
        for unit in Unit.objects.all():
            self.by_code[unit.code] = unit
            words = {fold(unit.name), bare(unit.name)} | (
                {unit.official_code} if unit.official_code else set()
            )
            for word in words:
                self.by_word.setdefault(word, []).append(unit)

    def find(self, text: str, on: date) -> tuple[Unit, str]:
        """The unit, and a sentence where one should look again; raises ValidationError."""
        code = text.split(":")[0].strip()
        if (unit := self.by_code.get(code.lower().replace("_", "-"))) is not None:
            return unit, ""
        words = [
            code,
            fold(text),
            bare(text),
            *(code.zfill(length) for length in _OFFICIAL if code.isdigit()),
        ]
        units = next((self.by_word[word] for word in words if word in self.by_word), [])
        valid = [one for one in units if _in_force(one, on)]
        if len(valid) == 1:
            return valid[0], ""
        if len(units) == 1:
            return units[0], _("“{name}” không phải là đơn vị hành chính vào ngày {day:%d/%m/%Y}.").format(
                name=units[0].name, day=on
            )
        if not units:
            raise ValidationError(_("Không có địa bàn “{text}”.").format(text=text[:80]))
        codes = ", ".join(one.code for one in (valid or units)[:5])
        raise ValidationError(
            _("Có nhiều địa bàn “{text}”. Hãy ghi mã: {codes}.").format(text=text[:80], codes=codes)
        )

    def known(self, text: str) -> bool:
        words = {fold(text), bare(text), *(text.zfill(length) for length in _OFFICIAL if text.isdigit())}
        return bool(words & self.by_word.keys()) or text.lower() in self.by_code


def bare(name: str) -> str:
    """The name without what kind of unit it is."""
    folded = fold(name)
    for kind in _KINDS:
        if folded.startswith(f"{kind} "):
            return folded[len(kind) + 1 :]
    return folded


def _in_force(unit: Unit, on: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= on) and (
        unit.valid_to is None or on <= unit.valid_to
    )
