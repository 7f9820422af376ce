import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.operations.st_tasks.applications.answers import digest
from khcn.operations.st_tasks.applications.budget import set_budget
from khcn.operations.st_tasks.applications.saving import ApplicationChanged, save_application
from khcn.operations.st_tasks.applications.starting import start_dossier, start_proposal
from tests.factories import st_tasks as make
from tests.factories.people import UserFactory, actor_for

pytestmark = pytest.mark.django_db
LINE = {"year": "2027", "source": "ngan-sach", "item": "cong", "asked": "1,5 tỷ"}


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def draft(owner):
    return make.application(owner=owner, title="", kind="de-tai")


def save(application, answers, by, *, revision=None, seen=None):
    revision = application.revision if revision is None else revision
    return save_application(
        application=application, answers=answers, seen_revision=revision, by=actor_for(by), seen=seen
    )


def test_a_person_without_any_seat_begins_a_proposal_and_owns_it(owner):
    make.procedure()
    made = start_proposal(kind="de-tai", by=actor_for(owner))
    assert (made.form, made.kind, made.state, made.owner) == ("DX1", "de-tai", "draft", owner)
    assert [(one.role, one.user, one.accepted) for one in made.team.all()] == [("owner", owner, True)]
    assert Event.objects.filter(action="application.start").count() == 1


def test_an_unknown_kind_and_a_day_without_rules_are_refused(owner):
    with pytest.raises(DomainError) as refused:
        start_proposal(kind="de-tai", by=actor_for(owner))
    assert refused.value.code == "procedure.none"
    make.procedure()
    with pytest.raises(DomainError) as refused:
        start_proposal(kind="khong-co", by=actor_for(owner))
    assert refused.value.code == "application.kind"


def test_a_dossier_begins_only_where_the_task_asks_for_one_and_only_once(owner):
    closed = make.task("ordered")
    with pytest.raises(DomainError) as refused:
        start_dossier(task=closed, organisation=None, by=actor_for(owner))
    assert refused.value.code == "application.not_taken"
    open_task = make.task("calling", call=make.call(), name="Nhiệm vụ đang nhận hồ sơ")
    first = start_dossier(task=open_task, organisation=None, by=actor_for(owner))
    assert (first.form, first.title, first.call) == ("TM1", "Nhiệm vụ đang nhận hồ sơ", open_task.call)
    assert start_dossier(task=open_task, organisation=None, by=actor_for(owner)) == first


def test_answers_are_kept_and_the_title_stands_in_its_column(draft, owner):
    saved = save(draft, {"name": " Cây chè ", "money": "2 tỷ", "own_money": "co"}, owner)
    assert saved.answers == {"name": "Cây chè", "money": 2_000_000_000, "own_money": True}
    assert (saved.title, saved.asked_total, saved.revision) == ("Cây chè", 2_000_000_000, 1)


def test_saving_the_same_again_changes_nothing(draft, owner):
    first = save(draft, {"name": "Cây chè"}, owner)
    assert save(first, {"name": "Cây chè", "need": ""}, owner).revision == 1


def test_two_people_write_different_fields_at_once(draft, owner):
    other = UserFactory()
    make.team_member(draft, role="editor", user=other)
    seen = {"name": digest(""), "need": digest("")}
    save(draft, {"name": "Của chủ", "need": ""}, owner, revision=0, seen=seen)
    saved = save(draft, {"name": "", "need": "Của bạn"}, other, revision=0, seen=seen)
    assert saved.answers == {"name": "Của chủ", "need": "Của bạn"}


def test_the_same_field_of_two_people_is_shown_to_the_second_and_nothing_is_lost(draft, owner):
    other = UserFactory()
    make.team_member(draft, role="editor", user=other)
    seen = {"name": digest("")}
    save(draft, {"name": "Bản một"}, owner, revision=0, seen=seen)
    with pytest.raises(ApplicationChanged) as changed:
        save(draft, {"name": "Bản hai"}, other, revision=0, seen=seen)
    assert [(field.code, theirs, mine) for field, theirs, mine in changed.value.fields_changed] == [
        ("name", "Bản một", "Bản hai")
    ]
    assert str(owner) in changed.value.message
    chosen = save(draft, {"name": "Bản hai"}, other, revision=changed.value.theirs.revision, seen=seen)
    assert chosen.answers["name"] == "Bản hai"


