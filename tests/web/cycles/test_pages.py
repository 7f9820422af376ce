from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khcn.agency_reports.cycles.first_template import current_template
from khcn.agency_reports.models import Cycle, PartyMembers
from khcn.kernel.agencies.models import AgencyClass
from khcn.plan.models import ReportingDuty
from tests.factories import AgencyFactory, PartyFactory, TaskFactory, people_of, seat
from tests.factories.agencies import succeed
from tests.factories.plans import PlanFactory
from tests.factories.reports import cycle, report, request_for

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-10-05 09:00+07:00", tick=False):
        yield date(2026, 10, 5)


@pytest.fixture
def plan():
    made = PlanFactory(code="kh-mau", symbol="01/KH-UBND", from_year=2023, to_year=2030)
    told = {"plan": made, "clause": "VII.1", "short_title": "Báo cáo năm", "due_month": 12, "due_day": 5}
    ReportingDuty.objects.create(order=1, frequency="yearly", **told)
    review = {**told, "clause": "VI.1", "short_title": "Sơ kết", "due_month": 12, "due_day": 31}
    ReportingDuty.objects.create(order=2, frequency="once", year=2025, **review)
    return made


@pytest.fixture
def lead():
    return AgencyFactory(code="so-chu-tri", name="Sở Chủ trì")


@pytest.fixture
def task(plan, lead):
    made = TaskFactory(plan=plan, no="1", short_title="Việc một")
    PartyFactory(task=made, agency=lead)
    return made


@pytest.fixture
def related(task):
    kind = AgencyClass.objects.create(code="xa-phuong", name="Các xã, phường", kinds=["ubnd-xa"])
    return PartyFactory(
        task=task, role="coordinating", kind="class", agency=None, agency_class=kind, name="các xã, phường"
    )


@pytest.fixture
def coordinator(sign_in):
    return sign_in(seat("coordinator", AgencyFactory()))


@pytest.fixture
def open_round(plan):
    return cycle(2026, plan=plan, code="nam-2026")


def text_of(page):
    return page.content.decode()


def test_list_suggests_what_the_plan_asks_for_and_the_review_to_make_up_for(coordinator, plan):
    page = text_of(coordinator.get("/bao-cao/"))
    assert "Sơ kết thực hiện Kế hoạch 01/KH-UBND, 2023–2025" in page
    assert "Đã quá hạn, có thể làm bù" in page
    assert "?ke-hoach=kh-mau&amp;loai=mid_term&amp;nam=2025" in page


def test_list_shows_bars_though_nobody_has_started_and_suggests_nothing_to_agencies(
    sign_in, lead, open_round
):
    request_for(lead, open_round)
    page = text_of(sign_in(people_of(lead).clerk).get("/bao-cao/"))
    assert "0/1" in page
    assert "Kế hoạch yêu cầu, chưa có kỳ" not in page


def test_form_proposes_days_from_the_duty_and_says_where_they_come_from(coordinator, plan):
    page = coordinator.get("/bao-cao/moi/?loai=year&nam=2026")
    initial = page.context["form"].initial
    assert (initial["due_on"], initial["internal_due_on"]) == (date(2026, 12, 4), date(2026, 11, 19))
    assert "kế hoạch nêu ngày 05/12/2026, ngày cuối chắc chắn đúng hạn là 04/12/2026" in text_of(page)
    assert "số liệu tính đến" in text_of(page)


def test_nonsense_in_the_address_falls_back_to_this_year(coordinator, plan):
    page = coordinator.get("/bao-cao/moi/?loai=x&nam=abc&thang=99&ke-hoach=khong-co")
    assert page.context["form"].initial["title"] == "Báo cáo thực hiện Kế hoạch 01/KH-UBND năm 2026"


