"""What holds for every register alike: its template is read, its export comes back unchanged, rows come in."""

from io import BytesIO

import pytest
import xlsxwriter

from khcn.kernel.register_io.domain import apply_batch, receive_file
from khcn.kernel.register_io.template import write_template
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.export import write_export
from khcn.kernel.registers.rules import Level
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import row_for, sample

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize(
    "register", [one for one in registers if not one.readonly], ids=lambda one: one.code
)


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


def refusals(batch):
    return [(row.number, row.verdict, row.changes, row.errors) for row in batch.rows.all()]


@EVERY
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_export_comes_back_unchanged(coordinator, register, format):
    for n in (1, 2, 3):
        sample(register, n, by=coordinator, full=True)
    target = BytesIO()
    write_export(register, register.model.objects.all(), target, level=Level.INTERNAL, format=format)
    target.seek(0)
    batch = receive_file(register, content=target, name=f"xuat.{format}", by=coordinator)
    assert [row for row in refusals(batch) if row[1] != "unchanged"] == []
    assert batch.count("unchanged") >= 3


@EVERY
def test_what_the_form_takes_a_workbook_brings_in_once(coordinator, register):
    rows = [row_for(register, n, full=True, by=coordinator) for n in (1, 2)]
    names = [*rows[0]]

    def content():
        buffer = BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, [register.label_of(name) for name in names])
            for at, row in enumerate(rows, start=1):
                for column, name in enumerate(names):
                    sheet.write_string(at, column, row.get(name, ""))
        buffer.seek(0)
        return buffer

    before = register.model.objects.count()
    batch = receive_file(register, content=content(), name="tep.xlsx", by=coordinator)
    assert [row for row in refusals(batch) if row[1] == "refused"] == []
    apply_batch(batch, mode="all", by=coordinator)
    assert register.model.objects.count() - before == batch.count("new") > 0
    again = receive_file(register, content=content(), name="tep.xlsx", by=coordinator)
    assert [row for row in refusals(again) if row[1] != "unchanged"] == []


@EVERY
def test_template_is_a_table_of_its_register(coordinator, register):
    buffer = BytesIO()
    write_template(register, buffer)
    buffer.seek(0)
    batch = receive_file(register, content=buffer, name="mau.xlsx", by=coordinator)
    assert batch.message == "Tệp không có dòng dữ liệu nào dưới hàng tiêu đề."
