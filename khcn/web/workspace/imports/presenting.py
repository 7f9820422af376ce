"""Items as the review shows them: a mark, the words, what was understood, how sure it is."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from khcn.plan.choices import Horizon, Operator, Schedule
from khcn.plan.importing.findings import kind_of
from khcn.plan.importing.items import Json, is_matched, looks_doubtful, parties_in
from khcn.plan.importing.values import short_title
from khcn.web.templatetags.khcn_ui import vn_number
from khcn.web.workspace.plans.words import FINDING_KINDS

SURE, FAIR = 0.9, 0.7


@dataclass
class Row:
    """One item of the review. `facts` are (label, value) pairs."""

    path: str
    name: str
    index: int
    mark: str
    words: str
    facts: list[tuple[str, str]]
    item: Json
    doubtful: bool
    anchor: str
    unmatched: list[str] = field(default_factory=list)
    chosen: bool = False

    @property
    def percent(self) -> int | None:
        told = self.item.get("confidence")
        return None if told is None else round(told * 100)

    @property
    def level(self) -> str:
        told = self.item.get("confidence")
        if told is None:
            return ""
        return "high" if told >= SURE else "medium" if told >= FAIR else "low"


def rows_of(corrected: Json, name: str, chosen: str = "") -> list[Row]:
    """All items of a list, the doubtful ones first."""
    rows = [row_of(name, index, item) for index, item in enumerate(corrected.get(name, []))]
    for row in rows:
        row.chosen = row.path == chosen
    return sorted(rows, key=lambda row: (not row.doubtful, bool(row.item.get("dropped")), row.index))


def row_of(name: str, index: int, item: Json) -> Row:
    return Row(
        path=f"{name}/{index}",
        name=name,
        index=index,
        mark=str(item.get("no") or item.get("path") or item.get("clause") or ""),
        words=_words(name, item),
        facts=[(label, value) for label, value in FACTS.get(name, _no_facts)(item) if value],
        item=item,
        doubtful=looks_doubtful(name, item),
        anchor=f"cau-{name}-{index}",
        unmatched=[party["name"] for party in parties_in(name, item) if not is_matched(party)],
    )


def figure(item: Json) -> str:
    """ "trên 35 %", "5–7 doanh nghiệp", or nothing when the promise has no figure."""
    low, high, unit = item.get("low"), item.get("high"), item.get("unit") or ""
    if low is None and high is None:
        return ""
    told = "–".join(vn_number(one) for one in (low, high) if one is not None)
    word = dict(Operator.choices).get(item.get("operator") or "", "")
    return " ".join(str(one) for one in (word, told, unit) if one)


def schedule(item: Json) -> str:
    when = item["schedule"]
    word = str(dict(Schedule.choices).get(when["kind"], when["kind"]))
    years = "–".join(str(year) for year in (when.get("from"), when.get("to")) if year)
    told = when.get("raw") or years
    return f"{told} ({word.lower()})" if told and told.lower() != word.lower() else word


def _words(name: str, item: Json) -> str:
    words = item.get("text") or item.get("title") or item.get("message") or item.get("reason") or ""
    if not words and name == "reporting":
        words = "; ".join(party["name"] for party in item.get("parties", []))
    return short_title(words) if name in ("sections", "duties", "funding") else words


def _no_facts(item: Json) -> list[tuple[str, str]]:
    return []


def _target(item: Json) -> list[tuple[str, str]]:
    horizon, base = item["horizon"], item.get("baseline") or {}
    when = f"{dict(Horizon.choices).get(horizon['kind'], '')} {horizon.get('year') or ''}".strip()
    started = f"{vn_number(base.get('value'))} {base.get('unit') or ''} ({base.get('period') or '?'})"
    return [
        (_("Mức"), figure(item)),
        (_("Thời hạn"), when),
        (_("Giá trị gốc"), started if base else ""),
    ]


def _task(item: Json) -> list[tuple[str, str]]:
    return [
        (_("Chủ trì"), _named(item["lead"]) or _("(không nêu)")),
        (_("Phối hợp"), _named(item["coordinating"])),
        (_("Thời gian"), schedule(item)),
        (_("Sản phẩm"), item.get("output") or ""),
        (_("Nhóm"), item.get("group") or ""),
    ]


def _duty(item: Json) -> list[tuple[str, str]]:
    return [(_("Chịu trách nhiệm"), _named(item.get("parties", [])))]


def _reporting(item: Json) -> list[tuple[str, str]]:
    due = "/".join(reversed(item["due"].split("-"))) if item.get("due") else ""
    return [
        (_("Định kỳ"), _rhythm(item)),
        (_("Hạn"), due),
        (_("Nơi nhận"), "; ".join(item.get("to") or [])),
    ]


def _rhythm(item: Json) -> str:
    told: dict[str, Any] = {
        "once": _("Một lần, năm %s") % (item.get("year") or "?"),
        "monthly": _("Hằng tháng"),
        "quarterly": _("Hằng quý"),
        "half_yearly": _("6 tháng"),
    }
    return told.get(item["frequency"], _("Hằng năm"))


def _finding(item: Json) -> list[tuple[str, str]]:
    return [(_("Loại"), str(FINDING_KINDS.get(kind_of(item["kind"]), item["kind"])))]


def _named(parties: list[Json]) -> str:
    return "; ".join(party["name"] for party in parties)


FACTS = {
    "targets": _target,
    "tasks": _task,
    "duties": _duty,
    "reporting": _reporting,
    "findings": _finding,
}
