import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from khcn.web.ui.files import EvidenceField
from tests.kernel.documents import samples

MB = 1024 * 1024


def received(*files: SimpleUploadedFile):
    return RequestFactory().post("/", {"files": list(files)}).FILES.getlist("files")


@pytest.fixture(autouse=True)
def one_megabyte(settings):
    settings.KHCN_MAX_UPLOAD_MB = 1


def test_what_comes_after_the_limit_is_not_written_to_disk():
    (file,) = received(SimpleUploadedFile("lớn.txt", b"a" * (6 * MB)))
    assert MB < file.size < 1.2 * MB


def test_form_still_says_that_the_file_is_too_large():
    files = received(SimpleUploadedFile("lớn.txt", b"a" * (6 * MB)))
    with pytest.raises(Exception, match="lớn hơn 1 MB"):
        EvidenceField().clean(files)


def test_other_files_of_the_form_arrive_whole():
    large, small = received(
        SimpleUploadedFile("lớn.txt", b"a" * (4 * MB)), SimpleUploadedFile("a.pdf", samples.pdf())
    )
    assert large.size > MB
    assert EvidenceField().clean([small]) == [small]
    assert small.read() == samples.pdf()


def test_file_of_exactly_the_limit_is_whole():
    (file,) = received(SimpleUploadedFile("vừa.txt", b"a" * MB))
    assert file.size == MB and EvidenceField().clean([file]) == [file]
