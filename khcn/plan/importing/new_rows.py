"""What a new row needs beyond what the document says: a code, a short title, a kind."""

from collections.abc import Callable
from decimal import Decimal
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.agencies.models import Agency
from khcn.kernel.territory.models import Unit
from khcn.lib.vn_text import slug
from khcn.plan.choices import Horizon, TargetKind
from khcn.plan.importing.difference import Change
from khcn.plan.importing.items import Json, live
from khcn.plan.importing.matching import AgencyMatcher
from khcn.plan.importing.values import Reader, Values, document_values, fit, short_title
from khcn.plan.models import Plan, Target


def create_plan(document: Json) -> Plan:
    """A plan that the platform did not know."""
    values = document_values(document)
    issuer, territory = _issuer(document, values)
    return Plan.objects.create(
        code=_free_code(values),
        short_title=short_title(values["official_title"]) or values["symbol"] or _("Kế hoạch chưa có tên"),
        issuer=issuer,
        territory=territory,
        **fit(Plan, values),
    )


def _issuer(document: Json, values: Values) -> tuple[Agency | None, Unit | None]:
    if not document.get("issuer"):
        return None, None
    told = f"{document['issuer']} {document.get('place') or ''}"
    agency = AgencyMatcher(values["issued_on"], place=told).match(document["issuer"]).agency
    return agency, agency.territory if agency else None


def _free_code(values: Values) -> str:
    year = values["issued_on"].year if values["issued_on"] else ""
    wanted = slug(f"{values['symbol']} {year}") if values["symbol"] else slug(values["official_title"])
    base = (wanted or "ke-hoach")[:70].strip("-")
    taken = set(Plan.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in _numbered(base) if code not in taken)


def _numbered(base: str) -> Any:
    yield base
    yield from (f"{base}-{again}" for again in range(2, 10_000))


def first_values(change: Change, plan: Plan, reader: Reader) -> Values:
    return FIRST[change.name](change, plan, reader)


def _title(change: Change, plan: Plan, reader: Reader) -> Values:
    return {"short_title": short_title(change.values["official_text"]) or change.values["clause"]}


def _nothing(change: Change, plan: Plan, reader: Reader) -> Values:
    return {}


def _target(change: Change, plan: Plan, reader: Reader) -> Values:
    return {
        "code": _target_code(change, plan, reader),
        "kind": _target_kind(change.values),
        "upward": change.values["operator"] != "le",
        **_title(change, plan, reader),
    }


def _target_code(change: Change, plan: Plan, reader: Reader) -> str:
    """The next free "T7"; a part of T7 is "T7a"."""
    taken = set(Target.objects.filter(plan=plan).values_list("code", flat=True))
    whole = (change.item or {}).get("parent")
    record = next(
        (
            item.get("record")
            for index, item in live(reader.corrected, "targets")
            if whole is not None and index == whole
        ),
        None,
    )
    parent = Target.objects.filter(pk=record).first() if record else None
    if parent is not None:
        free = next(
            (f"{parent.code}{one}" for one in ascii_lowercase if f"{parent.code}{one}" not in taken), ""
        )
        if free and len(free) <= 20:
            return free
    return next(f"T{number}" for number in range(1, 10_000) if f"T{number}" not in taken)


def _target_kind(values: Values) -> str:
    low: Decimal | None = values["low"]
    if values["horizon"] == Horizon.MILESTONE:
        return TargetKind.MILESTONE
    if low is None and values["high"] is None:
        return TargetKind.QUALITATIVE
    if values["horizon"] == Horizon.INCREMENT:
        return TargetKind.INCREMENT
    if values["horizon"] == Horizon.AVERAGE or "/năm" in values["unit"]:
        return TargetKind.GROWTH
    return TargetKind.SHARE if "%" in values["unit"] else TargetKind.COUNT


def _task(change: Change, plan: Plan, reader: Reader) -> Values:
    return {"clause": _clause(change, reader), **_title(change, plan, reader)}


def _clause(change: Change, reader: Reader) -> str:
    """The innermost heading around the task, or its row in the annex."""
    start = (change.item or {}).get("span", [None])[0]
    around = [
        (item["span"][1] - item["span"][0], item["path"])
        for _index, item in live(reader.corrected, "sections")
        if start is not None and item.get("span") and item["span"][0] <= start < item["span"][1]
    ]
    return min(around)[1] if around else f"PL.{change.values['no']}"


def _duty(change: Change, plan: Plan, reader: Reader) -> Values:
    names = "; ".join(party["name"] for party in (change.item or {}).get("parties", []))
    return {"short_title": short_title(names or change.values["official_text"]) or change.values["clause"]}


def _reporting(change: Change, plan: Plan, reader: Reader) -> Values:
    names = "; ".join(party["name"] for party in (change.item or {}).get("parties", []))
    what = _rhythm((change.item or {}).get("frequency", "yearly"), change.values["year"])
    return {"short_title": short_title(f"{what}: {names}" if names else what)}


def _rhythm(frequency: str, year: int | None) -> str:
    if frequency == "once":
        return _("Báo cáo năm %s") % year if year else _("Báo cáo")
    told = {
        "monthly": _("Báo cáo hằng tháng"),
        "quarterly": _("Báo cáo hằng quý"),
        "half_yearly": _("Báo cáo 6 tháng"),
    }
    return told.get(frequency, _("Báo cáo hằng năm"))


FIRST: dict[str, Callable[[Change, Plan, Reader], Values]] = {
    "sections": _nothing,
    "targets": _target,
    "tasks": _task,
    "duties": _duty,
    "reporting": _reporting,
    "funding": _title,
}
