from decimal import Decimal

import pytest
from django.urls import reverse

from khcn.agency_reports.filling import save_answer, start_report
from khcn.agency_reports.handing_in import return_report, send_report
from khcn.agency_reports.models import Answer, Report
from tests.factories.indicators import indicator, observation
from tests.factories.people import seat
from tests.factories.plans import TaskFactory
from tests.factories.reports import cycle, report, request_for


def url(office, name="report_fill", **more):
    return reverse(name, kwargs={"code": office.cycle.code, "agency": office.agency.code, **more})


def item_url(office, kind="task"):
    return url(office, "report_item_save", pk=office.items[kind].pk)


@pytest.fixture
def clerk(office, sign_in):
    return sign_in(office.people.clerk)


def test_before_anybody_begins_the_page_says_what_is_asked(office, clerk):
    page = clerk.get(url(office)).content.decode()
    assert "Bắt đầu soạn báo cáo" in page and "3 mục phải trả lời" in page
    assert Report.objects.count() == 0


def test_a_click_begins_and_shows_every_item(office, clerk):
    response = clerk.post(url(office, "report_start"), follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == url(office)
    for words in (
        "Nhiệm vụ chủ trì",
        "Chỉ số do đơn vị",
        "Phần lời văn",
        "Nêu ba đến năm kết quả.",
        "0 trên 3 mục",
    ):
        assert words in page
    clerk.post(url(office, "report_start"))
    assert Report.objects.count() == 1


def test_a_stranger_finds_nothing_and_nobody_is_asked_to_sign_in(office, client, sign_in):
    assert "/tai-khoan/" in client.get(url(office)).headers["Location"]
    assert sign_in(office.people.stranger).get(url(office)).status_code == 404
    for name in ("report_start", "report_nothing", "report_check", "report_take_back"):
        assert client.post(url(office, name)).status_code == 404
    assert client.post(item_url(office), {"text": "x"}).status_code == 404


def test_who_left_yesterday_reads_why(office, sign_in):
    from datetime import timedelta

    from django.utils import timezone

    from khcn.kernel.accounts.models import Membership

    office.start()
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=office.people.clerk).update(valid_to=yesterday)
    seat("leader", office.agency, user=office.people.clerk)
    page = sign_in(office.people.clerk).get(url(office)).content.decode()
    assert f"đã kết thúc ngày {yesterday:%d/%m/%Y}" in page
    assert "Lưu mục này" not in page


def test_an_item_is_saved_without_script(office, clerk):
    office.start()
    told = {"ban": "0", "declared": "met", "text": "Đã làm", "value": "1.234,5", "unit": "hồ sơ",
            "money-0-origin": "science", "money-0-planned": "1.250.000", "money-1-origin": ""}  # fmt: skip
    response = clerk.post(item_url(office), told)
    assert response.headers["Location"] == f"{url(office)}#muc-{office.items['task'].pk}"
    answer = Answer.objects.get(item=office.items["task"])
    assert (answer.text, answer.value, answer.revision) == ("Đã làm", Decimal("1234.5"), 1)
    assert answer.money == [
        {"origin": "science", "planned": 1250000, "allocated": None, "disbursed": None, "settled": None}
    ]
    page = clerk.get(url(office)).content.decode()
    assert "1.250.000" in page and "1 trên 3 mục" in page


