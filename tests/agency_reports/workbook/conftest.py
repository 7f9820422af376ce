import io
from types import SimpleNamespace

import pytest

from khcn.agency_reports.models import Answer
from khcn.agency_reports.workbook.domain import apply_workbook, judgement_of, receive_workbook
from tests.agency_reports.workbook.books import Book, written


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.KHCN_FILES = tmp_path


@pytest.fixture
def desk(office):
    """The office with its report begun and the workbook of it, and what one does with a file."""
    report = office.start()
    content = written(report)

    def send(book, name="bao-cao.xlsx", by=office.clerk, request=office.asked, part=""):
        told = book.bytes() if isinstance(book, Book) else book
        return receive_workbook(request=request, content=io.BytesIO(told), name=name, by=by, part=part)

    def judged(book):
        return {one.line.item.kind: one for one in judgement_of(send(book)).items}

    def take(upload, *items):
        return apply_workbook(upload, seen=seen(upload), by=office.clerk, take=[one.pk for one in items])

    def seen(upload):
        return {one.line.item.pk: one.revision for one in judgement_of(upload).items}

    def answer(kind):
        return Answer.objects.get(report=report, item=office.items[kind])

    return SimpleNamespace(
        **vars(office), report=report, content=content, book=lambda: Book(content), send=send, judged=judged, take=take,
        seen=seen, answer=answer,
    )  # fmt: skip
