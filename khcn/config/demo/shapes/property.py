"""Intellectual property, products, notices: numbers in their shapes, days in their order."""

import json
from datetime import timedelta

from stdnum import ean

from khcn.config.demo.drafting import Draft, NothingToTell
from khcn.lib.months import add_months
from khcn.registers.ip.choices import LEADING_DIGITS

YEARS = {
    "invention": 20,
    "utility": 10,
    "design": 5,
    "mark": 10,
    "collective": 10,
    "certification": 10,
    "layout": 10,
    "variety": 20,
}
OFFICES = {"variety": "variety", "software": "copyright", "copyright": "copyright"}


def right(draft: Draft) -> None:
    told, n = draft.values, draft.number
    kind = told["kind"]
    told["office"] = OFFICES.get(kind, "national")
    filed = (told.get("valid_from") or draft.start) - timedelta(draft.between(200, 600) if draft.live else 0)
    told["filed_on"] = filed
    digit = LEADING_DIGITS.get(kind)
    told["application_no"] = f"{digit}-{filed.year}-9{n:04d}" if digit else f"MẪU-{filed.year}-{n}"
    told["accepted_on"] = min(filed + timedelta(draft.between(20, 60)), draft.world.today)
    told["published_on"] = min(filed + timedelta(draft.between(61, 120)), draft.world.today)
    draft.drop("priority_on", "applicant_text", "dispute")
    if not (told.get("organisation") or told.get("person")):
        told["applicant_text"] = f"Hộ sản xuất ví dụ {n}"
    if draft.live:
        told["number"] = f"MẪU-{n:05d}"
        told["valid_to"] = add_months(filed, 12 * YEARS.get(kind, 50))
        told["paid_to"] = draft.world.today + timedelta(draft.between(-200, 500))
    else:
        draft.drop("paid_to", "licence")


def product(draft: Draft) -> None:
    told, n = draft.values, draft.number
    draft.drop(
        "gln", "trace_system", "traced_on", "trace_code", "trace_link", "trace_checked_on", "safety_warning"
    )
    state = told.setdefault("trace_state", "none")
    if state in ("registered", "connected") or draft.chance(0.3):
        bare = f"29{n:010d}"
        told["gtin"] = bare + ean.calc_check_digit(bare)
        told["trace_code"] = f"MAU-{n:05d}"
    if state == "connected":
        told["trace_system"] = "Cổng truy xuất Ví Dụ"
        told["traced_on"] = draft.day(20, 700)
        told["trace_link"] = f"https://vi-du.example/truy-xuat/{n}"


def zone(draft: Draft) -> None:
    """A small square somewhere in the north, so that maps have something to show."""
    if not draft.chance(0.6):
        draft.drop("boundary")
        return
    rng = draft.world.rng
    west, south = round(rng.uniform(104.7, 105.5), 4), round(rng.uniform(21.7, 22.8), 4)
    east, north = round(west + 0.02, 4), round(south + 0.015, 4)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    draft.values["boundary"] = json.dumps({"type": "Polygon", "coordinates": [ring]})


def actor(draft: Draft) -> None:
    if draft.values.get("latitude") is None or draft.values.get("longitude") is None:
        draft.drop("latitude", "longitude")


def event(draft: Draft) -> None:
    told = draft.values
    if not told.get("contracts"):
        draft.drop("contract_value")
    told["held_to"] = told["held_on"] + timedelta(draft.between(0, 3))


def notice(draft: Draft) -> None:
    told = draft.values
    told["symbol"] = f"G/TBT/N/{told['member']}/9{draft.number:04d}"
    told["valid_from"] = told["notified_on"]
    told["comments_due"] = told["notified_on"] + timedelta(60)
    if draft.state not in ("sent", "commented", "closed"):
        draft.drop("sent_to", "sent_on", "firms_told", "reply", "replied_on")
    elif told.get("replied_on") and told["replied_on"] < told["notified_on"]:
        draft.drop("replied_on")


def policy(draft: Draft) -> None:
    told = draft.values
    if draft.state in ("drafting", "appraisal"):
        draft.drop("symbol", "issued_on", "issuer", "valid_from", "valid_to")
        told["due_on"] = draft.world.today + timedelta(draft.between(-60, 200))
        return
    told["symbol"] = f"{draft.number}/{'NQ' if told['kind'] == 'resolution' else 'QĐ'}-MẪU"
    told["issued_on"] = draft.start - timedelta(draft.between(0, 20))
    draft.drop("due_on")


def programme(draft: Draft) -> None:
    told = draft.values
    told["symbol"] = f"{draft.number}/KH-MẪU"
    told["budget"] = budget = draft.money(2_000, 60_000)
    told["state_budget"] = budget * draft.between(30, 90) // 100


def programme_year(draft: Draft) -> None:
    planned = draft.money(300, 8_000)
    draft.values |= {"planned": planned, "spent": planned * draft.between(55, 100) // 100}


def investment(draft: Draft) -> None:
    told = draft.values
    told["code"] = f"MẪU{draft.number:05d}"
    told["total"] = total = draft.money(3_000, 90_000)
    if draft.state == "settled":
        told["settled_amount"] = total * draft.between(88, 99) // 100
    else:
        draft.drop("settled_amount")
    if told.get("potential"):
        told["potential_note"] = "Tăng năng lực thử nghiệm, nghiên cứu"


def investment_year(draft: Draft) -> None:
    told = draft.values
    whole = getattr(draft.parent, "total", None) or 5_000_000_000
    told["planned"] = planned = whole * draft.between(15, 40) // 100
    told["carried_over"] = carried = whole * draft.between(0, 5) // 100
    told["disbursed"] = (planned + carried) * draft.between(55, 100) // 100
    told["counted_to"] = draft.world.today.replace(year=told["year"], month=12, day=31)


def commune_money(draft: Draft) -> None:
    told = draft.values
    if not draft.world.communes:
        raise NothingToTell
    told["year"] = draft.world.rng.choice([2025, 2026])
    whole = draft.money(40_000, 160_000)
    planned = draft.money(20, 600)
    told |= {"local_total": whole, "planned": planned, "spent": planned * draft.between(40, 100) // 100}
    told["settled"] = told["year"] == 2025 and draft.chance(0.8)


def case(draft: Draft) -> None:
    told = draft.values
    if draft.state not in ("resolved", "dismissed"):
        draft.drop("decided_on", "result", "fine")
    elif told.get("result") != "fine":
        draft.drop("fine")
    draft.drop("right" if told["kind"] == "indication" else "indication")


SHAPES = {
    "so-huu-tri-tue": right,
    "san-pham": product,
    "vung-nong-nghiep-cnc": zone,
    "he-sinh-thai": actor,
    "su-kien-khcn": event,
    "thong-bao-tbt": notice,
    "van-ban-chinh-sach": policy,
    "chuong-trinh-lien-ket": programme,
    "chuong-trinh-nam": programme_year,
    "dau-tu-cong": investment,
    "dau-tu-cong-nam": investment_year,
    "kinh-phi-xa": commune_money,
    "thuc-thi-shtt": case,
}
