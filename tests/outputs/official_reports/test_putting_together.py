"""Putting together: order, sources, and text of people that is never touched."""

import pytest

from khcn.agency_reports.accepting.ruling import rule
from khcn.agency_reports.models import AcceptedValue
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.outputs.official_reports.editing import decide_block, edit_block, move_block, settle_newer
from khcn.outputs.official_reports.models import Block, OfficialReport
from khcn.outputs.official_reports.putting_together import pending, put_together
from tests.factories.agencies import AgencyFactory
from tests.factories.indicators import observation
from tests.factories.official_reports import a_round
from tests.factories.people import actor_for, seat
from tests.factories.reports import report, request_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return a_round()


def texts(made, section):
    return list(
        Block.objects.filter(section__report=made, section__code=section).values_list("text", flat=True)
    )


def test_paragraphs_stand_in_task_order_with_agency_and_version(round_):
    made = round_.put_together()
    first, second = (f"nhiem-vu-{task.pk}" for task in round_.tasks)
    assert texts(made, first) == ["Đã xong phần một của cơ sở dữ liệu."]
    assert texts(made, second) == ["Mới hỗ trợ được 3 doanh nghiệp."]
    block = round_.of_agency("a")
    assert (block.agency, block.answer.report.version, block.state) == (round_.a, 1, "kept")
    assert round_.of_agency("b").state == "waiting"


def test_numbers_of_suggested_sentences_come_from_data_with_their_origin(round_):
    round_.put_together()
    said = round_.block("cau:do-day-du")
    assert said.text == "Có 2/3 đơn vị được yêu cầu đã gửi báo cáo (66,7%)" + said.text.split("(66,7%)")[1]
    assert [one["ref"]["agencies"] for one in said.figures][:2] == [
        ["so-mau-1", "so-mau-2"], ["so-mau-1", "so-mau-2", "so-mau-3"],
    ]  # fmt: skip
    value = round_.block("cau:chi-tieu-so-lieu:T1")
    assert value.text == (
        "Tỷ lệ nhiệm vụ được ứng dụng: năm 2026 là 52,25% (số sơ bộ), năm 2025 là 41,5%; mục tiêu ít nhất 60% đến năm 2030."
    )
    assert [one["kind"] for one in value.figures] == ["observation", "observation", "goal"]
    assert value.state == "waiting"
    assert (
        round_.block("cau:chi-tieu-chua-co-so").text
        == "Chưa có số liệu năm 2026 của 1 chỉ tiêu: “Số bằng sáng chế mẫu”."
    )
    assert round_.block("cau:kinh-phi-tong").text == (
        "Theo báo cáo của 1 đơn vị, kinh phí: kế hoạch 2.000 triệu đồng, đã cấp 1.500 triệu đồng, đã giải ngân 750 triệu "
        "đồng, bằng 50,0% số đã cấp."
    )
    assert round_.block("cau:vuong-mac-theo-cap").text == (
        "Các đơn vị nêu 1 khó khăn, vướng mắc; đề nghị cấp giải quyết: Ủy ban nhân dân tỉnh 1."
    )


def test_proposals_go_under_the_level_that_can_answer(round_):
    made = round_.put_together()
    assert texts(made, "kien-nghi-province") == ["Bổ sung biên chế."]


def test_nothing_to_report_brings_no_paragraph_and_drafts_are_never_read(round_):
    report(round_.requests["silent"], "draft", answers={
        round_.requests["silent"].items.first(): {"text": "Chưa gửi"}
    })  # fmt: skip
    made = round_.put_together()
    assert not Block.objects.filter(section__report=made, text="Chưa gửi").exists()
    assert (
        not Block.objects.filter(section__report=made, agency=round_.b).exclude(task=round_.tasks[1]).exists()
    )


def test_running_again_changes_nothing_and_leaves_nothing_pending(round_):
    made = round_.put_together()
    before = list(Block.objects.order_by("pk").values())
    assert not pending(made).any
    assert round_.put_together() == made
    assert list(Block.objects.order_by("pk").values()) == before


def test_new_version_of_an_answer_replaces_text_nobody_touched(round_):
    round_.put_together()
    block = round_.of_agency("b")
    resend(round_, "Đã hỗ trợ được 5 doanh nghiệp.")
    round_.put_together()
    after = round_.of_agency("b")
    assert (after.pk, after.text, after.answer.report.version) == (
        block.pk,
        "Đã hỗ trợ được 5 doanh nghiệp.",
        2,
    )


def resend(round_, text):
    old = round_.reports["b"]
    old.state, old.decided_at = "returned", old.sent_at
    old.save()
    item = round_.requests["b"].items.order_by("order")[0]
    return report(
        round_.requests["b"],
        "sent",
        version=2,
        replaces=old,
        answers={item: {"text": text, "declared": "late"}},
    )


