"""What leaves the house by mail never names a confidential task."""

from datetime import date

import pytest
from django.core import mail

from khcn.kernel.audit.models import Event
from khcn.kernel.notices.models import Notice
from khcn.operations.st_tasks.applications.budget import set_budget
from khcn.operations.st_tasks.officers import assign_officer
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.results.telling import tell_officer
from tests.factories import actor_for, seat
from tests.factories.st_tasks import application, task

SECRET = "Nghiên cứu phòng thủ dân sự mẫu"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer():
    return seat("admin")


@pytest.mark.parametrize(("confidential", "named"), [(False, True), (True, False)])
def test_notices_name_a_task_unless_it_is_confidential(officer, confidential, named):
    one = task("running", name=SECRET, visibility="internal", confidential=confidential)
    assign_officer(task=one, officer=officer, by=actor_for(seat("admin")))
    one.refresh_from_db()
    tell_officer(one, "Có kết luận", SECRET)
    told = " ".join(f"{row.title} {row.body}" for row in Notice.objects.all())
    sent = " ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
    assert Notice.objects.count() == 2
    assert (SECRET in told) == named
    assert SECRET not in sent or named


def test_a_dossier_of_a_confidential_task_is_called_by_number():
    one = task("direct", name=SECRET, visibility="internal", confidential=True, code="M-01")
    dossier = application(owner=seat("public"), of=one, purpose="dossier", title=SECRET)
    assert dossier.outward_title == "Nhiệm vụ có yêu cầu bảo mật, số M-01"


def test_the_audit_keeps_no_sums_of_an_estimate():
    owner = seat("public")
    dossier = application(owner=owner, of=task("direct"), purpose="dossier")
    line = {"year": date.today().year, "source": "ngan-sach", "item": _item(dossier), "asked": 123_456_789}
    set_budget(application=dossier, lines=[line], by=actor_for(owner))
    event = Event.objects.get(action="application.budget")
    assert event.after == {"lines": 1}
    assert "123456789" not in str(event.before) + str(event.after)


def _item(dossier) -> str:
    return outline_of(dossier.procedure).cost_items[0].code
