"""The reviewed document: the Plan document JSON with a few keys that the review adds.

An item is never taken out of its list, so its path ("tasks/3") stays true: `dropped` leaves it out,
`added` marks what a person entered, `revision` tells when it was last corrected, `record` (after
confirming) which row it became. Parties carry `agency` or `agency_class`, the code of what they mean.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.errors import DomainError
from khcn.plan.importing.matching import AgencyMatcher, Match
from khcn.plan.models import PlanImport

Json = dict[str, Any]

#: Lists of the document in the order of the review.
LISTS = {
    "sections": gettext_lazy("Mục"),
    "targets": gettext_lazy("Chỉ tiêu"),
    "tasks": gettext_lazy("Nhiệm vụ"),
    "duties": gettext_lazy("Trách nhiệm"),
    "reporting": gettext_lazy("Chế độ báo cáo"),
    "funding": gettext_lazy("Nguồn kinh phí"),
    "findings": gettext_lazy("Phát hiện"),
    "unparsed": gettext_lazy("Chưa hiểu"),
}
#: Keys under which an item keeps its parties.
PARTY_KEYS = {"tasks": ("lead", "coordinating"), "duties": ("parties",), "reporting": ("parties",)}
#: Below this an item is shown first and marked for a second look.
LOOK_AGAIN_BELOW = 0.8


def reviewed(plan_import: PlanImport) -> Json:
    """The document under review; an import has one from the moment it is read."""
    if plan_import.corrected is None:
        raise DomainError(_("Văn bản của lần nhập này chưa được đọc xong."), code="not_read")
    document: Json = plan_import.corrected
    return document


def prepare(parsed: Json, matcher: AgencyMatcher) -> Json:
    """What a person reviews: a copy in which parties know their agency and the plan its years."""
    corrected = deepcopy(parsed)
    document = corrected["document"]
    document.setdefault("from_year", _first_year(corrected))
    document.setdefault("to_year", _last_year(corrected))
    for name in PARTY_KEYS:
        for item in corrected.get(name, []):
            if "parties" not in item and "party" in item:
                item["parties"] = [item["party"]]
            for party in parties_in(name, item):
                remember_match(party, matcher.match(party["name"], party["kind"]))
    return corrected


def remember_match(party: Json, match: Match) -> None:
    """Write what the name was found to mean, or whom it might mean."""
    party["agency"] = match.agency.code if match.agency else None
    party["agency_class"] = match.agency_class.code if match.agency_class else None
    party["suggestions"] = [{"code": one.code, "name": one.name} for one in match.suggestions]


def parties_in(name: str, item: Json) -> Iterator[Json]:
    for key in PARTY_KEYS.get(name, ()):
        yield from item.get(key) or []


def is_matched(party: Json) -> bool:
    return bool(party.get("agency") or party.get("agency_class") or party["kind"] == "text")


def live(corrected: Json, name: str) -> list[tuple[int, Json]]:
    """The items of a list that will be taken over, with their places."""
    return [(index, item) for index, item in enumerate(corrected.get(name, [])) if not item.get("dropped")]


def item_at(corrected: Json, path: str) -> Json:
    """The item at "tasks/3" (or "document"); refuses a place that does not exist."""
    name, _slash, index = path.partition("/")
    if path == "document":
        return corrected["document"]
    items = corrected.get(name, []) if name in LISTS else []
    if not index.isascii() or not index.isdigit() or int(index) >= len(items):
        raise DomainError(_("Không có mục “%s” trong lần nhập này.") % path, code="no_such_item")
    return items[int(index)]


def looks_doubtful(name: str, item: Json) -> bool:
    """Read with doubt, or naming somebody who is not in the directory."""
    if item.get("checked") or item.get("dropped"):
        return False
    low = item.get("confidence") is not None and item["confidence"] < LOOK_AGAIN_BELOW
    return low or any(not is_matched(party) for party in parties_in(name, item))


def span_of(item: Json) -> tuple[int, int] | None:
    if item.get("span"):
        return int(item["span"][0]), int(item["span"][1])
    if item.get("spans"):
        return int(item["spans"][0][0]), int(item["spans"][0][1])
    return None


def _first_year(document: Json) -> int | None:
    starts = [task["schedule"]["from"] for task in document["tasks"] if task["schedule"].get("from")]
    issued = document["document"].get("issued_on")
    return min([*starts, *([int(issued[:4])] if issued else [])], default=None)


def _last_year(document: Json) -> int | None:
    ends = [task["schedule"]["to"] for task in document["tasks"] if task["schedule"].get("to")]
    aims = [target["horizon"]["year"] for target in document["targets"] if target["horizon"].get("year")]
    return max([*ends, *aims], default=None)