def test_edited_text_stays_and_shows_what_the_source_says_now(round_):
    round_.put_together()
    block = round_.of_agency("b")
    edit_block(
        block=block,
        text="Hỗ trợ 3 doanh nghiệp, đang mở rộng.",
        seen_revision=block.revision,
        by=round_.coordinator,
    )
    resend(round_, "Đã hỗ trợ được 5 doanh nghiệp.")
    assert pending(OfficialReport.objects.get()).counts["changed"] == 1
    round_.put_together()
    after = round_.of_agency("b")
    assert (after.text, after.original, after.answer.report.version) == (
        "Hỗ trợ 3 doanh nghiệp, đang mở rộng.", "Mới hỗ trợ được 3 doanh nghiệp.", 1,
    )  # fmt: skip
    assert (after.newer["original"], after.newer["version"]) == ("Đã hỗ trợ được 5 doanh nghiệp.", 2)
    taken = settle_newer(block=after, take=False, seen_revision=after.revision, by=round_.coordinator)
    assert (taken.text, taken.original, taken.answer.report.version, taken.newer) == (
        "Hỗ trợ 3 doanh nghiệp, đang mở rộng.", "Đã hỗ trợ được 5 doanh nghiệp.", 2, None,
    )  # fmt: skip
    assert not pending(OfficialReport.objects.get()).any


def test_source_that_went_away_is_told_and_may_be_kept_or_left_out(round_):
    made = round_.put_together()
    block = round_.of_agency("b")
    edit_block(block=block, text="Của biên tập.", seen_revision=0, by=round_.coordinator)
    old = round_.reports["b"]
    old.state, old.decided_at = "returned", old.sent_at
    old.save()
    round_.put_together()
    after = Block.objects.get(pk=block.pk)
    assert after.newer == {"gone": True}
    settle_newer(block=after, take=False, seen_revision=after.revision, by=round_.coordinator)
    round_.put_together()
    assert (Block.objects.get(pk=block.pk).text, Block.objects.get(pk=block.pk).newer) == (
        "Của biên tập.",
        None,
    )
    assert not pending(made).any


def test_dropped_block_stays_dropped_whatever_its_source_says(round_):
    round_.put_together()
    block = round_.of_agency("b")
    decide_block(block=block, keep=False, seen_revision=0, by=round_.coordinator)
    resend(round_, "Khác hẳn.")
    round_.put_together()
    assert round_.of_agency("b").state == "dropped"


def test_moved_blocks_keep_their_place_when_new_ones_come(round_):
    made = round_.put_together()
    move_block(block=round_.block("cau:chi-tieu-dem"), up=False, by=round_.coordinator)
    order = list(Block.objects.filter(section__code="chi-tieu").values_list("key", flat=True))
    assert order[1] == "cau:chi-tieu-dem"
    observation_of_second_target(round_)
    round_.put_together()
    after = list(Block.objects.filter(section__code="chi-tieu").values_list("key", flat=True))
    assert after.index("cau:chi-tieu-dem") == after.index("cau:chi-tieu-so-lieu:T1") + 1
    assert "cau:chi-tieu-so-lieu:T2" in after
    assert made.pk


def observation_of_second_target(round_):
    from khcn.plan.models import TargetMeasure
    from tests.factories.indicators import indicator

    one = indicator("bang-mau", unit="bằng", kind="count")
    TargetMeasure.objects.create(target=round_.targets[1], indicator=one)
    observation(one, 2026, 7)


def test_accepted_answer_stands_before_one_sent_later(round_):
    first = round_.answer("a")
    AcceptedValue.objects.create(item=first.item, answer=first)
    report(round_.requests["a"], "sent", part="bổ sung", answers={first.item: {"text": "Gửi thêm sau."}})
    round_.put_together()
    assert round_.of_agency("a").text == "Đã xong phần một của cơ sở dữ liệu."


def test_cycle_in_preparation_and_other_people_are_refused(round_):
    with pytest.raises(NotAllowed):
        put_together(cycle=round_.cycle, issuer=round_.issuer, by=actor_for(seat("reporter", round_.a)))
    round_.cycle.state = "preparing"
    round_.cycle.save()
    with pytest.raises(DomainError) as refused:
        round_.put_together()
    assert refused.value.code == "cycle.not_open"


def test_putting_together_asks_the_same_queries_for_more_agencies(round_, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        round_.put_together()
    with django_assert_max_num_queries(60):
        round_.put_together()


def test_paragraph_is_used_once_its_report_is_accepted_unless_somebody_decided_otherwise(round_):
    round_.put_together()
    sent = round_.reports["b"]
    sent.state, sent.decided_at = "accepted", sent.sent_at
    sent.save()
    round_.put_together()
    assert round_.of_agency("b").state == "kept"
    decide_block(block=round_.of_agency("b"), keep=False, seen_revision=0, by=round_.coordinator)
    round_.put_together()
    assert round_.of_agency("b").state == "dropped"


def test_contradicting_answers_wait_for_a_person_and_the_one_set_aside_is_not_counted(round_):
    fourth = AgencyFactory(code="so-mau-4", name="Sở Mẫu số 4", order=9)
    second = request_for(fourth, round_.cycle, tasks=[round_.tasks[0]])
    report(second, "accepted", answers={second.items.get(): {"declared": "late", "text": "Chưa xong."}})
    round_.put_together()
    assert round_.of_agency("a").state == "waiting"
    rule(
        cycle=round_.cycle, key=f"t{round_.tasks[0].pk}", outcome="answer", answer=round_.answer("a"),
        reason="Đã đối chiếu", by=round_.coordinator,
    )  # fmt: skip
    round_.put_together()
    assert round_.of_agency("a").state == "kept"
    assert round_.block("cau:nhiem-vu-tu-danh-gia").text == (
        "Theo tự đánh giá của cơ quan chủ trì: 1 nhiệm vụ đạt và 1 nhiệm vụ chậm."
    )
