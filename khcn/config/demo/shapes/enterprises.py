"""Enterprises: balances, shares and sums that add up."""

from decimal import Decimal

from khcn.config.demo.drafting import Draft
from khcn.registers.directory.models import Organisation
from khcn.registers.products.star_bands import edition_on
from khcn.registers.science_funds.choices import HEADS
from khcn.registers.surveys.rules import COMPONENTS

RATES = {"USD": 24_500, "EUR": 26_800, "JPY": 165, "CNY": 3_450, "KRW": 18}
COUNTRIES = ("Nhật Bản", "Hàn Quốc", "Trung Quốc", "Đức", "Thái Lan", "I-xra-en")
TOTAL = Decimal("0.01")


def numbered(draft: Draft) -> None:
    """A certificate in force bears its number, and was applied for before."""
    if draft.live:
        draft.values.setdefault("number", f"{draft.number}/GCN-MẪU")


def fund_year(draft: Draft) -> None:
    """The year opens with what the year before left."""
    told, last = draft.values, draft.before
    told["opening"] = last.values["closing"] if last else 0
    told["set_aside"] = draft.money(80, 4000)
    have = told["opening"] + told["set_aside"]
    draft.drop(*HEADS, "spent_other", "transferred", "refunded", "received", "oldest_unspent")
    for name in draft.world.rng.sample(sorted(HEADS), 3):
        told[name] = have * draft.between(3, 18) // 100 // 10**6 * 10**6
    if draft.chance(0.2):
        told["refunded"] = have * draft.between(2, 8) // 100 // 10**6 * 10**6
    told["closing"] = have - sum(told.get(name) or 0 for name in (*HEADS, "refunded"))
    told["oldest_unspent"] = max(told["year"] - draft.between(0, 3), 2017)


