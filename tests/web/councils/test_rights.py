"""Who opens what: members their own pages, officers and the clerk theirs, nobody else anything."""

import pytest
from django.urls import reverse

from khcn.operations.st_tasks.councils import declaring, forming
from khcn.operations.st_tasks.models import Sheet
from tests.factories import st_tasks as make
from tests.factories.agencies import AgencyFactory
from tests.factories.people import UserFactory, actor_for, seat
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def council(by):
    of = rooms.task("selection")
    return rooms.appointed("selection", by=by, dossiers=(rooms.dossier(of), rooms.dossier(of)))


def officer_pages(council):
    return [reverse(name, kwargs={"pk": council.pk}) for name in (
        "council_detail", "council_conflicts", "council_result", "council_seats", "council_faults", "meeting_new",
    )]  # fmt: skip


def member_pages(council):
    item = council.items.first()
    return [
        reverse("my_council", kwargs={"pk": council.pk}), reverse("my_item", kwargs={"pk": item.pk}),
        reverse("my_sheet", kwargs={"pk": item.pk, "page": "phieu"}),
        reverse("my_sheet_hand_in", kwargs={"pk": item.pk, "page": "phieu"}),
    ]  # fmt: skip


def statuses(client, pages):
    return {client.get(page).status_code for page in pages}


def test_nobody_not_signed_in_opens_anything(client, council):
    assert statuses(client, [*officer_pages(council), *member_pages(council), reverse("my_councils")]) == {
        302
    }


def test_a_member_opens_no_page_of_the_clerk(client, council):
    client.force_login(council.seats.first().user)
    assert statuses(client, officer_pages(council)) == {404}


def test_a_member_of_another_council_opens_neither(client, council, by):
    of = rooms.task("selection")
    other = rooms.appointed("selection", by=by, dossiers=(rooms.dossier(of),))
    client.force_login(other.seats.first().user)
    assert statuses(client, [*officer_pages(council), *member_pages(council)]) == {404}


def test_an_applicant_and_a_stranger_open_neither(client, council):
    for user in (council.items.first().dossier.owner, UserFactory()):
        client.force_login(user)
        assert statuses(client, [*officer_pages(council), *member_pages(council)]) == {404}


def test_a_leader_reads_and_changes_nothing(client, council):
    client.force_login(seat("leader", AgencyFactory()))
    assert client.get(reverse("council_detail", kwargs={"pk": council.pk})).status_code == 200
    assert client.get(reverse("meeting_new", kwargs={"pk": council.pk})).status_code == 403
    assert client.post(reverse("conflicts_find", kwargs={"pk": council.pk})).status_code == 403


def test_the_clerk_serves_only_the_own_council(client, council, by):
    clerk = UserFactory()
    forming.set_clerk(council=council, clerk=clerk, by=by)
    client.force_login(clerk)
    assert statuses(client, officer_pages(council)) == {200}
    of = rooms.task("selection")
    other = rooms.draft("selection", by=by, dossiers=(rooms.dossier(of),))
    assert statuses(client, officer_pages(other)) == {404}


def test_a_member_of_a_draft_sees_nothing_yet(client, by):
    of = rooms.task("selection")
    council = rooms.draft("selection", by=by, dossiers=(rooms.dossier(of),))
    client.force_login(council.seats.first().user)
    assert statuses(client, member_pages(council)) == {404}
    assert council.name not in client.get(reverse("my_councils")).content.decode()


def test_before_declaring_only_the_title_is_there(client, council):
    seat_, item = council.seats.first(), council.items.first()
    item.dossier.answers = {"method": "BÍ-MẬT-CỦA-HỒ-SƠ"}
    item.dossier.save()
    client.force_login(seat_.user)
    page = client.get(reverse("my_item", kwargs={"pk": item.pk})).content.decode()
    assert item.task.name in page and "BÍ-MẬT-CỦA-HỒ-SƠ" not in page and "Xác nhận lời khai" in page
    sheet = reverse("my_sheet", kwargs={"pk": item.pk, "page": "phieu"})
    assert client.get(sheet).status_code == 302
    assert client.post(sheet, {"ban": "0", "p-content": "10"}).status_code == 302
    assert Sheet.objects.count() == 0


