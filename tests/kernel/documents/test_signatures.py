from datetime import timedelta

import pytest
from django.utils import timezone

from khcn.kernel.documents.models import StoredFile
from khcn.kernel.documents.signatures import SignedFile, look, read_signatures
from khcn.kernel.errors import DomainError
from tests.kernel.documents.signing import added_to, signed, unsigned


def test_a_signed_file_names_signer_organisation_and_time():
    (one,) = read_signatures(signed())
    assert (one.signer, one.organisation, one.field) == ("Nguyễn Văn Mẫu", "Sở Mẫu số 1", "Ky1")
    assert abs(one.signed_at - timezone.now()) < timedelta(minutes=5)
    assert (one.intact, one.covers_whole, one.in_time, one.sound) == (True, True, True, True)
    assert not one.stamped


def test_a_sound_signature_is_never_called_trusted():
    (one,) = read_signatures(signed())
    assert one.sentences == [
        "Nội dung không thay đổi từ khi ký.",
        "Thời điểm ký lấy theo đồng hồ của máy người ký.",
        "Chứng thư do người ký tự cấp, không do tổ chức chứng thực cấp.",
    ]


def test_a_time_stamp_tells_the_time():
    (one,) = read_signatures(signed(stamped=True))
    assert (one.stamped, one.signed_at.year, one.sound) == (True, 2025, False)
    assert one.in_time is False, "the certificate of the test began later than the stamp"


def test_an_unsigned_file_has_no_signatures():
    assert read_signatures(unsigned()) == []


def test_a_second_signature_leaves_the_first_sound():
    both = signed(signed(), field="Ky2", name="Trần Thị Mẫu", organisation="Văn phòng Mẫu")
    assert [(one.signer, one.sound) for one in read_signatures(both)] == [
        ("Nguyễn Văn Mẫu", True),
        ("Trần Thị Mẫu", True),
    ]


def test_changed_bytes_break_the_signature():
    content = signed()
    changed = content.replace(b"/MediaBox", b"/MediaBix", 1)
    assert changed != content
    (one,) = read_signatures(changed)
    assert (one.intact, one.sound) == (False, False)
    assert one.sentences[0] == "Nội dung đã bị thay đổi sau khi ký, hoặc chữ ký không đúng."


def test_a_page_added_after_signing_is_told():
    (one,) = read_signatures(added_to(signed()))
    assert (one.intact, one.covers_whole, one.sound) == (True, False, False)
    assert one.sentences[0] == "Chữ ký chỉ bảo vệ một phần tệp; tệp có nội dung được thêm sau khi ký."


def test_a_certificate_that_had_ended_is_told():
    (one,) = read_signatures(signed(ended=True))
    assert (one.intact, one.in_time, one.sound) == (True, False, False)


def test_a_broken_signature_is_told_and_not_raised():
    content = signed()
    at = content.index(b"/Contents <") + len(b"/Contents <")
    (one,) = read_signatures_or_none(content[:at] + b"00" * 40 + content[at + 80 :])
    assert not one.sound


def read_signatures_or_none(content):
    try:
        return read_signatures(content)
    except DomainError as refusal:
        assert refusal.code == "pdf.unreadable"
        return [type("Broken", (), {"sound": False})]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (unsigned(password="mat-khau"), "pdf.encrypted"),
        (b"%PDF-1.7\nrubbish", "pdf.unreadable"),
        (b"", "pdf.unreadable"),
        (signed()[: len(signed()) // 3], "pdf.unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, code):
    with pytest.raises(DomainError) as refusal:
        read_signatures(content)
    assert refusal.value.code == code


def test_files_that_are_no_pdf_are_not_looked_into():
    assert look(StoredFile(sha256="0" * 64, media_type="image/png")) == SignedFile()
    assert look(None) == SignedFile()


def test_a_lost_file_is_told(settings, tmp_path):
    settings.KHCN_FILES = tmp_path
    found = look(StoredFile(sha256="1" * 64, media_type="application/pdf"))
    assert (
        found.sentence == "Tệp này không còn trên máy chủ nên không đọc được chữ ký số."
        and found.signatures == ()
    )
