"""Laboratories, devices, gene resources, incubation."""

from datetime import timedelta

from khcn.config.demo.drafting import Draft
from khcn.lib.months import add_months
from khcn.registers.gene_resources.rules import ANIMALS


def equipment(draft: Draft) -> None:
    told = draft.values
    told["serial"], told["asset_no"] = f"MAU{draft.number:05d}", f"TS-MẪU-{draft.number}"
    told |= {"open_from": 7, "open_to": 17, "min_minutes": 30, "max_minutes": 480, "days_ahead": 60}
    told["weekends"] = told["needs_qualification"] = False
    lab = told.get("lab")
    if lab is not None:
        told["organisation"] = lab.organisation
    if draft.state != "in_use":
        told["bookable"] = False
    told["year"] = draft.start.year


def calibration(draft: Draft) -> None:
    told = draft.values
    told["number"] = f"{draft.number}/HC-MẪU"
    if draft.before is not None:
        begun = add_months(draft.before.values["valid_from"], draft.between(11, 13))
        told["valid_from"] = min(begun, draft.world.today)
    told["valid_to"] = add_months(told["valid_from"], 12)
    if draft.end is not None:
        draft.end = max(draft.end, told["valid_from"])


def measuring(draft: Draft) -> None:
    told = draft.values
    told["serial"], told["seal_no"] = f"MAU{draft.number:05d}", f"TEM-MẪU-{draft.number:05d}"
    cycle = told["cycle_months"] = draft.world.rng.choice([12, 24, 36])
    told["last_check"] = last = draft.world.today - timedelta(draft.between(5, cycle * 32))
    told["next_due"] = add_months(last, cycle)
    if told.get("valid_from") and told["valid_from"] > last:
        told["valid_from"] = last


def facility(draft: Draft) -> None:
    told = draft.values
    if draft.live:
        told["number"] = f"{draft.number}/GP-MẪU"
        told["officer_certificate_to"] = draft.world.today + timedelta(draft.between(-90, 900))
        told["dosimetry_on"] = draft.world.today - timedelta(draft.between(10, 120))


def source(draft: Draft) -> None:
    """Apparatus has voltage and current; a source has an isotope and its activity."""
    told = draft.values
    told["serial"] = f"MAU{draft.number:05d}"
    if told["kind"] in ("source", "open"):
        draft.drop("kilovolts", "milliamperes", "tube_serial")
    else:
        draft.drop("isotope", "activity", "activity_on")
    told["inspected_on"] = last = draft.world.today - timedelta(draft.between(10, 800))
    told["inspection_due"] = add_months(last, 24)


def gene(draft: Draft) -> None:
    told = draft.values
    told["collected_text"] = f"{draft.between(2012, 2025)}{draft.between(1, 12):02d}--"
    told |= {"accession": f"MAU{draft.number:04d}", "holder_code": "VIDU01", "origin_country": "VNM"}
    if told["kind"] not in ANIMALS:
        draft.drop("males", "females")
    if draft.state in ("collected", "kept"):
        draft.drop("evaluated_on", "documented_on", "used_on", "use")
    elif draft.state != "used":
        draft.drop("used_on", "use")


def venture(draft: Draft) -> None:
    told = draft.values
    told["code"] = f"DA-MẪU-{draft.number:03d}"
    told["trl_in"] = low = draft.between(2, 5)
    told["trl"] = min(low + draft.between(0, 4), 9)
    draft.drop("graduated_on", "exit", "alive_on", "closed_on")
    if draft.state == "graduated":
        told["graduated_on"] = graduated = draft.end or draft.start
        told["exit"] = "independent"
        if draft.chance(0.25):
            told["closed_on"] = draft.day(90, 700, after=graduated)
        else:
            told["alive_on"] = draft.day(30, 900, after=graduated)


def milestone(draft: Draft) -> None:
    told = draft.values
    told["planned_on"] = draft.start + timedelta(draft.between(-30, 200))
    if not draft.live:
        draft.drop("evidence")


def school(draft: Draft) -> None:
    lecturers = draft.between(60, 420)
    draft.values |= {"lecturers": lecturers, "doctors": lecturers * draft.between(8, 35) // 100}


def scope(draft: Draft) -> None:
    """Certificates of scope hold as long as the laboratory's."""
    parent = draft.parent
    if parent is not None and parent.valid_from:
        draft.values["valid_from"] = parent.valid_from
        draft.drop("valid_to")


SHAPES = {
    "thiet-bi": equipment,
    "hieu-chuan-thiet-bi": calibration,
    "phuong-tien-do": measuring,
    "co-so-buc-xa": facility,
    "thiet-bi-buc-xa": source,
    "nguon-gen": gene,
    "du-an-uom-tao": venture,
    "trung-tam-uom-tao-moc": milestone,
    "truong-nam": school,
    "phong-thi-nghiem-nang-luc": scope,
}