def test_without_digests_an_old_revision_is_refused(draft, owner):
    save(draft, {"name": "Bản một"}, owner)
    with pytest.raises(ApplicationChanged):
        save(draft, {"name": "Bản hai"}, owner, revision=0)


def test_a_field_that_the_form_does_not_have_is_refused(draft, owner):
    with pytest.raises(DomainError) as refused:
        save(draft, {"la": "x"}, owner)
    assert refused.value.code == "application.foreign_field"


@pytest.mark.parametrize("role", ["member", "secretary", "viewer"])
def test_readers_of_the_team_do_not_write(draft, role):
    reader = UserFactory()
    make.team_member(draft, role=role, user=reader)
    with pytest.raises(NotAllowed):
        save(draft, {"name": "x"}, reader)


def test_who_did_not_accept_yet_and_an_officer_do_not_write(draft):
    invited = UserFactory()
    make.team_member(draft, role="editor", user=invited, accepted=None, answered_at=None)
    for who in (invited, make.players().officer):
        with pytest.raises(NotAllowed):
            save(draft, {"name": "x"}, who)


def test_a_sent_application_is_not_edited(owner):
    sent = make.application(owner=owner, state="sent")
    with pytest.raises(NotAllowed):
        save(sent, {"name": "x"}, owner)


def test_a_chosen_dossier_is_edited_while_it_is_completed(owner):
    task = make.task("completing")
    dossier = make.application(owner=owner, purpose="dossier", state="chosen", of=task)
    assert save(dossier, {"method": "Cách làm"}, owner).answers == {"method": "Cách làm"}
    task.step = "running"
    task.save()
    with pytest.raises(NotAllowed):
        save(dossier, {"method": "Khác"}, owner)


def test_the_lines_of_the_estimate_add_up_to_the_dong(draft, owner):
    lines = [
        LINE,
        {**LINE, "source": "don-vi", "asked": "300 triệu", "year": 2028},
        {**LINE, "item": "thiet-bi", "asked": "1"},
    ]
    saved = set_budget(application=draft, lines=lines, by=actor_for(owner))
    assert (saved.asked_total, saved.asked_state) == (1_800_000_001, 1_500_000_001)
    assert [(one.year, one.item, one.asked) for one in saved.budget.all()] == [
        (2027, "cong", 1_500_000_000),
        (2027, "thiet-bi", 1),
        (2028, "cong", 300_000_000),
    ]
    assert set_budget(application=draft, lines=[LINE], by=actor_for(owner)).budget.count() == 1


@pytest.mark.parametrize(
    ("over", "where"),
    [
        ({"year": "27"}, "year-1"), ({"source": "trời"}, "source-1"), ({"item": "la"}, "item-1"),
        ({"asked": ""}, "asked-1"), ({"asked": "1,5"}, "asked-1"), ({"asked": "-3"}, "asked-1"),
        ({"item": "thiet-bi", "lump_sum": True}, "lump_sum-1"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_and_nothing_is_changed(draft, owner, over, where):
    set_budget(application=draft, lines=[LINE], by=actor_for(owner))
    with pytest.raises(DomainError) as refused:
        set_budget(application=draft, lines=[{**LINE, **over}], by=actor_for(owner))
    assert list(refused.value.fields) == [where]
    assert refused.value.message.startswith("Dòng 1: ")
    assert draft.budget.get().asked == 1_500_000_000


def test_the_estimate_of_a_chosen_dossier_stays_that_of_the_task_until_it_is_appraised(owner):
    task = make.task("completing")
    dossier = make.application(owner=owner, purpose="dossier", state="chosen", of=task)
    set_budget(application=dossier, lines=[LINE], by=actor_for(owner))
    assert task.budget_lines.get().asked == 1_500_000_000
    task.budget_lines.update(planned=1)
    with pytest.raises(DomainError) as refused:
        set_budget(application=dossier, lines=[LINE], by=actor_for(owner))
    assert refused.value.code == "application.budget_appraised"
