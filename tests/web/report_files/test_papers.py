import io

from django.urls import reverse

from khcn.kernel.documents.domain import attach_upload
from tests.kernel.documents.signing import signed, unsigned


def url(desk):
    return reverse("report_papers", kwargs={"code": desk.cycle.code, "agency": desk.agency.code})


def paper(desk, content, name="ban-ky.pdf"):
    return attach_upload(record=desk.report, content=io.BytesIO(content), name=name, by=desk.clerk)


def test_the_signed_paper_tells_who_signed_it(desk, sign_in):
    paper(desk, signed())
    page = sign_in(desk.people.approver).get(url(desk)).content.decode()
    for words in (
        "ban-ky.pdf",
        "Nguyễn Văn Mẫu",
        "Sở Mẫu số 1",
        "Nội dung không thay đổi từ khi ký.",
        "tự cấp",
    ):
        assert words in page


def test_papers_without_signatures_and_closed_ones_say_so(desk, sign_in):
    paper(desk, unsigned(), "ban-chup.pdf")
    paper(desk, unsigned(password="mat-khau"), "khoa.pdf")
    page = sign_in(desk.people.clerk).get(url(desk)).content.decode()
    assert "Tệp không có chữ ký số." in page and "Tệp PDF có đặt mật khẩu" in page


def test_without_papers_the_page_says_so(desk, sign_in):
    assert "Chưa có bản ký nào được đính kèm." in sign_in(desk.people.clerk).get(url(desk)).content.decode()
