"""Tasks out of the annex tables: every data row becomes a task, a group, a continuation, or is reported."""

import re
from dataclasses import dataclass, field

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.columns import heading_years
from khcn.lib.plan_document.confidence import Reason
from khcn.lib.plan_document.model import Party, Schedule, Task, Unparsed
from khcn.lib.plan_document.parties import split_parties, split_roles
from khcn.lib.plan_document.prose import BULLET, Span, plain, squeeze
from khcn.lib.plan_document.row_numbers import GROUP_NUMBER, LEADING_LETTER, NUMBER, number_above, read_number
from khcn.lib.plan_document.schedule import parse_schedule
from khcn.lib.plan_document.tables import Grid, Row

TICK = re.compile(r"[xX✓✔v]$")
GROUP_WORDING = re.compile(r"(?:[IVXLC]+|[A-HĐ])\s*[.)]\s|(?:Nhóm|Lĩnh vực|Phần|Mục)\s")
PARTY_ROLES = ("lead", "coordinating", "both")


@dataclass
class Draft:
    """A task while its rows are being read: the words of each role, in order."""

    no: str
    words: dict[str, list[str]]
    place: "Group"
    group: str | None
    span: Span
    reasons: list[Reason] = field(default_factory=list)
    children: list["Draft"] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return squeeze(f"{self.no}. {' '.join(self.words['task'])}").rstrip(" :")


@dataclass
class Group:
    name: str | None = None
    number: str = ""
    schedule: Schedule | None = None
    lead: str = ""


def parse_annex(grids: tuple[Grid, ...]) -> tuple[tuple[Task, ...], tuple[Unparsed, ...]]:
    tasks: list[Task] = []
    unparsed: list[Unparsed] = []
    for grid in grids:
        if grid.kind == "tasks" and not grid.rows:
            unparsed.append(Unparsed("Bảng nhiệm vụ chỉ có dòng tiêu đề, không có nhiệm vụ nào.", grid.span))
        elif grid.kind == "tasks":
            drafts = settle(read_rows(grid, unparsed))
            tasks += [finish(draft, grid) for draft in drafts]
    return tuple(tasks), tuple(unparsed)


def read_rows(grid: Grid, unparsed: list[Unparsed]) -> list[Draft]:
    drafts: list[Draft] = []
    group = Group()
    heading: Row | None = None
    for i, row in enumerate(grid.rows):
        words = words_of(row, grid)
        if not any(words.values()):
            continue
        if is_total(words):
            unparsed.append(Unparsed("Dòng tổng cộng của bảng không phải là nhiệm vụ.", row.span))
        elif is_group(row, words, grid, i):
            group, heading = read_group(words, group), row
        elif drafts and goes_on(row, words, drafts[-1], grid):
            extend(drafts[-1], words, row)
        elif words.get("task"):
            drafts.append(start(words, group, row, drafts))
            heading = None
        else:
            unparsed.append(Unparsed("Dòng của bảng nhiệm vụ không có tên nhiệm vụ.", row.span))
    if heading is not None:
        unparsed.append(Unparsed("Dòng nhóm không có nhiệm vụ nào ở dưới.", heading.span))
    return drafts


def words_of(row: Row, grid: Grid) -> dict[str, str]:
    """The row's text by role; columns without a known role and spare cells go to the note with their heading."""
    words: dict[str, str] = {}
    for i in row.filled():
        role = grid.roles[i] if i < len(grid.roles) else None
        text = clean(row.cells[i].text)
        years = heading_years(grid.headings[i]) if i < len(grid.headings) else None
        if years and TICK.match(text):
            role, text = "schedule", str(years[1])
        if role in ("funding", None):
            text = (
                f"{squeeze(grid.headings[i])}: {text}"
                if i < len(grid.headings) and grid.headings[i]
                else text
            )
            role = "note"
        if i in row.shared and role in ("task", "number"):
            continue
        words[role] = f"{words[role]}; {text}" if words.get(role) else text
    return words