def test_script_gets_the_status_line_with_the_new_revision(office, clerk):
    office.start()
    response = clerk.post(item_url(office), {"ban": "0", "text": "Đã làm"}, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="ban" value="1"' in page and "Hãy chọn mức tự đánh giá" in page and "<form" not in page


def test_a_wrong_number_keeps_the_other_fields_and_what_was_typed(office, clerk):
    office.start()
    response = clerk.post(item_url(office), {"ban": "0", "text": "Đã làm", "value": "mười"})
    assert response.status_code == 422
    assert "“mười” không phải là số" in response.content.decode()
    answer = Answer.objects.get(item=office.items["task"])
    assert (answer.text, answer.value) == ("Đã làm", None)


@pytest.mark.parametrize("amount", ["1,5", "-3", "nhiều"])
def test_money_that_is_no_whole_sum_is_told(office, clerk, amount):
    office.start()
    told = {"ban": "0", "text": "Đã làm", "money-0-origin": "science", "money-0-planned": amount}
    response = clerk.post(item_url(office), told)
    assert response.status_code == 422
    assert Answer.objects.get(item=office.items["task"]).text == "Đã làm"
    assert f'value="{amount}"' in response.content.decode()


def test_two_people_see_both_texts_and_one_is_taken(office, clerk):
    report = office.start()
    item = office.items["task"]
    save_answer(
        report=report, item=item, values={"text": "Của người duyệt"}, seen_revision=0, by=office.approver
    )
    told = {"ban": "0", "text": "Của cán bộ"}
    response = clerk.post(item_url(office), told, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Của người duyệt" in page and "Của cán bộ" in page
    assert 'name="ban" value="0"' in page and 'name="thay-ban" value="1"' in page
    assert Answer.objects.get(item=item).text == "Của người duyệt"
    clerk.post(item_url(office), {**told, "thay-ban": "1"})
    assert Answer.objects.get(item=item).text == "Của cán bộ"


def test_one_click_says_that_nothing_happened(office, clerk):
    office.start()
    clerk.post(item_url(office, "section"), {"ban": "0", "khong-phat-sinh": "1"})
    assert Answer.objects.get(item=office.items["section"]).nothing is True
    clerk.post(url(office, "report_nothing"))
    assert sorted(Answer.objects.filter(nothing=True).values_list("item__kind", flat=True)) == [
        "section",
        "task",
    ]


def test_last_years_words_stand_beside_and_are_copied_by_one_click(office, clerk):
    last = cycle(office.cycle.year - 1, plan=office.cycle.plan)
    before = request_for(office.agency, last, tasks=[office.task])
    report(before, "accepted", answers={before.items.get(): {"text": "Lời năm ngoái", "declared": "late"}})
    office.cycle.previous = last
    office.cycle.save()
    office.start()
    assert "Lời năm ngoái" in clerk.get(url(office)).content.decode()
    response = clerk.post(
        item_url(office), {"ban": "0", "lay-nam-truoc": "1"}, headers={"HX-Request": "true"}
    )
    assert response.headers["HX-Retarget"] == f"#muc-{office.items['task'].pk}"
    answer = Answer.objects.get(report__request=office.asked, item=office.items["task"])
    assert (answer.text, answer.declared) == ("Lời năm ngoái", "")


def test_an_expired_session_is_told_to_script_and_not_swapped_in(office, client):
    office.start()
    response = client.post(item_url(office), {"text": "x"}, headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (401, b"")


def test_evidence_is_attached_and_shown(office, clerk):
    from django.core.files.uploadedfile import SimpleUploadedFile

    office.start()
    address = url(office, "report_evidence", pk=office.items["task"].pk)
    clerk.post(address, {"tep": SimpleUploadedFile("bien-ban.txt", b"Bien ban mau")})
    clerk.post(address, {"tep": SimpleUploadedFile("xau.exe", b"MZ\x00")})
    page = clerk.get(url(office)).content.decode()
    names = [str(one) for one in Answer.objects.get(item=office.items["task"]).attachments.all()]
    assert names == ["bien-ban.txt"]
    assert "bien-ban.txt" in page and "xau.exe" in page


def test_others_who_are_here_are_named_with_their_item(office, clerk):
    from khcn.agency_reports.filling import touch

    written = office.start()
    touch(written, office.approver, office.items["section"])
    told = {"muc": str(office.items["task"].pk)}
    page = clerk.post(url(office, "report_presence"), told).content.decode()
    assert f"{office.approver.name} đang mở mục “Kết quả nổi bật”." in page


def whole(office):
    written = office.start()
    said = {"task": {"declared": "met", "text": "Xong"}, "indicator": {"value": Decimal(5)},
            "section": {"text": "Lời"}}  # fmt: skip
    for kind, values in said.items():
        save_answer(report=written, item=office.items[kind], values=values, seen_revision=0, by=office.clerk)
    return written


def test_the_approver_sends_and_then_the_page_is_for_reading(office, sign_in):
    whole(office)
    browser = sign_in(office.people.approver)
    assert "Gửi báo cáo" in browser.get(url(office, "report_send")).content.decode()
    response = browser.post(url(office, "report_send"), follow=True)
    page = response.content.decode()
    assert Report.objects.get().state == "sent"
    assert "không sửa được nữa" in page and "Lưu mục này" not in page
    assert browser.post(url(office, "report_send")).status_code == 302
    assert browser.post(item_url(office), {"ban": "1", "text": "Lén"}).status_code == 409
    assert Answer.objects.get(item=office.items["task"]).text == "Xong"


def test_a_reporter_hands_to_the_approver_and_may_not_send(office, clerk):
    whole(office)
    assert clerk.post(url(office, "report_send")).status_code == 403
    clerk.post(url(office, "report_check"))
    assert Report.objects.get().state == "checking"
    clerk.post(url(office, "report_take_back"))
    assert Report.objects.get().state == "draft"


def test_an_incomplete_report_is_not_sent(office, sign_in):
    office.start()
    browser = sign_in(office.people.approver)
    response = browser.post(url(office, "report_send"))
    assert response.status_code == 422
    assert "Chưa gửi được" in response.content.decode()
    assert Report.objects.get().state == "draft"


def test_remarks_of_the_department_stand_at_their_item(office, clerk):
    sent = send_report(report=whole(office), by=office.approver)
    return_report(
        report=sent, note="Bổ sung số liệu.", remarks=[(office.items["task"], "text", "Ghi rõ địa bàn.")],
        by=office.coordinator,
    )  # fmt: skip
    page = clerk.get(url(office)).content.decode()
    assert "Bổ sung số liệu." in page and "Ghi rõ địa bàn." in page and "bản 2" in page
    old = clerk.get(url(office) + "?ban=1").content.decode()
    assert "Lưu mục này" not in old and "Bản này đã được trả lại" in old
    assert clerk.get(url(office) + "?ban=9").status_code == 404


def test_a_page_from_before_the_return_does_not_send_the_new_version(office, sign_in):
    whole(office)
    browser = sign_in(office.people.approver)
    browser.post(url(office, "report_send"), {"ban": "1"})
    return_report(report=Report.objects.get(), note="Bổ sung số liệu.", by=office.coordinator)
    response = browser.post(url(office, "report_send"), {"ban": "1"})
    assert response.status_code == 422 and "bản 2" in response.content.decode()
    assert list(Report.objects.order_by("version").values_list("state", flat=True)) == ["returned", "draft"]
    assert browser.post(url(office, "report_send"), {"ban": "2"}).status_code == 302


def test_a_part_is_written_and_sent_by_itself(office, sign_in):
    browser = sign_in(office.people.approver)
    response = browser.post(url(office, "report_start"), {"phan": "Chi cục Mẫu"})
    address = response.headers["Location"]
    assert "Chi cục Mẫu" in browser.get(address).content.decode()
    part = address.split("?")[1]
    browser.post(f"{item_url(office)}?{part}", {"ban": "0", "declared": "met", "text": "Phần của chi cục"})
    browser.post(f"{url(office, 'report_send')}?{part}")
    assert list(Report.objects.values_list("part", "state")) == [("Chi cục Mẫu", "sent")]


def test_the_page_costs_few_queries_however_many_items(office, clerk, django_assert_max_num_queries):
    tasks = TaskFactory.create_batch(12, plan=office.cycle.plan)
    several = [indicator(f"them-{number}") for number in range(8)]
    for one in several:
        observation(one, office.cycle.year - 1, 5)
    asked = request_for(office.agency, cycle(previous=cycle(2025)), tasks=tasks, indicators=several,
                        sections=["results", "next"])  # fmt: skip
    start_report(request=asked, by=office.clerk)
    address = reverse("report_fill", kwargs={"code": asked.cycle.code, "agency": office.agency.code})
    clerk.get(address)
    with django_assert_max_num_queries(17):
        page = clerk.get(address)
    assert len(page.content) < 300_000
