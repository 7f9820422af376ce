"""Exports: typed cells, nothing that may not be read, nothing that runs as a formula."""

import csv
import json
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record
from khcn.kernel.registers.export import headers, write_export
from khcn.kernel.registers.rules import Level
from khcn.registers.directory.models import Organisation, Person
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db
TO_CHUC = registers.get("to-chuc")
CHUYEN_GIA = registers.get("chuyen-gia")


@pytest.fixture
def tea():
    coordinator = actor_for(seat("coordinator", AgencyFactory()))
    values = {
        "name": "=Hợp tác xã Chè Mẫu", "kind": "cooperative", "valid_from": date(2020, 5, 1), "employees": 1234,
        "autonomy_share": 12.5, "phone": "+84 000 000 000", "leader": "Người Mẫu số 1",
    }  # fmt: skip
    return add_record(TO_CHUC, by=coordinator, values=values)


def exported(format, level=Level.INTERNAL, register=TO_CHUC):
    target = BytesIO()
    write_export(register, register.model.objects.all(), target, level=level, format=format)
    return target.getvalue()


def test_workbook_holds_real_dates_and_numbers_and_names_each_record(tea):
    sheet = load_workbook(BytesIO(exported("xlsx"))).active
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    told = dict(zip(head, row, strict=True))
    assert (told["Mã bản ghi"], told["Ngày thành lập"], told["Số lao động"]) == (
        f"#{tea.pk}", datetime(2020, 5, 1), 1234,
    )  # fmt: skip
    assert (told["Loại hình"], told["Trạng thái"]) == ("Hợp tác xã, liên hiệp hợp tác xã", "Đang hiệu lực")


def test_workbook_has_no_formula(tea):
    sheet = load_workbook(BytesIO(exported("xlsx"))).active
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n", "d"}


def test_csv_disarms_texts_that_a_spreadsheet_would_run(tea):
    head, row = csv.reader(StringIO(exported("csv").decode("utf-8-sig")))
    told = dict(zip(head, row, strict=True))
    assert (told["Tên"], told["Điện thoại"]) == ("'=Hợp tác xã Chè Mẫu", "'+84 000 000 000")
    assert (told["Ngày thành lập"], told["Tỷ lệ tự bảo đảm chi thường xuyên"]) == ("01/05/2020", "12,5")


def test_json_keeps_codes_and_iso_dates(tea):
    told = json.loads(exported("json"))
    (record,) = told["records"]
    assert (record["id"], record["kind"], record["valid_from"], record["state"]) == (
        tea.pk, "cooperative", "2020-05-01", "active",
    )  # fmt: skip


def test_nothing_but_public_fields_leaves_for_the_public(tea):
    assert "leader" in json.loads(exported("json"))["records"][0]
    assert set(json.loads(exported("json", Level.PUBLIC))["records"][0]) == {
        "id", "state", "state_name", *TO_CHUC.public,
    }  # fmt: skip
    assert "Người đứng đầu" not in headers(TO_CHUC, Level.PUBLIC)


def test_name_without_consent_is_masked_for_the_public_alone():
    Person.objects.create(name="Chuyên gia Mẫu số 1", state="active")
    assert "Chuyên gia Mẫu số 1" in exported("csv", Level.INTERNAL, CHUYEN_GIA).decode()
    assert "Chuyên gia Mẫu số 1" not in exported("csv", Level.PUBLIC, CHUYEN_GIA).decode()


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
def test_empty_register_gives_a_file_with_its_head(format):
    assert Organisation.objects.count() == 0
    assert exported(format)


def test_queries_do_not_grow_with_rows(tea, django_assert_max_num_queries):
    for number in range(30):
        Organisation.objects.create(
            name=f"Công ty Mẫu số {number}", kind="enterprise", state="active", predecessor=tea
        )
    with django_assert_max_num_queries(4):
        exported("csv")
