"""Pages of councils cost the same few queries for two dossiers and for 250 before nine members."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from khcn.operations.st_tasks.models import (
    Application,
    Council,
    CouncilItem,
    Declaration,
    Meeting,
    Seat,
    Sheet,
)
from tests.factories import st_tasks as make
from tests.factories.agencies import AgencyFactory
from tests.factories.people import UserFactory, seat
from tests.factories.plans import plan_with_text
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db
MOST, FRAME = 12, 4


def big(count: int, tasks: int = 5):
    """A blind council on many dossiers of a call, all sheets handed in; written straight into the tables."""
    rules, call = (
        rooms.rules(),
        make.call(
            rules=rooms.rules(), code=f"dot-{count}", opened_on=timezone.localdate(), opening_minutes="1"
        ),
    )
    council = Council.objects.create(
        procedure=rules, kind="selection", name="Hội đồng lớn", call=call, state="appointed", symbol="1/QĐ",
        decided_on=timezone.localdate(), blind=True,
    )  # fmt: skip
    seats = [
        Seat.objects.create(council=council, user=UserFactory(), name=f"Thành viên {n}", role=role, order=n)
        for n, role in enumerate(rooms.NINE)
    ]
    owner, host = UserFactory(), make.organisation(f"Công ty Mẫu {count}")
    of = [rooms.task("selection", name=f"Nhiệm vụ {n}") for n in range(tasks)]
    dossiers = Application.objects.bulk_create(
        Application(
            purpose="dossier", procedure=rules, form="B1-2", owner=owner, state="valid", task=of[n % tasks], call=call,
            title="Hồ sơ", sent_at=timezone.now(), receipt=f"{count}-{n}", organisation=host, asked_state=n,
            blind_code=f"HS-{n:03d}",
        )
        for n in range(count)
    )  # fmt: skip
    items = CouncilItem.objects.bulk_create(
        CouncilItem(council=council, task=one.task, dossier=one, order=n) for n, one in enumerate(dossiers)
    )
    Declaration.objects.bulk_create(
        Declaration(seat=one, item=item, conflicted=False) for one in seats for item in items
    )
    Sheet.objects.bulk_create(
        Sheet(
            seat=one, item=item, kind="phieu-cham-diem", points=rooms.part_of(70 + (item.order + one.order) % 30),
            handed_in_at=timezone.now(), seal="x" * 64,
        )
        for one in seats for item in items
    )  # fmt: skip
    return call, council, seats


@pytest.fixture(autouse=True)
def plan():
    """The frame reads the plans along with what else it shows; without one it costs two queries more."""
    return plan_with_text(code="ke-hoach", visibility="public")


@pytest.fixture
def officer():
    return seat("coordinator", AgencyFactory())


def cost(client, django_assert_max_num_queries, url):
    client.get(url)  # a rule set is read once in a process
    with django_assert_max_num_queries(MOST) as asked:
        response = client.get(url)
    assert response.status_code == 200, url
    return len(asked), response.content.decode()


def test_the_ranking_of_a_call_with_250_dossiers_before_nine_members(
    client, officer, django_assert_max_num_queries
):
    """Twelve for the tables; session, account, seats and plans come with every page."""
    small, _council, _seats = big(5)
    call, _council, _seats = big(250)
    client.force_login(officer)
    asked = []
    for one in (small, small, call):
        with django_assert_max_num_queries(MOST + FRAME) as seen:
            page = client.get(reverse("call_ranking", kwargs={"pk": one.pk})).content.decode()
        asked.append(len(seen))
    assert page.count('<th scope="row"') == 250
    assert asked[1] == asked[2]


@pytest.mark.parametrize(
    "name", ["council_list", "council_detail", "council_seats", "council_conflicts", "council_result"]
)
def test_pages_of_the_clerk(client, officer, django_assert_max_num_queries, name):
    _call, council, _seats = big(60)
    client.force_login(officer)
    kwargs = {} if name == "council_list" else {"pk": council.pk}
    cost(client, django_assert_max_num_queries, reverse(name, kwargs=kwargs))


def test_pages_of_a_member(client, django_assert_max_num_queries):
    _call, council, seats = big(60)
    client.force_login(seats[0].user)
    cost(client, django_assert_max_num_queries, reverse("my_councils"))
    cost(client, django_assert_max_num_queries, reverse("my_council", kwargs={"pk": council.pk}))


def test_the_meeting_costs_the_same_for_few_and_many_dossiers(client, officer):
    asked = []
    for count in (5, 40):
        _call, council, _seats = big(count)
        held = Meeting.objects.create(council=council, at=timezone.now())
        held.items.set(council.items.all())
        client.force_login(officer)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("meeting_detail", kwargs={"pk": held.pk})).status_code == 200
        asked.append(len(seen))
    assert asked[1] <= asked[0]