def test_review_of_the_past_is_prepared_as_back_fill(coordinator, plan, task):
    page = coordinator.get("/bao-cao/moi/?loai=mid_term&nam=2025")
    told = {
        name: page.context["form"].initial[name] for name in ("title", "first_day", "last_day", "calendar")
    }
    told |= {name: page.context["form"].initial[name] for name in ("due_on", "internal_due_on")}
    told |= {"template": current_template().pk, "backfill": "on"}
    done = coordinator.post("/bao-cao/moi/?loai=mid_term&nam=2025", told)
    assert done.url == "/bao-cao/so-ket-2025/chuan-bi/"
    made = Cycle.objects.get()
    assert (made.kind, made.year, made.backfill, made.duty.short_title) == ("mid_term", 2025, True, "Sơ kết")
    assert "kỳ làm bù, không tính chậm" in text_of(coordinator.get(done.url))


def test_refused_days_stay_in_the_form_with_the_reason_at_the_field(coordinator, plan):
    told = {
        "title": "Kỳ", "first_day": "2025-12-15", "last_day": "2026-12-14", "calendar": "administrative",
        "due_on": "2026-11-01", "internal_due_on": "2026-11-20", "template": current_template().pk,
    }  # fmt: skip
    page = coordinator.post("/bao-cao/moi/", told)
    assert page.status_code == 422
    assert "internal_due_on" in page.context["form"].errors
    assert 'value="2026-11-20"' in text_of(page)


def test_class_is_decided_by_whole_groups_once_and_remembered(coordinator, plan, related):
    communes = [AgencyFactory(code=f"xa-{n}", kind="ubnd-xa", name=f"UBND xã {n}") for n in range(3)]
    AgencyFactory(code="xa-cu", kind="ubnd-xa", valid_to=date(2025, 6, 30))
    round_ = cycle(2026, "preparing", plan=plan, code="nam-2026")
    assert "Các xã, phường" in text_of(coordinator.get("/bao-cao/nam-2026/chuan-bi/"))
    page = coordinator.get("/bao-cao/nam-2026/chuan-bi/nhom-xa-phuong/")
    assert page.context["form"].initial["kinds"] == ["ubnd-xa"]
    assert "Ủy ban nhân dân xã, phường (3)" in text_of(page)
    assert text_of(page).count("checked") == 2  # the place in the plan, the whole group
    told = {"parties": [related.pk], "kinds": ["ubnd-xa"], "note": ""}
    assert coordinator.post("/bao-cao/nam-2026/chuan-bi/nhom-xa-phuong/", told).status_code == 302
    kept = PartyMembers.objects.get(party=related).agencies
    assert sorted(kept.values_list("code", flat=True)) == sorted(one.code for one in communes)
    again = coordinator.get("/bao-cao/nam-2026/chuan-bi/nhom-xa-phuong/")
    assert sorted(again.context["form"].initial["agencies"]) == ["xa-0", "xa-1", "xa-2"]
    assert coordinator.post("/bao-cao/nam-2026/chuan-bi/").url == "/bao-cao/nam-2026/"
    assert round_.requests.count() == 4


def test_divided_agency_is_decided_once_for_all_its_places_with_its_heirs_ticked(
    coordinator, plan, task, lead
):
    heirs = [AgencyFactory(code=f"so-ke-thua-{n}") for n in range(2)]
    for heir in heirs:
        succeed(lead, heir, date(2025, 7, 1), "split")
    PartyFactory(task=TaskFactory(plan=plan, no="2"), agency=lead)
    cycle(2026, "preparing", plan=plan, code="nam-2026")
    page = coordinator.get("/bao-cao/nam-2026/chuan-bi/co-quan-so-chu-tri/")
    assert len(page.context["form"].initial["parties"]) == 2
    assert page.context["form"].initial["agencies"] == ["so-ke-thua-0", "so-ke-thua-1"]
    assert "Cơ quan báo cáo thay “Sở Chủ trì”" in text_of(page)


