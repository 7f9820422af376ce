"""A file of figures from the upload to the drafts, by its pages."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from khcn.indicators.importing import domain
from khcn.indicators.importing.models import FigureImport
from khcn.indicators.models import Observation
from khcn.kernel.jobs.domain import run_job
from khcn.kernel.jobs.models import Job
from tests.factories import AgencyFactory, people_of, seat
from tests.factories.indicators import indicator, observation
from tests.indicators.importing.files import HEADER, workbook

pytestmark = pytest.mark.django_db
PAGE = "/chi-so/nhap-so-lieu/"


@pytest.fixture
def owner():
    return AgencyFactory()


@pytest.fixture
def growth(owner):
    return indicator("tang-truong", name="Tăng trưởng mẫu", owner=owner)


@pytest.fixture
def browser(sign_in, owner):
    return sign_in(people_of(owner).clerk)


def upload(browser, *lines, source="Niên giám mẫu", **more):
    content = workbook(HEADER, *lines).getvalue()
    told = {
        "file": SimpleUploadedFile("tep.xlsx", content),
        "source_note": source,
        "vintage": "final",
        **more,
    }
    return browser.post(PAGE, told)


def opened(browser, *lines):
    response = upload(browser, *lines)
    assert response.status_code == 302, response.content.decode()
    return browser.get(response.url)


def test_template_lists_the_indicators_of_the_person_and_comes_back_filled(browser, growth):
    indicator("cua-nguoi-khac")
    indicator("may-dem", owner=growth.owner, fact="organisations.science")
    book = load_workbook(BytesIO(browser.get(f"{PAGE}mau.xlsx").content))
    sheet = book["Dữ liệu"]
    assert [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)] == ["tang-truong"]
    sheet.cell(2, 6).value = 8.5
    buffer = BytesIO()
    book.save(buffer)
    told = {
        "file": SimpleUploadedFile("m.xlsx", buffer.getvalue()),
        "source_note": "Niên giám",
        "vintage": "final",
    }
    page = browser.get(browser.post(PAGE, told).url).content.decode()
    assert "Ghi 1 số mới và 0 số đính chính" in page
    assert FigureImport.objects.get().counts["new"] == 1


def test_walk_from_the_upload_to_the_drafts(browser, growth):
    page = opened(browser, ("tang-truong", 2023, None, "8,5"), ("tang-truong", 2022, None, "sai"))
    body = page.content.decode()
    assert "“sai” không phải là số" in body
    assert "Cột “Giá trị”" in body
    pk = FigureImport.objects.get().pk
    browser.post(f"{PAGE}{pk}/ghi/", {"mode": "all"})
    assert not Observation.objects.exists()
    response = browser.post(f"{PAGE}{pk}/ghi/", {"mode": "good"}, follow=True)
    assert "Đã ghi: 1 số mới, 0 đính chính." in response.content.decode()
    row = Observation.objects.get()
    assert (str(row.value.normalize()), row.state, row.origin) == ("8.5", "draft", "import")
    done = browser.get(f"{PAGE}{pk}/?loai=new").content.decode()
    assert f"/chi-so/tang-truong/so-lieu/{row.pk}/" in done


def test_refused_rows_come_as_a_workbook_and_go_in_again(browser, growth):
    opened(
        browser,
        ("tang-truong", 2023, None, "8,5"),
        ("tang-truong", 2022, None, "sai"),
        ("khong-co", 2021, None, 1),
    )
    pk = FigureImport.objects.get().pk
    book = load_workbook(BytesIO(browser.get(f"{PAGE}{pk}/dong-loi.xlsx").content))
    sheet = book.active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows[1:]] == ["tang-truong", "khong-co"]
    assert rows[0][-1] == "Lỗi"
    assert rows[1][-1].startswith("Giá trị: “sai” không phải là số")
    sheet.cell(2, 4).value = 7
    buffer = BytesIO()
    book.save(buffer)
    told = {
        "file": SimpleUploadedFile("m.xlsx", buffer.getvalue()),
        "source_note": "Niên giám",
        "vintage": "final",
    }
    browser.post(PAGE, told)
    again = FigureImport.objects.first()
    assert (again.counts["new"], again.counts["refused"], again.warnings) == (1, 1, [])


def test_correction_shows_before_and_after_and_asks_for_the_reason(browser, growth):
    observation(growth, 2023, 5)
    body = opened(browser, ("tang-truong", 2023, None, 6)).content.decode()
    assert "<del>5</del> → <ins>6</ins>" in body
    assert 'name="reason"' in body
    pk = FigureImport.objects.get().pk
    told = browser.post(f"{PAGE}{pk}/ghi/", {"mode": "all"}, follow=True).content.decode()
    assert "Hãy ghi lý do đính chính." in told
    browser.post(f"{PAGE}{pk}/ghi/", {"mode": "all", "reason": "Niên giám sửa"})
    assert Observation.objects.get(current=True).reason == "Niên giám sửa"


def test_confirming_is_offered_to_those_who_may(sign_in, owner, growth):
    browser = sign_in(people_of(owner).approver)
    body = opened(browser, ("tang-truong", 2023, None, 6)).content.decode()
    assert 'name="confirm"' in body
    browser.post(f"{PAGE}{FigureImport.objects.get().pk}/ghi/", {"mode": "all", "confirm": "on"})
    assert Observation.objects.get().state == "confirmed"


def test_file_without_source_is_asked_for_it(browser, growth):
    response = upload(browser, ("tang-truong", 2023, None, 6), source=" ")
    assert response.status_code == 422
    assert "Hãy ghi nguồn của số liệu" in response.content.decode()
    assert not FigureImport.objects.exists()


def test_a_picture_is_no_table(browser, growth):
    told = {
        "file": SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n"),
        "source_note": "x",
        "vintage": "final",
    }
    response = browser.post(PAGE, told)
    assert response.status_code == 422
    assert "Các loại nhận" in response.content.decode()


def test_others_do_not_see_the_file_and_leaders_cannot_bring_in(browser, growth, sign_in, owner, client):
    opened(browser, ("tang-truong", 2023, None, 6))
    pk = FigureImport.objects.get().pk
    assert sign_in(people_of(AgencyFactory()).clerk).get(f"{PAGE}{pk}/").status_code == 404
    assert sign_in(seat("leader", owner)).get(PAGE).status_code == 403
    assert sign_in(seat("coordinator", AgencyFactory())).get(f"{PAGE}{pk}/").status_code == 200


def test_many_figures_are_written_by_the_worker(
    browser, growth, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(domain, "AT_ONCE", 1)
    opened(browser, ("tang-truong", 2023, None, 6), ("tang-truong", 2022, None, 6))
    pk = FigureImport.objects.get().pk
    page = browser.post(f"{PAGE}{pk}/ghi/", {"mode": "all"}, follow=True).content.decode()
    assert "công việc vẫn chạy tiếp" in page
    run_job.call(str(Job.objects.get().pk))
    assert (FigureImport.objects.get().state, Observation.objects.count()) == ("done", 2)


def test_given_up_file_is_gone(browser, growth):
    opened(browser, ("tang-truong", 2023, None, 6))
    pk = FigureImport.objects.get().pk
    browser.post(f"{PAGE}{pk}/bo/")
    assert FigureImport.objects.get().state == "discarded"
    assert browser.get(f"{PAGE}{pk}/").status_code == 200


def test_page_of_the_preview_needs_few_queries(browser, growth, django_assert_max_num_queries):
    opened(browser, *[("tang-truong", year, None, year) for year in range(1990, 2024)])
    pk = FigureImport.objects.get().pk
    with django_assert_max_num_queries(14):
        browser.get(f"{PAGE}{pk}/")
