"""Members of an acceptance council read the acceptance dossier once they declared, and nothing else filed on the task."""

import io
from datetime import date

import pytest
from django.urls import reverse

from khcn.kernel.documents.domain import attach_upload
from khcn.operations.st_tasks.advancing.papers import filed_as
from khcn.operations.st_tasks.councils.declaring import declare
from khcn.operations.st_tasks.models import OrderedProduct, SelfAssessment
from tests.factories import st_tasks as make
from tests.factories.people import UserFactory, actor_for
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def by():
    return actor_for(make.players().officer)


@pytest.fixture
def task(by):
    of = rooms.task("acceptance")
    OrderedProduct.objects.create(
        task=of, number=1, name="Quy trình mẫu", quantity=1, delivered=1, delivered_note="Đã thẩm định"
    )
    made = SelfAssessment.objects.create(
        task=of, text="Hoàn thành các nội dung.", proposed_grade="pass", made_on=date(2026, 6, 1)
    )
    for record, name, note in (
        (of, "tong-hop.pdf", filed_as("NT-BCTH")),
        (of, "to-trinh.pdf", ""),
        (made, "kem-theo.pdf", ""),
    ):
        attach_upload(record=record, content=io.BytesIO(PDF), name=name, by=by, note=note)
    return of


def member_of(task, *, blind=False):
    user = UserFactory()
    council = make.council(
        kind="acceptance", members=(user,), tasks=(task,), procedure=rooms.rules(), blind=blind
    )
    item = council.items.get()
    return user, item, council.seats.get()


def read(sign_in, user, item):
    return sign_in(user).get(reverse("my_item", kwargs={"pk": item.pk})).content.decode()


def test_the_acceptance_dossier_opens_with_the_declaration(task, sign_in):
    user, item, seat = member_of(task)
    assert "Hoàn thành các nội dung." not in read(sign_in, user, item)
    declare(seat=seat, item=item, conflicted=False, by=actor_for(user))
    page = read(sign_in, user, item)
    assert [
        word in page for word in ("Hoàn thành các nội dung.", "Quy trình mẫu", "tong-hop.pdf", "kem-theo.pdf")
    ] == [True] * 4
    assert "to-trinh.pdf" not in page
    files = {one.file_name: one.pk for one in task.attachments.all()}
    answers = [
        sign_in(user).get(reverse("my_paper", kwargs={"pk": item.pk, "attachment": files[name]})).status_code
        for name in ("tong-hop.pdf", "to-trinh.pdf")
    ]
    assert answers == [200, 404]


def test_a_blind_council_does_not_read_papers_that_name_the_host(task, sign_in):
    user, item, seat = member_of(task, blind=True)
    declare(seat=seat, item=item, conflicted=False, by=actor_for(user))
    page = read(sign_in, user, item)
    assert [word in page for word in ("Hoàn thành các nội dung.", "tong-hop.pdf")] == [False] * 2
