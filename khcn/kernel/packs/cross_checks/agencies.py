"""agencies.yaml, successions.yaml, classes.yaml: bodies with dates, who follows whom, open groups."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from khcn.kernel.packs.cross_checks.index import (
    Index,
    Row,
    alive,
    no_circle,
    overlap,
    period_order,
    repeated,
    unknown,
    within,
)
from khcn.kernel.packs.errors import Problem
from khcn.lib.vn_text import fold

AGENCIES, SUCCESSIONS, CLASSES = "agencies.yaml", "successions.yaml", "classes.yaml"


def check_agencies(index: Index) -> Iterator[Problem]:
    """Codes stand once, parents and territories exist, names and territories stay within the body's life."""
    agencies = index.rows("agencies", "agencies")
    yield from repeated(AGENCIES, "agencies", (agency["code"] for agency in agencies), "mã cơ quan")
    yield from no_circle(index.agencies, AGENCIES, "agencies", lambda agency: agency["parent"])
    for number, agency in enumerate(agencies, start=1):
        yield from _check_agency(index, agency, f"agencies[{number}]")
    yield from _check_shared_names(agencies)
    committees = index.sections["agencies"]["commune_committees"]
    if committees:
        place = "commune_committees.parent"
        yield from unknown(AGENCIES, place, [committees["parent"]], index.agencies, "mã cơ quan")


def _check_agency(index: Index, agency: Row, place: str) -> Iterator[Problem]:
    yield from unknown(AGENCIES, f"{place}.parent", [agency["parent"]], index.agencies, "mã cơ quan")
    codes = [stay["code"] for stay in agency["territories"]]
    yield from unknown(AGENCIES, f"{place}.territories", codes, index.territories, "mã đơn vị hành chính")
    yield from period_order(AGENCIES, place, agency)
    for key in ("names", "territories"):
        yield from _check_periods(agency, agency[key], f"{place}.{key}")


def _check_periods(agency: Row, periods: list[Row], place: str) -> Iterator[Problem]:
    for number, period in enumerate(periods):
        yield from period_order(AGENCIES, f"{place}[{number + 1}]", period)
        if not within(period, agency):
            yield Problem(
                AGENCIES, f"{place}[{number + 1}]", f"nằm ngoài thời gian tồn tại của “{agency['code']}”."
            )
        if any(overlap(period, other) for other in periods[:number]):
            yield Problem(
                AGENCIES, f"{place}[{number + 1}]", f"chồng thời gian với dòng trên của “{agency['code']}”."
            )


def _check_shared_names(agencies: list[Row]) -> Iterator[Problem]:
    """One name in one territory at one time means one body; otherwise documents cannot be matched."""
    bearers: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for number, agency in enumerate(agencies, start=1):
        names = {fold(text) for name in agency["names"] for text in (name["name"], name["short"])}
        names |= {fold(alias) for alias in agency["aliases"]}
        for stay in agency["territories"] or [{"code": "", **_life(agency)}]:
            for name in names:
                rivals = [other for other in bearers[name, stay["code"]] if other["code"] != agency["code"]]
                for rival in rivals:
                    if overlap(rival, stay):
                        message = f"tên “{name}” trùng với “{rival['code']}” cùng địa bàn, cùng thời gian."
                        yield Problem(AGENCIES, f"agencies[{number}]", message)
                bearers[name, stay["code"]].append({**_life(stay), "code": agency["code"]})


def _life(row: Row) -> Row:
    return {"valid_from": row["valid_from"], "valid_to": row["valid_to"]}


def check_successions(index: Index) -> Iterator[Problem]:
    """Edges name bodies that live on the eve (from) and on the day (to); absorbed bodies end on the eve."""
    edges = index.rows("successions", "edges")
    yield from repeated(SUCCESSIONS, "edges", (edge["code"] for edge in edges), "mã kế thừa")
    for number, edge in enumerate(edges, start=1):
        place = f"edges[{number}]"
        yield from unknown(SUCCESSIONS, f"{place}.from", edge["from"], index.agencies, "mã cơ quan")
        yield from unknown(SUCCESSIONS, f"{place}.to", edge["to"], index.agencies, "mã cơ quan")
        yield from unknown(
            SUCCESSIONS, f"{place}.to_classes", edge["to_classes"], index.classes, "mã nhóm cơ quan"
        )
        yield from _check_heirs(edge, place)
        yield from _check_edge_dates(index, edge, place)


def _check_heirs(edge: Row, place: str) -> Iterator[Problem]:
    has_heir = bool(edge["to"] or edge["to_classes"])
    if edge["kind"] == "dissolve" and has_heir:
        yield Problem(
            SUCCESSIONS, place, "giải thể (dissolve) không có cơ quan nhận. Hãy dùng merge hoặc split."
        )
    if edge["kind"] != "dissolve" and not has_heir:
        yield Problem(SUCCESSIONS, place, "thiếu cơ quan nhận. Hãy điền to hoặc to_classes.")
    if edge["kind"] == "transfer" and not edge["function"]:
        yield Problem(SUCCESSIONS, place, "chuyển chức năng (transfer) phải ghi rõ chức năng ở function.")


def _check_edge_dates(index: Index, edge: Row, place: str) -> Iterator[Problem]:
    day, eve = edge["on"], edge["on"] - timedelta(days=1)
    for code in edge["from"]:
        agency = index.agencies.get(code)
        if agency and not alive(agency, eve):
            yield Problem(
                SUCCESSIONS, place, f"“{code}” không tồn tại vào {eve:%d/%m/%Y}, ngày trước biến động."
            )
        ends = edge["kind"] in ("merge", "split", "dissolve") and code not in edge["to"]
        if agency and ends and agency["valid_to"] != eve:
            yield Problem(
                SUCCESSIONS, place, f"“{code}” phải có valid_to {eve:%d/%m/%Y} vì bị nhập, tách hoặc bỏ."
            )
    for code in edge["to"]:
        agency = index.agencies.get(code)
        if agency and not alive(agency, day):
            yield Problem(SUCCESSIONS, place, f"“{code}” không tồn tại vào {day:%d/%m/%Y}, ngày biến động.")


def check_classes(index: Index) -> Iterator[Problem]:
    """Patterns are folded text, stand in one class only; suggested members exist."""
    groups = index.rows("classes", "classes")
    yield from repeated(CLASSES, "classes", (group["code"] for group in groups), "mã nhóm cơ quan")
    patterns = (pattern for group in groups for pattern in group["patterns"])
    yield from repeated(CLASSES, "patterns", patterns, "mẫu chữ")
    for number, group in enumerate(groups, start=1):
        place = f"classes[{number}]"
        for pattern in group["patterns"]:
            if fold(pattern) != pattern:
                yield Problem(
                    CLASSES, f"{place}.patterns", f"“{pattern}” phải viết không dấu: “{fold(pattern)}”."
                )
        suggested = group["suggested"]
        members = [*suggested["agencies"], *suggested["except"]]
        yield from unknown(CLASSES, f"{place}.suggested", members, index.agencies, "mã cơ quan")
