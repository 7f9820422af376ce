"""Letters of a cycle as Word files."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khcn.kernel.documents.models import Document
from khcn.outputs.official_documents.checking import check_document
from khcn.outputs.official_documents.templates import template_bytes
from tests.factories import AgencyFactory, seat
from tests.factories.reports import cycle as make_cycle
from tests.factories.reports import request_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(sign_in):
    above = AgencyFactory(name="Ủy ban nhân dân tỉnh Mẫu")
    own = AgencyFactory(name="Sở Thử nghiệm", short_name="STN", parent=above)
    return sign_in(seat("coordinator", own))


@pytest.fixture
def running():
    return make_cycle()


def address(running):
    return reverse("cycle_letters", kwargs={"code": running.code})


def words(response):
    assert response.status_code == 200
    return "\n".join(one.text for one in docx.Document(BytesIO(response.content)).paragraphs)


def test_request_tells_window_and_day_and_keeps_to_the_layout(coordinator, running, tmp_path):
    response = coordinator.post(address(running), {"loai": "yeu-cau-bao-cao"})
    told = words(response)
    first, after = running.first_day, running.internal_due_on + timedelta(days=1)
    assert f"từ ngày {first:%d/%m/%Y}" in told
    assert f"trước ngày {after:%d/%m/%Y}" in told
    path = tmp_path / "letter.docx"
    path.write_bytes(response.content)
    assert [one.code for one in check_document(path).deviations] == []


def test_reminder_names_who_has_not_sent(coordinator, running):
    late = AgencyFactory(name="Sở Chưa Gửi")
    request_for(late, running)
    answer = coordinator.post(address(running), {"loai": "don-doc"})
    assert answer.status_code == 422
    assert "công văn yêu cầu" in answer.text
    running.letter = Document.objects.create(kind="CV", symbol="12/STN-KH", issued_on=date(2026, 10, 1))
    running.save()
    assert "Sở Chưa Gửi" in words(coordinator.post(address(running), {"loai": "don-doc"}))


def test_changed_template_with_a_wrong_placeholder_is_named(coordinator, running):
    changed = docx.Document(BytesIO(template_bytes("yeu-cau-bao-cao")))
    changed.add_paragraph("{{ han_gui_nop }}")
    content = BytesIO()
    changed.save(content)
    sent = SimpleUploadedFile("mau.docx", content.getvalue())
    answer = coordinator.post(address(running), {"loai": "yeu-cau-bao-cao", "mau": sent})
    assert answer.status_code == 422
    assert "han_gui_nop" in answer.text


def test_shipped_template_can_be_taken_home(coordinator, running):
    assert "{{ han_gui" in words(coordinator.get(address(running) + "?mau-goc=don-doc"))


def test_agencies_write_no_letters(sign_in, running):
    assert sign_in(seat("reporter", AgencyFactory())).get(address(running)).status_code == 403


@pytest.mark.parametrize("junk", [b"", b"khong phai Word", b"PK\x03\x04hong"])
def test_file_that_is_no_word_template_is_refused_in_a_sentence(coordinator, running, junk):
    sent = SimpleUploadedFile("mau.docx", junk)
    answer = coordinator.post(address(running), {"loai": "yeu-cau-bao-cao", "mau": sent})
    assert answer.status_code == 422
