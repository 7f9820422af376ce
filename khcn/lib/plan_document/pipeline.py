"""The order of reading: tables and zones first, then headings, then what stands under them."""

import re
from dataclasses import replace
from datetime import date

from khcn.lib.intake.extracted import Extracted
from khcn.lib.plan_document.annex import parse_annex
from khcn.lib.plan_document.baselines import attach_baselines
from khcn.lib.plan_document.duties import parse_duties
from khcn.lib.plan_document.findings import find_faults
from khcn.lib.plan_document.funding import parse_funding
from khcn.lib.plan_document.identity import parse_identity
from khcn.lib.plan_document.model import PlanDocument, Span, Target, Unparsed
from khcn.lib.plan_document.prose import plain
from khcn.lib.plan_document.prose_tasks import parse_prose_tasks
from khcn.lib.plan_document.quantities import find_horizon
from khcn.lib.plan_document.reporting import parse_reporting
from khcn.lib.plan_document.row_numbers import unique_numbers
from khcn.lib.plan_document.sections import parse_sections
from khcn.lib.plan_document.tables import Grid, find_grids
from khcn.lib.plan_document.target_tables import parse_table_targets
from khcn.lib.plan_document.targets import parse_prose_targets
from khcn.lib.plan_document.vocabulary import MOTTO
from khcn.lib.plan_document.zones import find_zones

LAYOUT = re.compile("|".join([*MOTTO, r"nơi nhận\s*:?", r"số\s*:[\s\d.…]*/"]))


def run(extracted: Extracted, today: date) -> PlanDocument:
    text = extracted.text
    grids = find_grids(extracted)
    zones = find_zones(text, grids)
    sections = parse_sections(text, zones.excluded, zones.ends)
    identity = parse_identity(text, sections)
    found = find_horizon(plain(identity.title or ""))
    last_year = found.year if found else None

    prose, left = parse_prose_targets(text, sections, zones.excluded, last_year)
    tabled, rows_left = parse_table_targets(text, grids, sections, last_year)
    targets, notes_left = attach_baselines(text, merge(prose, tabled), zones.footnotes)
    tasks, tasks_left = parse_annex(grids)
    duties, duties_left = parse_duties(text, sections, zones.excluded)
    unparsed = (*left, *rows_left, *notes_left, *tasks_left, *duties_left, *unknown_tables(text, grids))

    plan = PlanDocument(
        document=identity,
        sections=sections,
        targets=tuple(targets),
        tasks=unique_numbers((*tasks, *parse_prose_tasks(text, sections, zones.excluded))),
        duties=duties,
        reporting=parse_reporting(text, sections, zones.excluded),
        funding=parse_funding(text, sections, zones.excluded),
        unparsed=tuple(sorted(unparsed, key=lambda item: item.span)),
    )
    return replace(plan, findings=find_faults(text, plan, zones.excluded, today))


def merge(prose: list[Target], tabled: list[Target]) -> list[Target]:
    """Targets of sentences, then of tables; parts keep pointing at their wholes."""
    shift = len(prose)
    return prose + [t if t.parent is None else replace(t, parent=t.parent + shift) for t in tabled]


def unknown_tables(text: str, grids: tuple[Grid, ...]) -> list[Unparsed]:
    """Tables whose columns mean nothing to us; letterheads and signatures are tables only by layout."""
    found = []
    for grid in grids:
        span: Span = grid.span
        if grid.kind == "other" and not LAYOUT.search(plain(text), *span):
            found.append(Unparsed("Chưa hiểu các cột của bảng này.", span))
    return found
