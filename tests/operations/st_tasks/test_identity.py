"""One function decides who sees whom."""

import pytest

from khcn.kernel.access import NOBODY, may
from khcn.operations.st_tasks.identity import Identity, blind_name, shown_title, visible_identity
from khcn.operations.st_tasks.models import Conflict, CouncilItem, Declaration, Seat
from tests.factories import st_tasks as make
from tests.factories.agencies import AgencyFactory
from tests.factories.people import UserFactory, actor_for, seat

pytestmark = pytest.mark.django_db

NAME = "Viện Mẫu Số Bảy"


@pytest.fixture
def of():
    return make.task("selection", proposer=NAME, name=f"Mô hình tại {NAME}")


@pytest.fixture
def dossier(of):
    return make.application(
        of=of, purpose="dossier", state="valid", organisation=make.organisation(NAME), blind_code="HS-03"
    )


def member(dossier, *, blind: bool, declared: bool = True, user=None) -> tuple[object, CouncilItem]:
    user = user or UserFactory()
    council = make.council(members=(user,), dossiers=(dossier,), blind=blind)
    item = council.items.get()
    if declared:
        Declaration.objects.create(seat=council.seats.get(), item=item, conflicted=False)
    return actor_for(user), item


SHOWN, HIDDEN = Identity(True, NAME), Identity(False, "Hồ sơ HS-03")


def test_the_team_and_the_department_see_whose_dossier_it_is_strangers_do_not(dossier):
    assert visible_identity(actor_for(dossier.owner), dossier) == SHOWN
    for role, told in (("coordinator", SHOWN), ("leader", SHOWN), ("reporter", HIDDEN)):
        assert visible_identity(actor_for(seat(role, AgencyFactory())), dossier) == told
    assert visible_identity(NOBODY, dossier) == HIDDEN


def test_a_member_sees_the_name_after_declaring_unless_barred_or_blind(dossier):
    actor, item = member(dossier, blind=False)
    assert visible_identity(actor, dossier) == SHOWN
    Conflict.objects.create(seat=item.council.seats.get(), item=item, kind="family", reason="x")
    assert visible_identity(actor, dossier) == HIDDEN
    for blind, declared in ((True, True), (True, False), (False, False)):
        actor, _item = member(dossier, blind=blind, declared=declared)
        assert visible_identity(actor, dossier) == HIDDEN


def test_a_member_of_another_council_sees_nothing(dossier):
    other = make.application(of=make.task("selection"), purpose="dossier", state="valid")
    actor, _item = member(other, blind=False)
    assert visible_identity(actor, dossier) == HIDDEN


def test_an_officer_in_a_blind_council_is_blind_until_it_concludes(dossier):
    officer = seat("coordinator", AgencyFactory())
    assert may(actor_for(officer), "st_tasks.application.view", dossier)
    actor, item = member(dossier, blind=True, user=officer)
    assert visible_identity(actor, dossier) == HIDDEN
    assert not may(actor, "st_tasks.application.view", dossier)
    CouncilItem.objects.filter(pk=item.pk).update(concluded_at=dossier.sent_at, result="winner", outcome={})
    assert visible_identity(actor, dossier) == SHOWN
    assert may(actor, "st_tasks.application.view", dossier)


def test_before_approval_a_task_tells_its_proposer_to_the_department_and_afterwards_its_host_to_all(of):
    stranger, officer = actor_for(UserFactory()), actor_for(seat("coordinator", AgencyFactory()))
    assert visible_identity(stranger, of) == Identity(False, "[ẩn danh]")
    assert visible_identity(officer, of) == SHOWN
    running = make.task("running", host=make.organisation("Trường Mẫu"))
    assert visible_identity(stranger, running) == Identity(True, "Trường Mẫu")


def test_fellow_members_see_each_other_and_applicants_do_not_where_the_council_is_blind(dossier):
    first, second = UserFactory(full_name="Bà Mẫu Hai"), UserFactory()
    council = make.council(members=(first, second), dossiers=(dossier,), blind=True)
    place = council.seats.get(user=first)
    for user in (first, second, seat("coordinator", AgencyFactory())):
        assert visible_identity(actor_for(user), place) == Identity(True, "Bà Mẫu Hai")
    assert visible_identity(actor_for(dossier.owner), place) == Identity(False, "Thành viên 1")
    council.blind = False
    council.save()
    again = Seat.objects.get(pk=place.pk)
    assert visible_identity(actor_for(dossier.owner), again).shown
    assert not visible_identity(actor_for(UserFactory()), again).shown


def test_titles_towards_blind_members_hold_no_name(dossier):
    _actor, item = member(dossier, blind=True)
    assert shown_title(item) == "Hồ sơ HS-03: Mô hình tại [ẩn danh]"
    assert blind_name(dossier) == "Hồ sơ HS-03"


def test_another_kind_of_record_is_refused(dossier):
    with pytest.raises(TypeError):
        visible_identity(NOBODY, dossier.owner)
