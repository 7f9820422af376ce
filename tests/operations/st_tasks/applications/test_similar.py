import unicodedata

import pytest

from khcn.kernel.errors import DomainError, NotAllowed
from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.applications.alike import Words, in_common, likeness, weights_among
from khcn.operations.st_tasks.applications.similar import (
    TO_JUDGE,
    Subject,
    find_similar,
    judge_similar,
    look_for,
)
from khcn.operations.st_tasks.models import Result, Similar
from tests.factories import st_tasks as make
from tests.factories.people import actor_for

NAME = "Nghiên cứu nhân giống và xây dựng mô hình trồng chè Shan tuyết tại vùng Mẫu"


def alike(one, other, *more):
    words = [Words.of(text) for text in (one, other, *more)]
    return likeness(words[0], words[1], weights_among(words))


def test_words_that_every_task_has_are_set_aside():
    assert Words.of(NAME).folded == ("nhan", "giong", "trong", "che", "shan", "tuyet", "vung", "mau")
    assert Words.of("Nghiên cứu xây dựng mô hình").folded == ("nghien", "cuu", "xay", "dung", "mo", "hinh")


def test_the_same_text_is_the_same_in_any_form_of_the_letters():
    assert alike(NAME, unicodedata.normalize("NFD", NAME)) == pytest.approx(1.0)
    assert alike(NAME, NAME.upper()) == pytest.approx(1.0)


def test_without_marks_is_nearly_the_same():
    bare = "Nghien cuu nhan giong va xay dung mo hinh trong che Shan tuyet tai vung Mau"
    assert 0.85 < alike(NAME, bare) < 1.0


def test_two_tasks_that_share_only_common_words_are_not_alike():
    other = "Nghiên cứu xây dựng mô hình nuôi cá lăng chấm trong lồng trên địa bàn tỉnh"
    assert alike(NAME, other) < 0.3


def test_a_short_name_inside_a_long_one_is_not_the_same():
    assert alike("Trồng chè", NAME) < 0.75


def test_words_in_common_stand_together_as_they_are_written():
    one, other = Words.of("Nhân giống chè Shan tuyết bản địa"), Words.of("Bảo tồn chè Shan tuyết cổ thụ")
    assert in_common(one, other, {})[0] == "chè shan tuyết"


@pytest.fixture
def earlier(db):
    make.task("running", name="Nuôi cá lăng chấm trong lồng trên hồ mẫu")
    return make.task(
        "running", name="Nhân giống chè Shan tuyết và mô hình trồng tại vùng Mẫu", leader_name="Người Mẫu Một"
    )


@pytest.mark.django_db
def test_what_resembles_is_found_with_reasons_in_words(earlier):
    host = make.organisation("Viện Mẫu số 1")
    earlier.host = host
    earlier.save()
    task = make.task(name=NAME, proposer_organisation=host, leader_name="người mẫu một")
    hits = look_for(Subject.of(task))
    assert [one.task for one in hits] == [earlier]
    assert hits[0].score >= TO_JUDGE
    assert hits[0].reasons[0].startswith("Tên giống ")
    assert "chè shan tuyết" in hits[0].reasons[0]
    assert "Cùng bên đề xuất hoặc chủ trì: Viện Mẫu số 1" in hits[0].reasons
    assert "Cùng chủ nhiệm: Người Mẫu Một" in hits[0].reasons


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_decomposed_and_unmarked_names_find_the_same(earlier, form):
    name = unicodedata.normalize(form, "Nhan giong che Shan tuyet vung Mau")
    assert [one.task for one in look_for(Subject(name))] == [earlier]


@pytest.mark.django_db
def test_a_result_with_such_a_name_leads_to_its_task(db):
    task = make.task("closed", name="Nhiệm vụ với tên khác hẳn")
    Result.objects.create(task=task, title="Quy trình nhân giống chè Shan tuyết vùng Mẫu",
                          folded="quy trinh nhan giong che shan tuyet vung mau")  # fmt: skip
    hits = look_for(Subject("Nhân giống chè Shan tuyết vùng Mẫu"))
    assert [one.task for one in hits] == [task]
    assert hits[0].reasons[0].startswith("Đã có kết quả tên gần giống")


@pytest.mark.django_db
def test_a_withdrawn_task_and_the_task_itself_are_not_found(earlier):
    earlier.state = "withdrawn"
    earlier.save()
    task = make.task(name=NAME)
    assert look_for(Subject.of(task)) == []


@pytest.mark.django_db
def test_looking_again_keeps_verdicts_and_drops_what_is_not_alike_any_more(earlier):
    officer = actor_for(make.players().officer)
    task = make.task(name=NAME)
    (found,) = find_similar(task, officer)
    judge_similar(similar=found, verdict="different", by=officer)
    (again,) = find_similar(task, officer)
    assert (again.pk, again.verdict) == (found.pk, "different")
    Similar.objects.update(verdict="")
    task.name = "Điều tra nguồn nước ngầm"
    task.save()
    assert find_similar(task) == []


@pytest.mark.django_db
def test_a_verdict_of_overlap_needs_words_and_only_officers_give_one(earlier):
    people = make.players()
    (found,) = find_similar(make.task(name=NAME))
    with pytest.raises(DomainError) as refused:
        judge_similar(similar=found, verdict="overlap", by=people.actor("officer"))
    assert refused.value.code == "similar.note"
    with pytest.raises(DomainError):
        judge_similar(similar=found, verdict="x", by=people.actor("officer"))
    for who in ("proposer", "leader", "member"):
        with pytest.raises(NotAllowed):
            judge_similar(similar=found, verdict="different", by=people.actor(who))


@pytest.mark.django_db
def test_the_council_does_not_see_a_proposal_before_everything_alike_is_judged(earlier):
    officer = actor_for(make.players().officer)
    rules = make.procedure(guards=("similar_judged",))
    task = make.task("screening", rules=rules, name=NAME, share_group="nong-lam")
    with pytest.raises(DomainError) as refused:
        advance(task=task, transition="to_identification", by=officer)
    assert (refused.value.code, "Còn 1 nhiệm vụ" in refused.value.message) == ("task.guard", True)
    (found,) = find_similar(task)
    judge_similar(similar=found, verdict="same", note="Trùng hẳn", by=officer)
    with pytest.raises(DomainError) as refused:
        advance(task=task, transition="to_identification", by=officer)
    assert earlier.name in refused.value.message
    judge_similar(similar=found, verdict="different", by=officer)
    assert advance(task=task, transition="to_identification", by=officer).step == "identification"


@pytest.mark.django_db
def test_a_search_takes_a_handful_of_queries(earlier, django_assert_max_num_queries):
    for number in range(30):
        make.task("running", name=f"Nhân giống chè Shan tuyết vùng {number}")
    subject = Subject(NAME, "Mục tiêu", "Nội dung")
    with django_assert_max_num_queries(6):
        assert len(look_for(subject)) > 10
