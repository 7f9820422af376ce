import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khcn.agency_reports.filling import save_answer
from khcn.agency_reports.models import Answer, Report
from khcn.agency_reports.workbook.models import WorkbookUpload
from tests.agency_reports.workbook.books import Book, written
from tests.factories.reports import cycle, days_ago, report, request_for


def url(desk, name, **more):
    return reverse(name, kwargs={"code": desk.cycle.code, "agency": desk.agency.code, **more})


def upload(client, desk, content, name="bao-cao.xlsx"):
    told = content.bytes() if isinstance(content, Book) else content
    return client.post(url(desk, "report_upload"), {"file": SimpleUploadedFile(name, told)})


def hidden(page):
    """What the form on the page would send back, the choices as they stand."""
    import re

    return dict(re.findall(r'<input type="hidden" name="(seen-\d+)" value="(\d+)"', page))


@pytest.fixture
def clerk(desk, sign_in):
    return sign_in(desk.people.clerk)


def test_the_whole_way_from_download_to_the_report(desk, clerk):
    page = clerk.get(url(desk, "report_workbook")).content.decode()
    assert url(desk, "report_workbook_file") in page and "Nạp và xem trước" in page
    file = clerk.get(url(desk, "report_workbook_file"))
    assert file.headers["Content-Disposition"].endswith(f'bao-cao-{desk.cycle.code}-{desk.agency.code}.xlsx"')
    book = Book(file.content).set(desk.items["task"], declared="Đạt", text="Xong", value="tám")
    book.set(desk.items["section"], text="Từ tệp")
    response = upload(clerk, desk, book)
    address = url(desk, "report_upload_detail", pk=WorkbookUpload.objects.get().pk)
    assert response.headers["Location"] == address
    page = clerk.get(address).content.decode()
    assert "Trang “Nhiệm vụ”, ô I5 (Kết quả bằng số): “tám” không phải là số." in page
    assert "Ghi 1 mục vào báo cáo" in page and "<ins>Từ tệp</ins>" in page
    back = clerk.post(url(desk, "report_upload_apply", pk=WorkbookUpload.objects.get().pk), hidden(page))
    assert back.headers["Location"] == address, "one item is still to be corrected"
    assert (desk.answer("section").text, desk.answer("task").text) == ("Từ tệp", "")
    marked = clerk.get(url(desk, "report_upload_marked", pk=WorkbookUpload.objects.get().pk))
    again = Book(marked.content).set(desk.items["task"], value=8, unit="ha")
    page = clerk.get(upload(clerk, desk, again).headers["Location"]).content.decode()
    done = clerk.post(
        url(desk, "report_upload_apply", pk=WorkbookUpload.objects.latest("pk").pk), hidden(page)
    )
    assert done.headers["Location"] == url(desk, "report_fill")
    assert (desk.answer("task").value, desk.answer("task").declared) == (8, "met")


def test_what_both_sides_changed_waits_for_a_choice(desk, clerk):
    save_answer(
        report=desk.report,
        item=desk.items["section"],
        values={"text": "Trên web"},
        seen_revision=0,
        by=desk.approver,
    )
    address = upload(clerk, desk, desk.book().set(desk.items["section"], text="Từ tệp")).headers["Location"]
    page = clerk.get(address).content.decode()
    assert "hai bên cùng sửa" in page and "Trên web" in page
    clerk.post(f"{address}ghi/", hidden(page))
    assert desk.answer("section").text == "Trên web"
    clerk.post(f"{address}ghi/", {**hidden(page), f"lay-{desk.items['section'].pk}": "tep"})
    assert desk.answer("section").text == "Từ tệp"


def test_what_moved_on_after_the_look_is_shown_again(desk, clerk):
    address = upload(clerk, desk, desk.book().set(desk.items["section"], text="Từ tệp")).headers["Location"]
    page = clerk.get(address).content.decode()
    save_answer(
        report=desk.report,
        item=desk.items["section"],
        values={"text": "Vừa ghi"},
        seen_revision=0,
        by=desk.approver,
    )
    response = clerk.post(f"{address}ghi/", hidden(page), follow=True)
    assert "Có mục vừa được sửa trên trang web sau khi bạn xem." in response.content.decode()
    assert desk.answer("section").text == "Vừa ghi"


