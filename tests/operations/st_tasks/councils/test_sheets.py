"""The gate and the sheets: what a member may see and say, and when it is final."""

import io
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.councils import forming
from khcn.operations.st_tasks.councils.declaring import declare, papers_open
from khcn.operations.st_tasks.councils.sheets import (
    SheetChanged,
    hand_in_sheet,
    running_total,
    save_sheet,
    seal_holds,
    type_sheet,
)
from khcn.operations.st_tasks.models import Conflict, CouncilItem, Seat, Sheet
from tests.factories.people import UserFactory, actor_for
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db

SCAN = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"


@pytest.fixture
def by():
    return rooms.officer()


@pytest.fixture
def item(by) -> CouncilItem:
    council = rooms.appointed(by=by, dossiers=(rooms.dossier(rooms.task("selection")),))
    return council.items.get()


@pytest.fixture
def seat(item) -> Seat:
    return item.council.seats.get(order=6)


def refused(act, **given_values) -> str:
    with pytest.raises(DomainError) as error:
        act(**given_values)
    return error.value.code


def test_nothing_is_open_before_the_declaration_and_all_after_it(item, seat):
    me = actor_for(seat.user)
    assert papers_open(seat, item) == "Hãy khai báo về xung đột lợi ích trước khi xem tài liệu."
    assert refused(save_sheet, seat=seat, item=item, by=me, seen_revision=0, comment="x") == "papers.shut"
    declare(seat=seat, item=item, conflicted=False, by=me)
    assert papers_open(seat, item) == ""


def test_a_nul_is_left_out_of_what_a_sheet_says(item, seat):
    me = actor_for(seat.user)
    declare(seat=seat, item=item, conflicted=False, by=me)
    assert save_sheet(seat=seat, item=item, by=me, seen_revision=0, comment="a\x00b").comment == "ab"


def test_a_declared_conflict_shuts_the_papers_and_is_not_taken_back(item, seat, by):
    me = actor_for(seat.user)
    given_values = {"seat": seat, "item": item, "by": me}
    assert refused(declare, conflicted=True, **given_values) == "declaration.explanation"
    declare(conflicted=False, **given_values)
    declare(conflicted=True, explanation="Chồng tôi là thành viên nhóm.", kind="family", **given_values)
    assert Conflict.objects.values_list("kind", "declared", "bars", "pinned").get() == (
        "family",
        True,
        True,
        True,
    )
    assert papers_open(seat, item) != ""
    assert refused(declare, conflicted=False, **given_values) == "declaration.final"


def test_nobody_declares_for_another_but_the_clerk_on_paper(item, seat, by):
    other = actor_for(UserFactory())
    assert refused(declare, seat=seat, item=item, conflicted=False, by=other) == "not_allowed:st_tasks.seat"
    assert declare(seat=seat, item=item, conflicted=False, by=by, on_paper=True).on_paper


def test_who_was_replaced_sees_nothing_more_and_the_row_stays(item, seat, by):
    rooms.all_declare(item.council)
    new = forming.replace_seat(
        seat=seat,
        reason="Đi công tác, QĐ 15",
        by=by,
        user=UserFactory(),
        person=rooms.make.person("Ông Mẫu Thay"),
    )
    seat.refresh_from_db()
    assert (seat.left_on, seat.left_reason, new.role, new.name) == (
        by.on, "Đi công tác, QĐ 15", seat.role, "Ông Mẫu Thay",
    )  # fmt: skip
    assert papers_open(seat, item) == "Bạn không phải là thành viên hội đồng xem xét nội dung này."


