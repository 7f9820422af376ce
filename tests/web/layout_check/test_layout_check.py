import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx.shared import Pt

from khcn.kernel.audit.models import Event
from tests.factories import AgencyFactory, people_of
from tests.outputs.official_documents.checking.samples import Sample, set_text

pytestmark = pytest.mark.django_db

URL = "/cong-cu/the-thuc/"


@pytest.fixture
def clerk(sign_in):
    return sign_in(people_of(AgencyFactory(name="Sở Thử nghiệm")).clerk)


def upload(client, path):
    return client.post(URL, {"file": SimpleUploadedFile(path.name, path.read_bytes())})


def test_the_address_is_the_one_people_are_told():
    assert reverse("layout_check") == URL


def test_who_is_not_signed_in_is_sent_to_signing_in(client):
    assert client.get(URL).status_code == 302


def test_the_page_names_its_rules_and_that_they_wait_for_confirmation(clerk):
    page = clerk.get(URL).content.decode()
    assert "Nghị định số 30/2020/NĐ-CP" in page
    assert "Cần xác nhận" in page


def test_deviations_are_shown_with_place_article_and_what_should_be(clerk, tmp_path):
    sample = Sample()
    sample["body"].runs[0].font.size = Pt(12)
    response = upload(clerk, sample.save(tmp_path))
    page = response.content.decode()
    assert response.status_code == 200
    assert [(row.label, row.found, row.expected) for row in response.context["rows"]] == [
        ("Sai", "12", "13–14")
    ]
    for words in (
        "Chưa đúng thể thức",
        "Thực hiện Kế hoạch của Ủy ban",
        "điểm e khoản 6 Mục II Phần I Phụ lục I",
    ):
        assert words in page


def test_a_conforming_document_is_praised_and_its_parts_are_shown(clerk, tmp_path):
    response = upload(clerk, Sample().save(tmp_path))
    assert response.context["verdict_label"] == "Đúng thể thức"
    assert ("Số, ký hiệu của văn bản", "Số: 05/BC-SKHCN") in response.context["recognised"]
    assert response.context["rows"] == []


def test_text_of_the_document_is_shown_as_text(clerk, tmp_path):
    sample = Sample()
    set_text(sample["body"], "<script>alert(1)</script> " * 8)
    sample["body"].runs[0].font.size = Pt(10)
    page = upload(clerk, sample.save(tmp_path)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    ("data", "words"), [(b"%PDF-1.7", "tài liệu PDF"), (b"", "Tệp rỗng"), (b"PK\x03\x04 x", "hỏng")]
)
def test_a_file_that_is_no_word_document_is_refused_at_the_form(clerk, data, words):
    response = clerk.post(URL, {"file": SimpleUploadedFile("van-ban.docx", data)})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_no_file_chosen_says_so(clerk):
    response = clerk.post(URL, {})
    assert (response.status_code, "Chưa chọn tệp" in response.content.decode()) == (422, True)


def test_a_file_over_the_limit_is_refused(clerk, tmp_path, settings):
    settings.KHCN_MAX_UPLOAD_MB = 0
    assert upload(clerk, Sample().save(tmp_path)).status_code == 422


def test_nothing_is_kept(clerk, tmp_path, settings, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    before = Event.objects.count()
    upload(clerk, Sample().save(tmp_path))
    files = Path(settings.KHCN_FILES)
    assert (list((tmp_path / "tmp").iterdir()), Event.objects.count()) == ([], before)
    assert not files.exists() or not any(files.rglob("*.docx"))


def test_the_page_asks_little_of_the_database(clerk, tmp_path, django_assert_max_num_queries):
    path = Sample().save(tmp_path)
    with django_assert_max_num_queries(12):
        upload(clerk, path)