def test_a_refused_file_is_told_above_the_form_and_kept_nowhere(desk, clerk):
    other = request_for(desk.agency, cycle(2025, title="Báo cáo năm 2025"), sections=["results"])
    response = upload(clerk, desk, written(report(other)))
    assert response.status_code == 422
    assert "Tệp này của kỳ “Báo cáo năm 2025”" in response.content.decode()
    assert WorkbookUpload.objects.count() == 0


def test_without_a_file_the_form_says_so(desk, clerk):
    response = clerk.post(url(desk, "report_upload"), {})
    assert (response.status_code, "Chưa chọn tệp." in response.content.decode()) == (422, True)
    assert clerk.get(url(desk, "report_upload")).headers["Location"] == url(desk, "report_workbook")


def test_the_button_begins_a_report_that_nobody_began(desk, clerk):
    asked = request_for(
        desk.agency, cycle(2027, due_on=days_ago(-20), internal_due_on=days_ago(-10)), sections=["results"]
    )
    where = {"code": asked.cycle.code, "agency": desk.agency.code}
    file = reverse("report_workbook_file", kwargs=where)
    assert clerk.get(file).headers["Location"] == reverse("report_workbook", kwargs=where)
    assert (
        "Bắt đầu báo cáo và tải tệp Excel"
        in clerk.get(reverse("report_workbook", kwargs=where)).content.decode()
    )
    assert clerk.post(file).content[:2] == b"PK"
    assert Report.objects.get(request=asked).answers.count() == 1


def test_a_locked_report_is_read_but_not_written(desk, clerk):
    address = upload(clerk, desk, desk.book().set(desk.items["section"], text="Từ tệp")).headers["Location"]
    page = clerk.get(address).content.decode()
    Report.objects.filter(pk=desk.report.pk).update(state="checking")
    assert "Nạp và xem trước" not in clerk.get(url(desk, "report_workbook")).content.decode()
    locked = clerk.get(address).content.decode()
    assert "Báo cáo đang chờ người duyệt của đơn vị." in locked and "Ghi 1 mục" not in locked
    assert clerk.post(f"{address}ghi/", hidden(page)).status_code in (403, 409, 422, 400)
    assert Answer.objects.get(report=desk.report, item=desk.items["section"]).text == ""


def test_strangers_find_nothing(desk, client, sign_in):
    one = desk.send(desk.content)
    names = {"report_workbook": {}, "report_workbook_file": {}, "report_upload_detail": {"pk": one.pk},
             "report_upload_marked": {"pk": one.pk}, "report_papers": {}}  # fmt: skip
    assert all(
        "/tai-khoan/" in client.get(url(desk, name, **more)).headers["Location"]
        for name, more in names.items()
    )
    sign_in(desk.people.stranger)
    assert {client.get(url(desk, name, **more)).status_code for name, more in names.items()} == {404}
    assert client.post(url(desk, "report_upload_apply", pk=one.pk)).status_code == 404


def test_the_upload_of_another_request_is_not_found(desk, clerk):
    other = request_for(desk.agency, cycle(2025), sections=["results"])
    one = WorkbookUpload.objects.create(
        report=report(other), file=desk.send(desk.content).file, file_name="a.xlsx"
    )
    assert clerk.get(url(desk, "report_upload_detail", pk=one.pk)).status_code == 404


def test_pages_take_few_queries(desk, clerk, django_assert_max_num_queries):
    address = upload(clerk, desk, desk.book().set(desk.items["task"], text="Xong")).headers["Location"]
    for page in (address, url(desk, "report_workbook"), url(desk, "report_papers")):
        clerk.get(page)
        with django_assert_max_num_queries(15):
            clerk.get(page)