def test_opening_without_a_decision_keeps_what_was_typed(coordinator, plan, related):
    PartyFactory(task=related.task, role="coordinating", agency=None, name="Sở Không Rõ")
    cycle(2026, "preparing", plan=plan, code="nam-2026")
    page = coordinator.post("/bao-cao/nam-2026/chuan-bi/", {"bo-qua-nhom-xa-phuong": "Chờ phân công"})
    assert page.status_code == 422
    assert "Sở Không Rõ" in text_of(page)
    assert 'value="Chờ phân công"' in text_of(page)
    assert Cycle.objects.get().state == "preparing"


def test_agency_sees_its_own_part_first_and_no_buttons_of_the_department(sign_in, lead, open_round):
    request_for(lead, open_round, extended_to=date(2026, 11, 30), extension_reason="Mưa lũ")
    request_for(AgencyFactory(name="Sở Khác"), open_round)
    page = sign_in(people_of(lead).clerk).get("/bao-cao/nam-2026/")
    assert [row.request.agency for row in page.context["mine"]] == [lead]
    assert "Mưa lũ" in text_of(page)
    for word in ("Khóa nhận", "Gia hạn<", "/nhac/"):
        assert word not in text_of(page)


def test_tabs_filter_and_the_workbook_holds_the_same_rows(coordinator, open_round):
    sent, _waiting = (request_for(AgencyFactory(name=name), open_round) for name in ("Sở Gửi", "Sở Chưa"))
    report(sent, "sent")
    page = coordinator.get("/bao-cao/nam-2026/?trang-thai=chua-gui")
    assert [row.request.agency.name for row in page.context["page"].object_list] == ["Sở Chưa"]
    assert coordinator.get("/bao-cao/nam-2026/?dang=xlsx").status_code == 200
    assert coordinator.get("/bao-cao/nam-2026/?trang-thai=la").status_code == 200


def test_coordinator_extends_excuses_and_asks_again(coordinator, lead, open_round):
    asked = request_for(lead, open_round)
    address = "/bao-cao/nam-2026/{}/so-chu-tri/"
    assert coordinator.post(address.format("gia-han"), {"to": "2026-11-30", "reason": ""}).status_code == 422
    coordinator.post(address.format("gia-han"), {"to": "2026-11-30", "reason": "Mưa lũ"})
    coordinator.post(address.format("mien"), {"reason": "Mới thành lập"})
    asked.refresh_from_db()
    assert (asked.extended_to, asked.excused) == (date(2026, 11, 30), True)
    coordinator.post(address.format("yeu-cau-lai"))
    asked.refresh_from_db()
    assert asked.excused is False


def test_reminder_has_text_short_link_and_a_qr_without_style_or_script(coordinator, lead, open_round):
    asked = request_for(lead, open_round, token="abc123")
    page = text_of(coordinator.get("/bao-cao/nam-2026/nhac/so-chu-tri/"))
    assert "http://testserver/r/abc123/" in page
    picture = page[
        page.index("<svg", page.index("Mã QR</h2>")) : page.index("</svg>", page.index("Mã QR</h2>"))
    ]
    assert "<path" in picture
    assert "style" not in picture
    assert "script" not in picture
    coordinator.post("/bao-cao/nam-2026/nhac/so-chu-tri/")
    asked.refresh_from_db()
    assert asked.last_reminded_on == date(2026, 10, 5)


def test_short_link_leads_the_agency_to_its_report_and_tells_strangers_nothing(
    client, sign_in, lead, open_round
):
    request_for(lead, open_round, token="abc123")
    assert client.get("/r/abc123/").status_code in (302, 403)
    assert sign_in(seat("public")).get("/r/abc123/").status_code == 404
    clerk = sign_in(people_of(lead).clerk)
    assert clerk.get("/r/abc123/").url.startswith("/bao-cao/nam-2026/")
    assert clerk.get("/r/khong-co/").status_code == 404