def test_a_declared_conflict_keeps_the_papers_shut(client, council):
    seat_, item = council.seats.first(), council.items.first()
    client.force_login(seat_.user)
    told = {"conflicted": "co", "kind": "family", "explanation": "Em ruột của chủ nhiệm"}
    assert client.post(reverse("my_declaration", kwargs={"pk": item.pk}), told).status_code == 302
    page = client.get(reverse("my_item", kwargs={"pk": item.pk})).content.decode()
    assert "không xem tài liệu và không chấm" in page and "Tài liệu</h2>" not in page
    assert client.get(reverse("my_sheet", kwargs={"pk": item.pk, "page": "phieu"})).status_code == 302


def test_a_conflict_needs_an_explanation(client, council):
    item = council.items.first()
    client.force_login(council.seats.first().user)
    answer = client.post(reverse("my_declaration", kwargs={"pk": item.pk}), {"conflicted": "co"})
    assert answer.status_code == 422 and "Hãy nói rõ quan hệ" in answer.content.decode()


def test_an_author_never_gets_into_the_council(client, by):
    of = rooms.task("selection")
    dossier = rooms.dossier(of)
    council = rooms.draft("selection", rooms.SEVEN[:6], by=by, dossiers=(dossier,))
    forming.add_seat(
        council=council, role="member", by=by, user=dossier.owner, person=make.person("Người Mẫu Bảy")
    )
    client.force_login(_user(by))
    for item in council.items.all():
        forming.set_reviewers(item=item, seats=list(council.seats.filter(role="reviewer")), by=by)
    told = {"symbol": "1/QĐ", "decided_on": by.on.isoformat()}
    answer = client.post(reverse("council_appoint", kwargs={"pk": council.pk}), told)
    assert answer.status_code == 422 and "xung đột lợi ích chưa xử lý" in answer.content.decode()
    client.post(reverse("conflicts_find", kwargs={"pk": council.pk}))
    found = council.items.first().conflicts.get(kind="team")
    waive = reverse("conflict_waive", kwargs={"pk": council.pk, "conflict": found.pk})
    assert client.post(waive, {"reason": "Cần người này"}).status_code == 422
    found.refresh_from_db()
    assert found.waived_at is None


def _user(by):
    from khcn.kernel.accounts.models import User

    return User.objects.get(pk=by.user_id)


def test_the_other_window_is_told_and_may_choose(client, council):
    seat_, item = council.seats.first(), council.items.first()
    declaring.declare(seat=seat_, item=item, conflicted=False, by=actor_for(seat_.user))
    client.force_login(seat_.user)
    url = reverse("my_sheet", kwargs={"pk": item.pk, "page": "phieu"})
    client.post(url, {"ban": "0", "p-content": "20"})
    late = client.post(url, {"ban": "0", "p-content": "11", "comment": "Bản cũ"})
    page = late.content.decode()
    assert late.status_code == 422 and "data-conflict" in page and "Lưu bản của tôi" in page
    assert Sheet.objects.get().points == {"content": "20"}
    client.post(url, {"ban": "0", "thay-ban": "1", "p-content": "11", "comment": "Bản cũ"})
    assert Sheet.objects.get().points == {"content": "11"}


def test_an_empty_cell_is_missing_and_zero_is_zero(client, council):
    seat_, item = council.seats.first(), council.items.first()
    declaring.declare(seat=seat_, item=item, conflicted=False, by=actor_for(seat_.user))
    client.force_login(seat_.user)
    url = reverse("my_sheet", kwargs={"pk": item.pk, "page": "phieu"})
    client.post(url, {"ban": "0", "p-content": "0", "p-overview": "8,5", "p-products": ""})
    assert Sheet.objects.get().points == {"content": "0", "overview": "8.5"}
    page = client.get(reverse("my_sheet_hand_in", kwargs={"pk": item.pk, "page": "phieu"})).content.decode()
    assert "Phiếu còn thiếu" in page


def test_a_wrong_cell_is_told_and_the_good_ones_are_kept(client, council):
    seat_, item = council.seats.first(), council.items.first()
    declaring.declare(seat=seat_, item=item, conflicted=False, by=actor_for(seat_.user))
    client.force_login(seat_.user)
    url = reverse("my_sheet", kwargs={"pk": item.pk, "page": "phieu"})
    answer = client.post(
        url, {"ban": "0", "p-content": "25", "p-overview": "8"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422 and "không nằm trong khoảng 0–24" in answer.content.decode()
    assert Sheet.objects.get().points == {"overview": "8"}
