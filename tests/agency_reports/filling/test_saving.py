from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from khcn.agency_reports.filling import AnswerChanged, nothing_for_empty, save_answer, start_report
from khcn.agency_reports.filling.saving import copy_last
from khcn.agency_reports.models import Answer, Presence, Report
from khcn.kernel.accounts.models import Membership
from khcn.kernel.errors import DomainError, NotAllowed
from tests.factories.people import actor_for, seat
from tests.factories.reports import answer, cycle, request_for
from tests.factories.reports import report as report_with


def saved(office, report, kind="task", seen=0, by=None, **values):
    item = office.items[kind]
    return save_answer(report=report, item=item, values=values, seen_revision=seen, by=by or office.clerk)


def test_each_save_grows_the_revision_and_names_who_saved(office):
    report = office.start()
    first = saved(office, report, text="Đã  làm xong ", declared="met")
    assert (first.revision, first.text, first.declared) == (1, "Đã  làm xong", "met")
    second = saved(office, report, seen=1, by=office.approver, value=Decimal("12.5"), unit="hồ sơ")
    second.refresh_from_db()
    assert (second.revision, second.text, second.value) == (2, "Đã  làm xong", Decimal("12.5"))
    assert second.saved_by_id == office.approver.user_id


def test_saving_what_stands_changes_nothing_even_from_an_old_page(office):
    report = office.start()
    saved(office, report, text="Một")
    again = saved(office, report, seen=0, text="Một")
    assert again.revision == 1


def test_who_saves_second_sees_both_texts_and_overwrites_nothing(office):
    report = office.start()
    saved(office, report, text="Của cán bộ")
    with pytest.raises(AnswerChanged) as refused:
        saved(office, report, seen=0, by=office.approver, text="Của người duyệt")
    assert refused.value.code == "answer.changed"
    assert (refused.value.theirs.text, refused.value.mine["text"]) == ("Của cán bộ", "Của người duyệt")
    assert Answer.objects.get(report=report, item=office.items["task"]).text == "Của cán bộ"
    merged = saved(office, report, seen=1, by=office.approver, text="Của cả hai")
    assert (merged.revision, merged.text) == (2, "Của cả hai")


def test_a_share_is_worked_out_from_its_parts(office):
    report = office.start()
    told = saved(office, report, "indicator", numerator=Decimal(1), denominator=Decimal(3))
    assert told.value == Decimal("33.33333333")
    told = saved(office, report, "indicator", seen=1, numerator=Decimal(2), value=Decimal("33.33333333"))
    assert told.value == Decimal("66.66666667")


def test_a_share_typed_beside_parts_that_disagree_is_refused(office):
    report = office.start()
    with pytest.raises(DomainError) as refused:
        saved(office, report, "indicator", numerator=Decimal(1), denominator=Decimal(3), value=Decimal(40))
    assert list(refused.value.fields) == ["value"]
    rounded = saved(
        office, report, "indicator", numerator=Decimal(1), denominator=Decimal(3), value=Decimal("33.3")
    )
    assert rounded.value == Decimal("33.33333333")


@pytest.mark.parametrize("parts", [(Decimal(1), None), (None, Decimal(1)), (Decimal(1), Decimal(0))])
def test_half_a_share_is_refused(office, parts):
    with pytest.raises(DomainError) as refused:
        saved(office, office.start(), "indicator", numerator=parts[0], denominator=parts[1])
    assert (refused.value.code, list(refused.value.fields)) == ("answer.invalid", ["denominator"])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"declared": "vuot-xa"}, "declared"),
        ({"level": "xa"}, "level"),
        ({"value": Decimal("NaN")}, "value"),
        ({"value": Decimal(10) ** 16}, "value"),
        ({"unit": "x" * 81}, "unit"),
        ({"money": [{"origin": "", "planned": 5}]}, "money"),
        ({"money": [{"origin": "science", "planned": -5}]}, "money"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(office, values, field):
    with pytest.raises(DomainError) as refused:
        saved(office, office.start(), **values)
    assert (refused.value.code, list(refused.value.fields)) == ("answer.invalid", [field])


def test_money_keeps_zero_and_drops_empty_lines(office):
    rows = [{"origin": "science", "planned": "0", "settled": ""}, {"origin": "", "planned": None}]
    told = saved(office, office.start(), money=rows)
    assert told.money == [
        {"origin": "science", "planned": 0, "allocated": None, "disbursed": None, "settled": None}
    ]


def test_an_item_of_another_request_is_refused(office):
    other = request_for(sections=["results"])
    with pytest.raises(DomainError) as refused:
        save_answer(
            report=office.start(),
            item=other.items.get(),
            values={"text": "x"},
            seen_revision=0,
            by=office.clerk,
        )
    assert refused.value.code == "answer.foreign_item"


def test_who_left_yesterday_is_told_so(office):
    report = office.start()
    day = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=office.people.clerk).update(valid_to=day)
    with pytest.raises(NotAllowed) as refused:
        saved(office, report, by=actor_for(office.people.clerk), text="x")
    assert f"{day:%d/%m/%Y}" in refused.value.message
    assert refused.value.code == "not_allowed:agency_reports.report.fill"


def test_nothing_happened_is_said_for_all_empty_items_but_not_for_figures(office):
    report = office.start()
    saved(office, report, text="Đã làm")
    assert nothing_for_empty(report=report, by=office.clerk) == 1
    said = dict(report.answers.values_list("item__kind", "nothing"))
    assert said == {"task": False, "indicator": False, "section": True}


def test_last_years_words_are_copied_only_where_nothing_stands(office):
    report = office.start()
    before = request_for(office.agency, cycle(2025), tasks=[office.task])
    past = answer(report_with(before), before.items.get(), text="Cũ", obstacle="Khó", value=5, unit="x")
    saved(office, report, text="Mới")
    told = copy_last(report=report, item=office.items["task"], past=past, seen_revision=1, by=office.clerk)
    assert (told.text, told.obstacle, told.value) == ("Mới", "Khó", None)


def test_two_clicks_begin_one_report(office):
    first, second = office.start(), start_report(request=office.asked, by=office.approver)
    assert (first.pk, Report.objects.count(), first.answers.count()) == (second.pk, 1, 3)


def test_a_part_has_only_the_answers_of_its_unit(office):
    part = start_report(request=office.asked, by=office.clerk, part="  Chi cục  Mẫu ")
    assert (part.part, part.answers.count()) == ("Chi cục Mẫu", 0)
    saved(office, part, text="Đã làm")
    assert part.answers.count() == 1


def test_a_stranger_begins_nothing(office):
    with pytest.raises(NotAllowed):
        start_report(request=office.asked, by=office.stranger)
    assert Report.objects.count() == 0


def test_presence_older_than_a_minute_means_nothing(office):
    from khcn.agency_reports.filling import present, touch

    report = office.start()
    touch(report, office.clerk, office.items["task"])
    touch(report, office.clerk, office.items["section"])
    assert [(one.name, one.item) for one in present(report, office.approver)] == [
        (office.clerk.name, office.items["section"])
    ]
    assert present(report, office.clerk) == []
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert present(report, office.approver) == []


def test_a_coordinator_writes_for_the_agency(office):
    report = start_report(request=office.asked, by=actor_for(seat("coordinator", office.agency)))
    assert saved(office, report, by=office.coordinator, text="Ghi hộ").text == "Ghi hộ"