def test_list_of_the_late_is_for_paper_and_puts_the_latest_first(coordinator, plan):
    late = cycle(2026, plan=plan, code="nam-2026", internal_due_on=date(2026, 9, 28))
    request_for(AgencyFactory(name="Sở Gia hạn"), late, extended_to=date(2026, 10, 1), extension_reason="Bão")
    request_for(AgencyFactory(name="Sở Chậm"), late)
    report(request_for(AgencyFactory(name="Sở Đã Gửi"), late), "sent")
    page = text_of(coordinator.get("/bao-cao/nam-2026/chua-gui/"))
    assert page.index("Sở Chậm") < page.index("Sở Gia hạn (đã gia hạn)")
    assert "Sở Đã Gửi" not in page
    assert "Đã gửi 1/3 đơn vị; quá hạn chưa gửi 2 đơn vị." in page


def test_closing_and_reopening_ask_for_a_post(coordinator, open_round):
    assert coordinator.get("/bao-cao/nam-2026/khoa/").status_code == 405
    coordinator.post("/bao-cao/nam-2026/khoa/")
    assert Cycle.objects.get().state == "closed"
    coordinator.post("/bao-cao/nam-2026/mo-lai/")
    assert Cycle.objects.get().state == "open"


@pytest.mark.parametrize(
    "path",
    [
        "moi/", "nam-2026/sua/", "nam-2026/chuan-bi/", "nam-2026/chuan-bi/nhom-x/", "nam-2026/gia-han/so-chu-tri/",
        "nam-2026/mien/so-chu-tri/", "nam-2026/nhac/so-chu-tri/", "nam-2026/hoi-them/",
    ],
)  # fmt: skip
def test_pages_of_the_department_are_closed_to_agencies(sign_in, lead, open_round, path):
    request_for(lead, open_round)
    assert sign_in(people_of(lead).approver).get(f"/bao-cao/{path}").status_code == 403


@pytest.mark.parametrize("path", ["", "nam-2026/", "nam-2026/chua-gui/"])
def test_the_public_sees_no_cycle(client, sign_in, open_round, path):
    assert client.get(f"/bao-cao/{path}").status_code in (302, 403)
    assert sign_in(seat("enterprise")).get(f"/bao-cao/{path}").status_code in (403, 404)


@pytest.mark.parametrize("role", ["coordinator", "reporter"])
def test_pages_ask_a_bounded_number_of_queries(sign_in, lead, plan, related, open_round, role):
    for number in range(30):
        report(request_for(AgencyFactory(code=f"dv-{number}", kind="ubnd-xa"), open_round), "sent")
    request_for(lead, open_round)
    cycle(2027, "preparing", plan=plan, code="nam-2027")
    current_template()  # made on first use
    browser = sign_in(seat(role, lead))
    paths = ["", "nam-2026/", "nam-2026/chua-gui/"]
    if role == "coordinator":
        paths += [
            "moi/",
            "nam-2027/chuan-bi/",
            "nam-2027/chuan-bi/nhom-xa-phuong/",
            "nam-2026/nhac/so-chu-tri/",
        ]
    for path in paths:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(f"/bao-cao/{path}").status_code == 200
        assert len(seen) <= MOST_QUERIES, "\n".join([path, *(one["sql"][-160:] for one in seen)])


def test_what_was_left_out_is_decided_and_asked_while_reports_come_in(coordinator, plan, related, lead):
    open_round = cycle(2026, plan=plan, code="nam-2026")
    request_for(lead, open_round)
    AgencyFactory(code="xa-1", kind="ubnd-xa", name="UBND xã 1")
    assert "Chưa có cơ quan nào cần hỏi thêm." in text_of(coordinator.get("/bao-cao/nam-2026/hoi-them/"))
    told = {"parties": [related.pk], "agencies": ["xa-1"]}
    done = coordinator.post("/bao-cao/nam-2026/chuan-bi/nhom-xa-phuong/", told)
    assert done.url == "/bao-cao/nam-2026/hoi-them/"
    assert "UBND xã 1" in text_of(coordinator.get(done.url))
    coordinator.post("/bao-cao/nam-2026/hoi-them/")
    assert sorted(open_round.requests.values_list("agency__code", flat=True)) == ["so-chu-tri", "xa-1"]