def clean(text: str) -> str:
    return re.sub(r"<br\s*/?>", "\n", text).replace("**", "").strip()


def is_total(words: dict[str, str]) -> bool:
    return plain(words.get("task") or words.get("number", "")).startswith(vocabulary.TOTAL_ROW)


def is_group(row: Row, words: dict[str, str], grid: Grid, index: int) -> bool:
    """A heading row: a Roman number or letter, or words alone over the whole row."""
    number = words.get("number", "")
    if GROUP_NUMBER.match(number):
        return not (words.get("lead") and words.get("output"))
    filled = [i for i in row.filled() if i not in row.shared]
    wide = len({row.cells[i].span for i in range(len(row.cells))}) == 1
    if len(filled) == 1 and (wide or len(row.cells) == 1) and not number.isdigit():
        text = words.get("task") or words.get("number") or words.get("note", "")
        return len(row.cells) != 1 or not text[:1].islower()
    if set(words) != {"task"}:
        return False
    if grid.column("number") is None:
        return bool(GROUP_WORDING.match(words["task"])) or words["task"].isupper()
    return words["task"][:1].isupper() and bool(NUMBER.match(next_number(grid, index)))


def next_number(grid: Grid, index: int) -> str:
    column = grid.column("number")
    if column is None or index + 1 >= len(grid.rows):
        return ""
    return grid.rows[index + 1].text(column)


def read_group(words: dict[str, str], before: Group) -> Group:
    number, text = words.get("number", ""), words.get("task") or words.get("group") or ""
    if not text:
        number, text = "", number or words.get("note", "")
    mark = f"{number.strip('(). ')}. " if number and number != text else ""
    raw = words.get("schedule", "")
    lead = words.get("lead") or words.get("both") or ""
    name = squeeze(mark + text) or before.name
    return Group(name, mark.strip(". "), parse_schedule(raw) if raw else None, lead)


def goes_on(row: Row, words: dict[str, str], draft: Draft, grid: Grid) -> bool:
    """A row that belongs to the task above: cut by a page break, or under a cell merged over both."""
    column = grid.column("task")
    if column is not None and column in row.shared:
        return True
    if words.get("number"):
        return False
    task = words.get("task", "")
    if LEADING_LETTER.match(task):
        return False
    if not task:
        return grid.column("number") is not None or bool(words)
    return task[:1].islower() and grid.column("number") is not None


def extend(draft: Draft, words: dict[str, str], row: Row) -> None:
    for role, text in words.items():
        draft.words.setdefault(role, []).append(text)
    draft.span = (min(draft.span[0], row.span[0]), max(draft.span[1], row.span[1]))
    draft.reasons.append(Reason.ROWS_JOINED)


def start(words: dict[str, str], group: Group, row: Row, before: list[Draft]) -> Draft:
    number, words["task"] = read_number(words.pop("number", ""), words["task"])
    bullet = BULLET.match(words["task"])
    parent = find_parent(number, bool(bullet), before, group)
    words["task"] = words["task"][bullet.end() :] if bullet else words["task"]
    name = words.pop("group", None)
    draft = Draft(
        no=f"{parent.no}{number}" if parent and number.isalpha() else number,
        words={role: [text] for role, text in words.items()},
        place=group,
        group=squeeze(name) if name else group.name,
        span=row.span,
    )
    if parent is not None:
        parent.children.append(draft)
    if not draft.no:
        draft.reasons.append(Reason.NUMBER_MISSING)
    return draft


def find_parent(number: str, bullet: bool, before: list[Draft], group: Group) -> Draft | None:
    """The row a part belongs to: "3" for "a" and "3.1", the last one for a bullet without number."""
    if number.isdigit() or not (number or bullet):
        return None
    numbered = {draft.no: draft for draft in before if draft.no and draft.place is group}
    if not number:
        return list(numbered.values())[-1] if numbered else None
    return numbered.get(number_above(number, list(numbered)) or "")


