"""Funding lines: figures that follow from one another, some not known yet, some tasks without any."""

from khcn.config.demo.drafting import Draft
from khcn.registers.funding.choices import GROUPS, BudgetLevel, OriginGroup
from khcn.registers.funding.purposes import offered
from khcn.registers.funding.rules import STEPS

#: One line in so many is a total to compare with.
EVERY = 15


def line(draft: Draft) -> None:
    told, rng = draft.values, draft.world.rng
    group = GROUPS[told["origin"]]
    told["level"] = _level(draft, group, told["year"])
    told["control"] = False
    draft.drop("allocated", "disbursed", "counted_to", "settled", "explanation")
    if group == OriginGroup.UNKNOWN:
        draft.drop("decision", "decided_on")
    else:
        _figures(draft)
    if draft.number % EVERY == 0 and group == OriginGroup.STATE:
        told |= {"control": True, "content": f"Tổng số của nguồn, cơ quan tài chính báo (mẫu {draft.number})"}
        told |= {name: told[name] * 12 for name in STEPS if told.get(name)}
        draft.drop("purpose", "programme")
        return
    # every fourth task stays without money, so that the page has something to tell
    purposes = [one for number, one in enumerate(offered()) if number % 4 != 3]
    if purposes and draft.chance(0.8):
        told["purpose"] = rng.choice(purposes).code


def _level(draft: Draft, group: str, year: int) -> str:
    if group != OriginGroup.STATE:
        return BudgetLevel.NONE
    levels = [BudgetLevel.PROVINCE] * 6 + [BudgetLevel.CENTRAL]
    levels.append(BudgetLevel.DISTRICT if year < 2025 else BudgetLevel.COMMUNE)
    return draft.world.rng.choice(levels)


def _figures(draft: Draft) -> None:
    """Each figure at most the one before; what nobody has counted yet is not there."""
    told, today = draft.values, draft.world.today
    left = told.get("planned") or draft.money(80, 9000)
    if draft.chance(0.9):
        told["allocated"] = left = _part(draft, left, 80)
    if told["year"] > today.year or draft.chance(0.1):
        return
    told["disbursed"] = left = _part(draft, left, 40)
    told["counted_to"] = min(today, today.replace(year=told["year"], month=12, day=31))
    if told["year"] < today.year and draft.chance(0.85):
        told["settled"] = _part(draft, left, 95)


def _part(draft: Draft, amount: int, least: int) -> int:
    """Some per cent of the amount, in whole hundreds of thousands as people write them."""
    return amount * draft.between(least, 100) // 100 // 100_000 * 100_000


SHAPES = {"kinh-phi": line}
