"""What keeps a member from judging: found with its fact, kept, waived or never."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.councils import conflicts, forming
from khcn.operations.st_tasks.councils.conflicts import find_conflicts
from khcn.operations.st_tasks.models import Sanction
from tests.factories import st_tasks as make
from tests.factories.agencies import AgencyFactory, succeed
from tests.factories.people import seat as membership
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return rooms.officer()


@pytest.fixture
def of(db):
    return rooms.task("selection")


def with_one(by, *dossiers, **seat):
    """A draft council for these dossiers with one member."""
    council = forming.form_council(
        procedure=rooms.rules(), kind="selection", name="Hội đồng mẫu", by=by, dossiers=dossiers
    )
    return council, forming.add_seat(council=council, role="member", by=by, **({"name": "Bà Mẫu Hai"} | seat))


def kinds(council) -> list[tuple[str, bool]]:
    return [(one.kind, one.bars) for one in find_conflicts(council)]


def test_a_stranger_has_none(by, of):
    council, _seat = with_one(by, rooms.dossier(of, organisation=make.organisation("Viện Mẫu")))
    assert kinds(council) == []


def test_a_member_of_the_team_is_barred_by_person_by_account_and_by_mail(by, of):
    person, user = make.person("Ông Mẫu Ba"), rooms.UserFactory(full_name="Cô Mẫu Bốn")
    bid = rooms.dossier(of)
    make.team_member(bid, name="Ông Mẫu Ba", person=person)
    make.team_member(bid, user=user)
    make.team_member(bid, name="Người Khác Tên", email="Chung@vien.example")
    twin = make.person("Chị Mẫu Năm", email="chung@vien.example")
    for given in ({"person": person}, {"user": user}, {"person": twin}):
        council, _seat = with_one(by, bid, **(given | {"name": ""}))
        assert kinds(council) == [("team", True)]


def test_a_member_of_a_rival_dossier_is_barred_from_the_others(by, of):
    person = make.person("Ông Mẫu Ba")
    mine, other = rooms.dossier(of), rooms.dossier(of)
    make.team_member(other, name=person.name, person=person)
    council, _seat = with_one(by, mine, person=person, name="")
    assert kinds(council) == [("competing", True)]


def test_who_left_the_team_before_it_was_sent_is_no_author(by, of):
    person, bid = make.person("Ông Mẫu Ba"), rooms.dossier(of)
    member = make.team_member(bid, name=person.name, person=person)
    council, _seat = with_one(by, bid, person=person, name="")
    member.removed_at = bid.sent_at - timedelta(hours=1)
    member.save()
    assert kinds(council) == []
    member.removed_at = bid.sent_at + timedelta(hours=1)
    member.save()
    assert kinds(council) == [("team", True)]


def test_the_same_name_is_only_a_hint_unless_two_persons_are_known(by, of):
    bid = rooms.dossier(of)
    member = make.team_member(bid, name="NGUYỄN VĂN MẪU")
    council, seat = with_one(by, bid, name="Nguyễn Văn Mẫu")
    assert kinds(council) == [("same_name", False)]
    member.person, seat.person = make.person("Nguyễn Văn Mẫu"), make.person("Nguyễn Văn Mẫu")
    member.save()
    seat.save()
    assert kinds(council) == []


def test_an_employee_of_the_bidder_its_partner_or_their_kin_is_barred(by, of):
    host, partner = make.organisation("Viện Mẫu"), make.organisation("Công ty Phối Hợp Mẫu")
    heir = make.organisation("Viện Mẫu Mới", predecessor=host)
    bid = rooms.dossier(of, organisation=host)
    bid.partners.add(partner)
    for employer in (host, partner, heir):
        council, _seat = with_one(by, bid, organisation=employer)
        assert kinds(council) == [("organisation", True)]
    council, _seat = with_one(by, bid, organisation=heir)
    assert find_conflicts(council)[0].reason == (
        "Công tác tại Viện Mẫu Mới, cùng hệ thống tổ chức (cấp trên, cấp dưới hoặc kế thừa) với Viện Mẫu."
    )
    council, _seat = with_one(by, bid, workplace="phòng 2, viện mẫu, tỉnh Mẫu")
    assert kinds(council) == [("organisation", True)]


def test_agencies_above_and_before_are_kin_but_sisters_are_not(by, of):
    above = AgencyFactory(name="Ủy ban Mẫu")
    mine, sister = AgencyFactory(parent=above), AgencyFactory(parent=above)
    gone = AgencyFactory(name="Sở Cũ Mẫu")
    succeed(gone, mine, timezone.localdate())
    rows = {
        one: make.organisation(one.name, agency=one, kind="agency") for one in (above, mine, sister, gone)
    }
    bid = rooms.dossier(of, organisation=rows[mine])
    told = {}
    for agency in (above, mine, sister, gone):
        council, _seat = with_one(by, bid, organisation=rows[agency])
        told[agency] = kinds(council)
    assert told == {
        above: [("organisation", True)],
        mine: [("organisation", True)],
        sister: [],
        gone: [("organisation", True)],
    }
    clerk = membership("reporter", mine)
    council, _seat = with_one(by, bid, user=clerk, name="")
    assert kinds(council) == [("organisation", True)]


def test_who_worked_with_an_author_in_the_last_years_is_barred_and_the_work_is_named(by, of):
    author, judge = make.person("Ông Mẫu Ba"), make.person("Bà Mẫu Hai")
    earlier = rooms.dossier(rooms.task("running"), title="Đề tài chung mẫu")
    for person in (author, judge):
        make.team_member(earlier, name=person.name, person=person)
    bid = rooms.dossier(of)
    make.team_member(bid, name=author.name, person=author)
    council, _seat = with_one(by, bid, person=judge, name="")
    (found,) = find_conflicts(council)
    assert (found.kind, found.reason) == ("coauthor", "Cùng thực hiện “Đề tài chung mẫu” với Ông Mẫu Ba.")
    earlier.sent_at -= timedelta(days=6 * 366)
    earlier.save()
    assert kinds(council) == []


def test_family_named_in_the_dossier_and_a_sanction_bar(by, of):
    judge = make.person("Bà Mẫu Hai")
    today = timezone.localdate()
    Sanction.objects.create(person=judge, reason="Chậm nộp", symbol="7/QĐ", valid_from=today, valid_to=today)
    bid = rooms.dossier(of, answers={"family": "Em gái: bà Mẫu Hai, giảng viên."})
    council, _seat = with_one(by, bid, person=judge, name="")
    assert kinds(council) == [("family", True), ("sanction", True)]


def test_pinned_and_waived_grounds_survive_recomputing_and_stale_ones_go(by, of):
    host = make.organisation("Viện Mẫu")
    bid = rooms.dossier(of, organisation=host)
    council, seat = with_one(by, bid, organisation=host)
    (found,) = find_conflicts(council)
    conflicts.pin(conflict=found, by=by)
    seat.organisation = None
    seat.save()
    assert kinds(council) == [("organisation", True)]
    conflicts.pin(conflict=found, pinned=False, by=by)
    assert kinds(council) == []


def test_a_waiver_needs_a_reason_and_never_reaches_an_author(by, of):
    host, person = make.organisation("Viện Mẫu"), make.person("Ông Mẫu Ba")
    bid = rooms.dossier(of, organisation=host)
    council, _seat = with_one(by, bid, organisation=host)
    (found,) = find_conflicts(council)
    with pytest.raises(DomainError) as error:
        conflicts.waive(conflict=found, reason=" ", by=by)
    assert error.value.code == "conflict.reason"
    conflicts.waive(conflict=found, reason="Chỉ ký hợp đồng thỉnh giảng đã hết hạn.", by=by)
    assert kinds(council) == []
    make.team_member(bid, name=person.name, person=person)
    council, _seat = with_one(by, bid, person=person, name="")
    with pytest.raises(DomainError) as error:
        conflicts.waive(conflict=find_conflicts(council)[0], reason="Xin phép", by=by)
    assert error.value.code == "conflict.never_waived"


def test_at_acceptance_the_hosts_people_may_sit_but_not_lead(by):
    host = make.organisation("Viện Mẫu")
    of = rooms.task("acceptance", host=host)
    council = forming.form_council(
        procedure=rooms.rules(), kind="acceptance", name="Nghiệm thu mẫu", by=by, tasks=(of,)
    )
    for role in ("member", "reviewer"):
        forming.add_seat(council=council, role=role, by=by, name=f"Người {role}", organisation=host)
    assert [(one.seat.role, one.bars) for one in find_conflicts(council)] == [
        ("member", False),
        ("reviewer", True),
    ]
    assert "host" in str([fault.code for fault in forming.check(council).faults])


def counted(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return sum(one["sql"].startswith("SELECT") for one in queries)


def test_the_number_of_queries_is_the_same_for_one_dossier_and_for_many(by, of):
    host = make.organisation("Viện Mẫu")
    council, _seat = with_one(by, rooms.dossier(of, organisation=host), organisation=host)
    few = counted(lambda: find_conflicts(council))
    many = [rooms.dossier(of, organisation=host) for _number in range(12)]
    for one in many:
        make.team_member(one, name="Bà Mẫu Hai")
    council, _seat = with_one(by, *many, organisation=host)
    for number in range(8):
        forming.add_seat(council=council, role="member", by=by, name=f"Ủy viên {number}", organisation=host)
    assert counted(lambda: find_conflicts(council)) == few
    assert len(find_conflicts(council)) == 9 * 12 + 12