def settle(drafts: list[Draft]) -> list[Draft]:
    """A row with parts is only their heading where it says nothing itself that they do not take over."""
    merely = {id(draft) for draft in drafts if draft.children and not says_more(draft)}
    for draft in drafts:
        for child in draft.children:
            inherit(child, draft, merely=id(draft) in merely)
            child.group = draft.heading
            if id(draft) in merely and child.no.startswith(draft.no + "."):
                child.place = Group(draft.heading, draft.place.number)  # "1." over "1.1" is a group row
    return [draft for draft in drafts if id(draft) not in merely]


def says_more(draft: Draft) -> bool:
    """A lead, a schedule, or a column that would be lost because every part has its own."""
    own = set(draft.words) - {"task"}
    told = {"lead", "both", "schedule"} & own
    return bool(told) or any(all(role in child.words for child in draft.children) for role in own)


def inherit(child: Draft, parent: Draft, *, merely: bool) -> None:
    """Empty columns of a part are those of its row; who supports goes with who leads."""
    led = not merely and any(role in child.words for role in ("lead", "both"))
    roles = (*PARTY_ROLES, "schedule", *(("output", "note") if merely else ()))
    for role in roles:
        if role in child.words or role not in parent.words or (led and role in PARTY_ROLES):
            continue
        child.words[role] = list(parent.words[role])
        child.reasons.append(Reason.COLUMNS_INHERITED)


def joined(draft: Draft, role: str) -> str:
    """Rows of one cell put together; a list of names cut by a page goes on where it broke."""
    parts = draft.words.get(role, [])
    text = ""
    for part in parts:
        sharp = (
            role in PARTY_ROLES
            and text
            and not part[:1].islower()
            and not text.rstrip().endswith((",", "và"))
        )
        text = f"{text}{';' if sharp else ''} {part}" if text else part
    return text


def read_parties(draft: Draft) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    lead, support = joined(draft, "lead"), joined(draft, "coordinating")
    if both := joined(draft, "both"):
        first, second, told = split_roles(both)
        lead, support = f"{lead}; {first}".strip("; "), f"{support}; {second}".strip("; ")
        draft.reasons.append(Reason.ROLES_IN_ONE_CELL)
        if not told:
            draft.reasons.append(Reason.LEAD_UNCLEAR)
    elif "chủ trì" in plain(lead):
        lead, second, _ = split_roles(lead)
        support = f"{second}; {support}".strip("; ")
        draft.reasons.append(Reason.ROLES_IN_ONE_CELL)
    return split_parties(lead or draft.place.lead), split_parties(support)


def finish(draft: Draft, grid: Grid) -> Task:
    lead, support = read_parties(draft)
    raw = joined(draft, "schedule")
    schedule = parse_schedule(raw, draft.place.schedule)
    reasons = [*draft.reasons, *doubts(lead, support, schedule)]
    if draft.place.schedule and not raw:
        reasons.append(Reason.SCHEDULE_INHERITED)
    return Task(
        no=draft.no,
        text=squeeze(joined(draft, "task")),
        lead=lead,
        coordinating=support,
        schedule=schedule,
        output=squeeze(joined(draft, "output")) or None,
        note=squeeze("; ".join(draft.words.get("note", []))) or None,
        group=draft.group,
        span=draft.span,
        under=draft.place.number,
        reasons=tuple(dict.fromkeys(reasons)),
    )


def doubts(lead: tuple[Party, ...], support: tuple[Party, ...], schedule: Schedule) -> list[Reason]:
    found: list[Reason] = []
    if not lead:
        found.append(Reason.LEAD_MISSING)
    if any(party.kind == "text" for party in lead):
        found.append(Reason.LEAD_UNCLEAR)
    if any(party.kind == "text" for party in support):
        found.append(Reason.PARTY_UNCLEAR)
    if schedule.kind == "unknown":
        found.append(Reason.SCHEDULE_UNKNOWN)
    return found
