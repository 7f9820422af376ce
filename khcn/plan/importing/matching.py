"""Which agency or class of agencies a document means by a name. Nothing is ever invented.

A match is exact (after folding and spelling out the usual abbreviations); names in force on the
document's date come first. A near miss only becomes a suggestion that a person may take.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from khcn.kernel.agencies.models import Agency, AgencyClass, AgencyName
from khcn.lib.vn_text import fold

SUGGEST_FROM = 82
SUGGEST_AT_MOST = 4
_ABBREVIATIONS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "khcn": "khoa hoc va cong nghe",
    "kh&cn": "khoa hoc va cong nghe",
    "ptnt": "phat trien nong thon",
    "&": "va",
    "dh": "dai hoc",
    "cd": "cao dang",
    "vp": "van phong",
    "pt-th": "phat thanh va truyen hinh",
    "tp": "thanh pho",
}


@dataclass(frozen=True)
class Match:
    """What a name means. `confidence` is 1 for an exact match, less when the name had to be chosen."""

    agency: Agency | None = None
    agency_class: AgencyClass | None = None
    suggestions: tuple[Agency, ...] = field(default=())
    confidence: float = 0.0

    @property
    def found(self) -> bool:
        return self.agency is not None or self.agency_class is not None


@lru_cache(maxsize=4096)
def normalise(name: str) -> str:
    """The folded name with abbreviations spelled out and punctuation gone."""
    words = re.sub(r"[.,;:()“”\"'/]+", " ", fold(name)).split()
    spelled = " ".join(_ABBREVIATIONS.get(word, word) for word in words)
    return " ".join(re.sub(r"[-–—]", " ", spelled).split())


def _bare(place: str) -> str:
    """The name of a province without its kind and without "(cũ)"."""
    return normalise(place).removeprefix("tinh ").removesuffix(" cu")


class AgencyMatcher:
    """The directory as it was on the document's date, in memory: four queries for any number of names."""

    def __init__(self, day: date | None, *, near: Iterable[int] = (), place: str = "") -> None:
        """`near` are territories of the plan; `place` is text that names the province, if it does."""
        self._near = set(near)
        self._agencies = {agency.pk: agency for agency in Agency.objects.select_related("territory")}
        self._classes = list(AgencyClass.objects.all())
        self._by_code = {agency.code: agency for agency in self._agencies.values()}
        self._class_by_code = {one.code: one for one in self._classes}
        self._then: dict[str, set[int]] = defaultdict(set)
        self._ever: dict[str, set[int]] = defaultdict(set)
        self._places = self._place_names()
        self._near |= self._territories_named(normalise(place))
        self._take_names(day)

    def match(self, name: str, kind: str = "agency", *, chosen: str | None = None) -> Match:
        """The agency or class meant; `chosen` is a code that a person picked on screen."""
        if chosen:
            return self._chosen(chosen)
        wanted = normalise(name)
        if not wanted:
            return Match()
        agency = self._exact(wanted)
        if agency is not None:
            return Match(agency=agency, confidence=1.0)
        if (group := self._class_of(wanted)) is not None:
            return Match(agency_class=group, confidence=0.95)
        return Match(suggestions=self._suggest(wanted)) if kind != "text" else Match()

    def _chosen(self, code: str) -> Match:
        return Match(
            agency=self._by_code.get(code), agency_class=self._class_by_code.get(code), confidence=1.0
        )

    def _take_names(self, day: date | None) -> None:
        for agency in self._agencies.values():
            alive = day is None or agency.valid_on(day)
            for text in (agency.name, agency.short_name, *agency.aliases):
                self._note(text, agency.pk, now=alive)
        for dated in AgencyName.objects.all():
            valid = day is None or dated.valid_on(day)
            for text in (dated.name, dated.short_name):
                self._note(text, dated.agency_id, now=valid)

    def _note(self, text: str, agency_id: int, *, now: bool) -> None:
        for form in self._forms(normalise(text)):
            self._ever[form].add(agency_id)
            if now:
                self._then[form].add(agency_id)

    def _forms(self, name: str) -> Iterable[str]:
        """The name, and the name without the province at its end (documents leave it out)."""
        if not name:
            return
        yield name
        for place in self._places:
            for ending in (f" tinh {place}", f" {place}"):
                if name.endswith(ending) and len(name) > len(ending) + 3:
                    yield name.removesuffix(ending)
                    yield f"{name.removesuffix(ending)} tinh"

    def _place_names(self) -> set[str]:
        provinces = {agency.territory for agency in self._agencies.values() if agency.territory}
        return {normalise(unit.name).removeprefix("tinh ") for unit in provinces if unit.level == "province"}

    def _exact(self, wanted: str) -> Agency | None:
        for names in (self._then, self._ever):
            ids = names.get(wanted) or names.get(self._without_place(wanted)) or set()
            if (agency := self._only(ids)) is not None:
                return agency
        return None

    def _without_place(self, wanted: str) -> str:
        return next(iter(list(self._forms(wanted))[1:]), wanted)

    def _only(self, ids: set[int]) -> Agency | None:
        """The one agency meant: a single one, or the single one of the plan's own territory."""
        if len(ids) == 1:
            return self._agencies[next(iter(ids))]
        near = [self._agencies[one] for one in ids if self._is_near(self._agencies[one])]
        return near[0] if len(near) == 1 else None

    def _is_near(self, agency: Agency) -> bool:
        return agency.territory_id in self._near

    def _territories_named(self, told: str) -> set[int]:
        """Every version of the province that the text names."""
        names = {one for one in self._places if f" {one} " in f" {told} "}
        units = {agency.territory for agency in self._agencies.values() if agency.territory}
        return {unit.pk for unit in units if _bare(unit.name) in names}

    def _class_of(self, wanted: str) -> AgencyClass | None:
        """The class with the longest pattern that stands in the name as whole words."""
        best: tuple[int, AgencyClass] | None = None
        for one in self._classes:
            for pattern in (normalise(text) for text in one.patterns):
                if pattern and f" {pattern} " in f" {wanted} " and (best is None or len(pattern) > best[0]):
                    best = (len(pattern), one)
        return best[1] if best else None

    def _suggest(self, wanted: str) -> tuple[Agency, ...]:
        names = list(self._ever)
        hits = process.extract(
            wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=SUGGEST_FROM, limit=12
        )
        found: dict[int, Agency] = {}
        for name, _score, _index in hits:
            for one in self._ever[name]:
                found.setdefault(one, self._agencies[one])
        return tuple(found.values())[:SUGGEST_AT_MOST]
