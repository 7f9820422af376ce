"""PDF through LibreOffice, or a sentence that says what to do instead."""

import shutil
from io import BytesIO

import pypdf
import pytest

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents import pdf
from khcn.outputs.official_documents.build import build

from .samples import annex, report


def test_without_libreoffice_the_person_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert not pdf.pdf_available()
    with pytest.raises(DomainError) as refused:
        pdf.to_pdf(b"")
    assert refused.value.code == "pdf_needs_converter"


@pytest.mark.slow
@pytest.mark.skipif(not pdf.pdf_available(), reason="LibreOffice is not installed")
def test_pdf_has_the_pages_of_the_document_and_numbers_each_part_anew():
    made = pypdf.PdfReader(BytesIO(pdf.to_pdf(build(report(annexes=(annex(landscape=True),))))))
    first, second = made.pages
    assert "BÁO CÁO" in first.extract_text()
    assert round(float(first.mediabox.width)) == 595
    assert round(float(second.mediabox.width)) == 842


@pytest.mark.slow
@pytest.mark.skipif(not pdf.pdf_available(), reason="LibreOffice is not installed")
def test_conversion_that_takes_too_long_is_ended():
    with pytest.raises(DomainError) as refused:
        pdf.to_pdf(build(report()), seconds=0)
    assert refused.value.code == "pdf_failed"