def test_a_sheet_saved_in_two_windows_shows_both_versions(item, seat):
    rooms.all_declare(item.council)
    me = actor_for(seat.user)
    first = save_sheet(seat=seat, item=item, by=me, seen_revision=0, comment="một")
    assert save_sheet(seat=seat, item=item, by=me, seen_revision=0, comment="một").revision == first.revision
    with pytest.raises(SheetChanged) as error:
        save_sheet(seat=seat, item=item, by=me, seen_revision=0, comment="hai")
    assert (error.value.theirs.comment, error.value.mine["comment"]) == ("một", "hai")


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ({"overview": "12,5"}, "sheet.out_of_range"),
        ({"overview": "-1"}, "sheet.out_of_range"),
        ({"overview": "mười"}, "sheet.not_a_number"),
        ({"overview": "NaN"}, "sheet.not_a_number"),
        ({"overview": "1e-9"}, "sheet.not_a_number"),
        ({"la": "1"}, "sheet.unknown"),
    ],
)
def test_points_outside_the_grid_are_refused(item, seat, points, code):
    rooms.all_declare(item.council)
    me = actor_for(seat.user)
    assert refused(save_sheet, seat=seat, item=item, by=me, seen_revision=0, points=points) == code


def test_an_empty_cell_is_missing_and_a_written_zero_is_zero(item, seat):
    rooms.all_declare(item.council)
    me = actor_for(seat.user)
    given_points = {"overview": "", "content": "0", "products": "7,5", "capacity": None}
    sheet = save_sheet(seat=seat, item=item, by=me, seen_revision=0, points=given_points)
    assert (sheet.points, str(running_total(sheet))) == ({"content": "0", "products": "7.5"}, "7.5")
    assert refused(hand_in_sheet, sheet=sheet, seen_revision=1, by=me) == "sheet.incomplete"


def test_what_was_handed_in_is_sealed_and_final(item, seat):
    rooms.all_declare(item.council)
    me = actor_for(seat.user)
    sheet = rooms.hand_in(seat, item, points=rooms.part_of(80), comment="Được")
    stored = Sheet.objects.get(pk=sheet.pk)
    assert seal_holds(stored)
    assert refused(save_sheet, seat=seat, item=item, by=me, seen_revision=9, comment="x") == "sheet.handed_in"
    assert hand_in_sheet(sheet=sheet, seen_revision=0, by=me).handed_in_at == stored.handed_in_at


def test_the_clerk_types_a_signed_sheet_with_its_scan_and_never_over_one_handed_in(item, seat, by):
    rooms.all_declare(item.council)
    given_values = {
        "seat": seat,
        "item": item,
        "by": by,
        "points": rooms.part_of(70),
        "scan_name": "phieu.pdf",
    }
    assert refused(type_sheet, scan=None, **given_values) == "sheet.scan"
    sheet = type_sheet(scan=io.BytesIO(SCAN), **given_values)
    assert (sheet.typed_by_id, sheet.attachments.count(), seal_holds(Sheet.objects.get(pk=sheet.pk))) == (
        by.user_id, 1, True,
    )  # fmt: skip
    assert refused(type_sheet, scan=io.BytesIO(SCAN), **given_values) == "sheet.handed_in"


def test_a_council_with_faults_or_conflicts_is_not_appointed(by):
    of = rooms.task("selection")
    bid = rooms.dossier(of)
    small = rooms.draft("selection", rooms.SEVEN[:6], by=by, dossiers=(bid,))
    appoint = {"symbol": "1/QĐ", "decided_on": by.on, "by": by}
    assert refused(forming.appoint, council=small, **appoint) == "council.faults"
    whole = rooms.draft("selection", rooms.SEVEN, by=by, dossiers=(bid,))
    rooms.make.team_member(bid, name="x", person=whole.seats.last().person)
    assert refused(forming.appoint, council=whole, **appoint) == "council.conflicts"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(sorted(rooms.FULL)), st.decimals(0, 12, places=2) | st.none()))
def test_saved_points_come_back_exactly(item, seat, points):
    Sheet.objects.all().delete()
    rooms.all_declare(item.council)
    sheet = save_sheet(seat=seat, item=item, by=actor_for(seat.user), seen_revision=0, points=points)
    kept = {code: value for code, value in points.items() if value is not None}
    assert {code: Decimal(value) for code, value in sheet.points.items()} == kept
    assert running_total(sheet) == sum(kept.values())
