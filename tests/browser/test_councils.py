"""Pages of councils at the width of a phone and of a desk: nothing runs over, nothing that axe finds; a sheet saved as it is typed."""

import os

import pytest
from django.urls import reverse

from khcn.operations.st_tasks.councils import concluding, declaring
from khcn.operations.st_tasks.models import Question, Sheet
from tests.browser.test_forecast import sound
from tests.factories.agencies import AgencyFactory
from tests.factories.people import actor_for, seat
from tests.operations.st_tasks.councils import rooms

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Nghiên cứu, ứng dụng tiến bộ kỹ thuật xây dựng mô hình trồng và chế biến cây mẫu theo chuỗi giá trị tại xã Mẫu"


def scene():
    """A draft, a council at its table before the conclusion, and one that has concluded."""
    officer = seat("coordinator", AgencyFactory())
    by = actor_for(officer)
    draft = rooms.draft(
        "selection", rooms.SEVEN[:5], by=by, dossiers=(rooms.dossier(rooms.task("selection", name=LONG)),)
    )
    council, held = rooms.at_the_table((82,) * 6 + (40,), (71,) * 7, by=by)
    council.items.first().task.__class__.objects.filter(pk=council.items.first().task_id).update(name=LONG)
    Question.objects.create(
        item=council.items.first(), seat=council.seats.first(), text="Số mẫu khảo sát là bao nhiêu?"
    )
    done, closed = rooms.at_the_table((82,) * 6 + (40,), (71,) * 7, by=by)
    concluding.conclude(item=done.items.first(), meeting=closed, by=by, conclusion="Đề nghị trúng tuyển.")
    return officer, draft, council, held, done


def look(page, addresses, name, width):
    for number, address in enumerate(addresses):
        page.goto(address)
        assert sound(page) == (0, []), address
        if folder := os.environ.get("KHCN_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}-{number:02}.png", full_page=True)


@pytest.mark.parametrize("width", [360, 1366])
def test_pages_of_who_serves_a_council(open_page, width):
    officer, draft, council, held, done = scene()
    own = ("council_detail", "council_seats", "council_faults", "council_conflicts", "council_appoint")
    addresses = [reverse(name, kwargs={"pk": draft.pk}) for name in own]
    addresses += [
        reverse("council_list"),
        reverse("council_new"),
        reverse("meeting_new", kwargs={"pk": council.pk}),
    ]
    addresses += [
        reverse("meeting_detail", kwargs={"pk": held.pk}),
        reverse("council_result", kwargs={"pk": done.pk}),
    ]
    item = council.items.first()
    addresses += [reverse("item_conclude", kwargs={"pk": held.pk, "item": item.pk})]
    look(open_page(officer, width), addresses, "officer", width)


@pytest.mark.parametrize("width", [360, 1366])
def test_pages_of_a_member(open_page, width):
    _officer, _draft, _council, _held, done = scene()
    of = rooms.task("selection", name=LONG)
    by = actor_for(_officer)
    dossier = rooms.dossier(of, answers={"method": "Khảo sát, bố trí thí nghiệm."})
    fresh = rooms.appointed("selection", by=by, dossiers=(dossier, rooms.dossier(of)), blind=True)
    one = fresh.seats.get(order=2)
    declared, waiting = fresh.items.all()
    declaring.declare(seat=one, item=declared, conflicted=False, by=actor_for(one.user))
    addresses = [reverse("my_councils"), reverse("my_council", kwargs={"pk": fresh.pk})]
    addresses += [
        reverse("my_item", kwargs={"pk": waiting.pk}),
        reverse("my_item", kwargs={"pk": declared.pk}),
    ]
    addresses += [reverse("my_sheet", kwargs={"pk": declared.pk, "page": "phieu"})]
    addresses += [reverse("my_sheet", kwargs={"pk": declared.pk, "page": "nhan-xet"})]
    page = open_page(one.user, width)
    look(page, addresses, "member", width)
    page.goto(reverse("my_sheet", kwargs={"pk": declared.pk, "page": "phieu"}))
    page.fill("#p-content", "20,5")
    page.locator("#p-content").blur()
    page.wait_for_selector("#phieu-tinh-trang :text('20,5/100')")
    assert Sheet.objects.get(seat=one).points == {"content": "20.5"}
    look(
        page, [reverse("my_sheet_hand_in", kwargs={"pk": declared.pk, "page": "phieu"})], "member-nop", width
    )
    handed = done.seats.first()
    page = open_page(handed.user, width)
    judged = done.items.first()
    look(
        page,
        [
            reverse("my_item", kwargs={"pk": judged.pk}),
            reverse("my_sheet", kwargs={"pk": judged.pk, "page": "phieu"}),
        ],
        "member-xong",
        width,
    )