def high_tech_year(draft: Draft) -> None:
    told = draft.values
    revenue, staff = draft.money(5_000, 400_000), draft.between(20, 400)
    told |= {"revenue": revenue, "staff": staff, "high_tech_revenue": revenue * draft.between(45, 95) // 100}
    told["rd_spending"] = revenue * draft.between(4, 40) // 1000
    told["research_staff"] = max(staff * draft.between(3, 15) // 100, 1)
    for share, part, whole in (
        ("revenue_share", "high_tech_revenue", "revenue"),
        ("rd_share", "rd_spending", "revenue"),
        ("staff_share", "research_staff", "staff"),
    ):
        told[share] = (Decimal(told[part]) * 100 / told[whole]).quantize(TOTAL)


def science_year(draft: Draft) -> None:
    told = draft.values
    told["revenue"] = revenue = draft.money(2_000, 150_000)
    told["result_revenue"] = revenue * draft.between(10, 90) // 100
    told["profit"] = revenue * draft.between(2, 20) // 100
    told["tax_relief"] = told["profit"] // 10
    told["rd_spending"] = revenue * draft.between(1, 8) // 100
    told["staff"] = staff = draft.between(8, 180)
    told["research_staff"] = max(staff // draft.between(4, 15), 1)


def rd_spending(draft: Draft) -> None:
    told = draft.values
    told["year"] = getattr(told["round"], "year", None)
    if told["response"] not in ("answered", "estimated"):
        told |= {"note": told["note"]}
        draft.drop(
            "total",
            "own_money",
            "state_money",
            "foreign_money",
            "other_money",
            "basic",
            "applied",
            "experimental",
        )
        draft.drop("innovation", "from_fund", "staff", "proof")
        return
    told["total"] = total = draft.money(30, 6_000)
    state = total * draft.between(0, 30) // 100
    told |= {"state_money": state, "foreign_money": 0, "other_money": 0, "own_money": total - state}
    basic, applied = total * draft.between(0, 10) // 100, total * draft.between(20, 50) // 100
    told |= {"basic": basic, "applied": applied, "experimental": total - basic - applied}
    told["innovation"] = draft.money(50, 4_000)
    told["from_fund"] = total // 4


def rd_round(draft: Draft) -> None:
    population = draft.between(180, 320)
    draft.values |= {"population": population, "responded": population * draft.between(55, 90) // 100}


def survey(draft: Draft) -> None:
    population = draft.between(150, 400)
    draft.values |= {"population": population, "sample": population * draft.between(30, 80) // 100}
    draft.values["year"] = draft.start.year


def answer(draft: Draft) -> None:
    told = draft.values
    told["year"] = getattr(told["survey"], "year", None)
    for name in COMPONENTS:
        told[name] = Decimal(draft.between(6, 20))
    total = sum((told[name] for name in COMPONENTS), Decimal(0))
    told["total_score"] = total
    told["grade"] = "Tiên tiến" if total >= 75 else "Trung bình tiên tiến" if total >= 60 else "Trung bình"


def contract(draft: Draft) -> None:
    told = draft.values
    told["signed_on"] = told["valid_from"]
    draft.drop("receiver_text", "receiver_outside", "country", "exchange_rate")
    abroad = told["direction"] != "domestic"
    told["receiver"] = draft.world.some(Organisation, kinds=["enterprise", "cooperative"])
    if told["direction"] == "in":
        draft.drop("provider")
        told["provider_text"] = "Công ty nước ngoài Ví Dụ"
    else:
        told.setdefault("provider_text", "Viện nghiên cứu Ví Dụ")
    if told.get("provider") is not None:
        draft.drop("provider_text")
    if abroad:
        told["country"] = draft.world.rng.choice(COUNTRIES)
    told["currency"] = draft.world.rng.choice(list(RATES)) if abroad else "VND"
    _price(draft)
    if "registered_on" in told:
        told["registered_on"] = draft.day(5, 80, after=told["signed_on"])


def _price(draft: Draft) -> None:
    told = draft.values
    value = draft.money(80, 9_000)
    rate = RATES.get(told["currency"])
    if rate is None:
        told |= {"price": Decimal(value), "value": value}
        return
    price = max(value // rate, 1)
    told |= {"price": Decimal(price), "exchange_rate": Decimal(rate), "value": price * rate}


def payment(draft: Draft) -> None:
    worth = getattr(draft.parent, "value", None) or 500_000_000
    draft.values["amount"] = worth * draft.between(10, 40) // 100
    draft.drop("original")


def promotion(draft: Draft) -> None:
    told = draft.values
    told["year"] = draft.start.year
    support = draft.money(80, 900)
    told |= {"support": support, "own_capital": support * draft.between(100, 350) // 100}
    before = draft.between(40, 400)
    told |= {
        "productivity_before": Decimal(before),
        "productivity_after": Decimal(before * draft.between(115, 190) // 100),
    }
    told["productivity_unit"] = "kg/giờ"
    if not draft.live:
        draft.drop("support")
    if draft.state == "accepted":
        told["accepted_on"] = draft.end or draft.start
        told["paid"] = support
    else:
        draft.drop("accepted_on", "paid", "productivity_after")


def support(draft: Draft) -> None:
    told = draft.values
    told["year"] = draft.start.year
    programme = told.get("programme")
    if programme is not None:
        told["programme_name"] = str(programme)[:300]
    if told.setdefault("review", "open") == "open":
        draft.drop("review_note")
    else:
        told["review_note"] = "Hai khoản khác nội dung"
    if draft.state not in ("done", "recovered"):
        draft.drop("finished_on", "result")


def ocop(draft: Draft) -> None:
    """Score and stars agree by the criteria of the day; parts A, B and C add up."""
    told = draft.values
    edition = edition_on(told.get("valid_from"))
    if not draft.live or edition is None:
        draft.drop(
            "stars", "score", "score_community", "score_market", "score_quality", "extended_by", "minutes"
        )
        return
    band = draft.world.rng.choices(edition.bands, [6, 4, 1])[0]
    score = draft.between(int(band.lowest), int(band.below) - 1)
    community, market = score * 35 // 100, score * 25 // 100
    told |= {"stars": str(band.stars), "score": Decimal(score), "score_community": Decimal(community)}
    told |= {"score_market": Decimal(market), "score_quality": Decimal(score - community - market)}
    draft.drop("extended_by")


SHAPES = {
    "doanh-nghiep-khcn": numbered,
    "doanh-nghiep-cnc": numbered,
    "quy-khcn-nam": fund_year,
    "doanh-nghiep-cnc-nam": high_tech_year,
    "doanh-nghiep-khcn-nam": science_year,
    "chi-rd-doanh-nghiep": rd_spending,
    "dot-dieu-tra-rd": rd_round,
    "khao-sat-cong-nghe": survey,
    "khao-sat-phieu": answer,
    "hop-dong-chuyen-giao": contract,
    "hop-dong-chuyen-giao-thanh-toan": payment,
    "khuyen-cong": promotion,
    "ho-tro-doanh-nghiep": support,
    "ocop": ocop,
}
