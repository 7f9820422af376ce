"""Initiatives, contests, courses, school years."""

from datetime import timedelta
from decimal import Decimal

from khcn.config.demo.drafting import Draft
from khcn.config.demo.shapes.people import person_name

OF_PROVINCE = ("upper", "continuing")


def consent(draft: Draft, share: float = 0.7) -> None:
    draft.values["consent"] = draft.chance(share)
    if draft.values["consent"]:
        draft.values["consent_on"] = draft.start
    else:
        draft.drop("consent_on", "consent_paper")


def author(draft: Draft) -> None:
    """The shares of the authors of one initiative come to at most 100 %."""
    told = draft.values
    person = told.get("person")
    told["name"] = str(person) if person is not None else person_name(draft)
    taken = draft.before.left if draft.before is not None else 100
    share = draft.between(taken // 3, taken // 2) if taken > 20 else taken // 2
    told["share"], told["main"] = Decimal(share), draft.before is None
    draft.left = taken - share
    consent(draft)


def initiative(draft: Draft) -> None:
    told = draft.values
    told["filed_on"] = (told.get("valid_from") or draft.start) - timedelta(draft.between(20, 110))
    if draft.live:
        told["number"] = f"{draft.number}/CNSK-MẪU"
        told["first_used_on"] = told["filed_on"] - timedelta(draft.between(30, 200))
    else:
        draft.drop("number", "council_on", "council_score", "minutes", "remuneration")


def entry(draft: Draft) -> None:
    told = draft.values
    told["code"] = f"BDT-{draft.number:03d}"
    told["authors"] = f"{person_name(draft)}, {person_name(draft)}"
    if draft.state in ("prized", "unplaced"):
        parts = [draft.between(12, 30) for _part in range(3)]
        names = ("score_novelty", "score_use", "score_effect")
        told |= dict(zip(names, map(Decimal, parts), strict=True)) | {"score": Decimal(sum(parts))}
    if draft.state != "prized":
        draft.drop("prize", "prize_money", "applied_where")
    consent(draft)


def award(draft: Draft) -> None:
    told = draft.values
    told["year"] = draft.start.year
    if draft.state != "awarded":
        draft.drop("decided_on")


def contest(draft: Draft) -> None:
    draft.values["year"] = draft.start.year


def project(draft: Draft) -> None:
    told = draft.values
    told["code"], told["mentor"] = f"DAHS-{draft.number:03d}", person_name(draft)
    if draft.state != "prized":
        draft.drop("prize", "sent_up")


def pupil(draft: Draft) -> None:
    told = draft.values
    told["name"] = f"{person_name(draft)} {draft.number}"
    told["grade"] = grade = draft.between(8, 12)
    told["class_name"] = f"{grade}A{draft.between(1, 6)}"
    consent(draft, 0.6)


def trainees(draft: Draft) -> None:
    told = draft.values
    if told.get("organisation") is not None:
        told["unit"] = str(told["organisation"])[:250]
    count = draft.between(2, 30)
    told |= {"trainees": count, "women": count * draft.between(20, 70) // 100}
    told |= {
        "minority": count * draft.between(10, 60) // 100,
        "certified": count * draft.between(70, 100) // 100,
    }


def stem(draft: Draft) -> None:
    """Upper levels are told for the province, the others commune by commune."""
    told, world = draft.values, draft.world
    whole = told["school_level"] in OF_PROVINCE or not world.communes
    told["territory"] = world.province if whole and world.province else world.rng.choice(world.places)
    told["year"] = world.rng.choice([2024, 2025] if not whole else range(2019, 2026))
    times = 40 if whole else 1
    schools = draft.between(1, 4) * times
    pupils = draft.between(80, 700) * times
    told |= {"schools": schools, "teaching": schools * draft.between(40, 100) // 100}
    told |= {"pupils": pupils, "girls": pupils * draft.between(42, 56) // 100}


def talent(draft: Draft) -> None:
    told = draft.values
    if not draft.live:
        draft.drop("obliged_from", "obliged_to", "paid", "evaluated_on", "outcome", "evaluation", "refund")
        return
    told["obliged_from"] = draft.start
    told["obliged_to"] = draft.start + timedelta(365 * draft.between(2, 5))
    if draft.state != "broken":
        draft.drop("refund")
    if told.get("amount"):
        told["paid"] = told["amount"] * draft.between(4, 10) // 10


def inspection(draft: Draft) -> None:
    told = draft.values
    if draft.state in ("planned", "dropped"):
        draft.drop("findings", "recommendation", "due_on", "closed_on", "closure", "held_to")
        if draft.state == "planned":
            told["held_on"] = draft.world.today + timedelta(draft.between(5, 90))
        return
    told["held_on"] = draft.start - timedelta(draft.between(5, 20))
    told["held_to"] = told["held_on"] + timedelta(draft.between(0, 3))
    told["due_on"] = draft.start + timedelta(draft.between(20, 90))
    told["decision"] = f"{draft.number}/QĐ-KT-MẪU"
    if draft.state != "closed":
        draft.drop("closed_on", "closure")


def service(draft: Draft) -> None:
    told = draft.values
    told["number"] = f"DV-MẪU-{draft.number:03d}"
    if draft.state != "done":
        draft.drop("finished_on", "result")
    if told.get("client") is not None:
        draft.drop("client_name")
    if told.get("free"):
        draft.drop("fee")


SHAPES = {
    "sang-kien": initiative,
    "sang-kien-tac-gia": author,
    "giai-thuong": award,
    "bai-du-thi": entry,
    "cuoc-thi-nckh-hoc-sinh": contest,
    "de-tai-hoc-sinh": project,
    "hoc-sinh-du-thi": pupil,
    "hoc-vien": trainees,
    "stem-nam-hoc": stem,
    "chinh-sach-nhan-luc": talent,
    "kiem-tra-thanh-tra": inspection,
    "dich-vu-trung-tam": service,
}
