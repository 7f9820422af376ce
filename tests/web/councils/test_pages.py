"""Every page of councils opens in every state, for who serves them."""

import pytest
from django.urls import reverse

from khcn.operations.st_tasks.models import Council
from tests.factories import st_tasks as make
from tests.factories.people import actor_for
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.players().officer


@pytest.fixture
def by(officer):
    return actor_for(officer)


def get(client, name, **kwargs):
    response = client.get(reverse(name, kwargs=kwargs or None))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def test_the_officer_walks_a_council_from_its_list_to_its_results(sign_in, officer, by):
    of = rooms.task("selection")
    council = rooms.draft("selection", by=by, dossiers=(rooms.dossier(of), rooms.dossier(of)))
    client = sign_in(officer)
    for name in ("council_list", "council_new"):
        get(client, name)
    for name in (
        "council_detail",
        "council_seats",
        "council_faults",
        "council_conflicts",
        "council_appoint",
        "council_clerk",
        "council_end",
        "council_result",
    ):
        get(client, name, pk=council.pk)
    for item in council.items.all():
        get(client, "item_reviewers", pk=council.pk, item=item.pk)
    seat = council.seats.first()
    get(client, "seat_change", pk=council.pk, seat=seat.pk)


@pytest.mark.parametrize("kind", ["identification", "selection"])
def test_a_council_is_formed_from_what_waits_for_one(sign_in, officer, kind):
    of = rooms.task(kind)
    judged = of if kind == "identification" else rooms.dossier(of)
    address = f"{reverse('council_new')}?loai={of.procedure_id}:{kind}"
    answer = sign_in(officer).post(address, {"name": "Hội đồng mẫu", "judged": [judged.pk]})
    council = Council.objects.get()
    assert (answer.url, council.kind) == (reverse("council_seats", kwargs={"pk": council.pk}), kind)


def test_the_meeting_is_run_on_one_page(sign_in, officer, by):
    council, held = rooms.at_the_table((80,) * 7, (60,) * 7, by=by)
    client = sign_in(officer)
    page = get(client, "meeting_detail", pk=held.pk)
    assert "Đủ điều kiện họp" in page
    item = council.items.first()
    get(client, "item_conclude", pk=held.pk, item=item.pk)
    answer = client.post(
        reverse("item_conclude", kwargs={"pk": held.pk, "item": item.pk}),
        {"conclusion": "Đề nghị trúng tuyển."},
    )
    assert answer.status_code == 302
    page = get(client, "council_result", pk=council.pk)
    assert "Trúng tuyển" in page
    printed = client.get(reverse("council_result", kwargs={"pk": council.pk}), {"in": "1"})
    assert printed.status_code == 200
    book = client.get(reverse("council_result", kwargs={"pk": council.pk}), {"dang": "xlsx"})
    assert book["Content-Type"].endswith("sheet")
    answer = client.post(reverse("meeting_close", kwargs={"pk": held.pk}), {"minutes_symbol": "3/BB-HĐ"})
    assert answer.status_code == 302
    assert "3/BB-HĐ" in get(client, "meeting_detail", pk=held.pk)
    get(client, "meeting_new", pk=council.pk)


def test_a_member_declares_reads_scores_and_hands_in(client, by):
    of = rooms.task("selection")
    council = rooms.appointed(
        "selection", by=by, dossiers=(rooms.dossier(of, answers={"method": "Cách làm"}),)
    )
    seat = council.seats.first()
    client.force_login(seat.user)
    item = council.items.first()
    get(client, "my_councils")
    get(client, "my_council", pk=council.pk)
    page = get(client, "my_item", pk=item.pk)
    assert "Xác nhận lời khai" in page
    answer = client.post(reverse("my_declaration", kwargs={"pk": item.pk}), {"conflicted": "khong"})
    assert answer.status_code == 302
    page = get(client, "my_item", pk=item.pk)
    sheet = {"pk": item.pk, "page": "phieu"}
    get(client, "my_sheet", **sheet)
    points = {f"p-{code}": most for code, most in rooms.FULL.items()}
    answer = client.post(reverse("my_sheet", kwargs=sheet), points | {"ban": "0", "comment": "Tốt"})
    assert answer.status_code == 302
    page = get(client, "my_sheet", **sheet)
    assert "100/100" in page
    get(client, "my_sheet_hand_in", **sheet)
    answer = client.post(reverse("my_sheet_hand_in", kwargs=sheet), {"ban": "1"})
    assert answer.status_code == 302
    assert "không sửa được nữa" in get(client, "my_sheet", **sheet)
