"""What the system works out is shown and taken out, but never typed or brought in."""

from io import BytesIO

import pytest

from khcn.kernel.register_io.domain import receive_file
from khcn.kernel.registers.checks import faults
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.export import headers, row_of, write_export
from khcn.kernel.registers.fieldpaths import may_read
from khcn.kernel.registers.rules import Level
from khcn.web.links import url_of
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample
from tests.kernel.register_io.files import workbook

pytestmark = pytest.mark.django_db
NAM, DOT = registers.get("doanh-nghiep-khcn-nam"), registers.get("dot-dieu-tra-rd")
WITH = [one for one in registers if one.computed]


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory())


@pytest.fixture
def year(coordinator):
    return sample(NAM, by=actor_for(coordinator), revenue=10_000, result_revenue=4_000)


def shown(page):
    return {one.label: one.text for part in page.context["sections"] for one in part["values"]}


def test_worked_out_values_stand_on_the_page_and_in_the_list(sign_in, coordinator, year):
    client = sign_in(coordinator)
    assert shown(client.get(url_of(year)))[NAM.label_of("ratio")] == "40%"
    listed = client.get(f"/so-dang-ky/{NAM.code}/").context["rows"][0].cells
    assert [cell.text for label, cell in listed if label == NAM.label_of("ratio")] == ["40%"]


def test_property_is_shown_and_exported_with_its_label(sign_in, coordinator):
    told = sample(DOT, by=actor_for(coordinator), population=50, responded=40)
    assert shown(sign_in(coordinator).get(url_of(told)))["Tỷ lệ trả lời (%)"] == "80"
    row = dict(zip(headers(DOT, Level.PUBLIC), row_of(DOT, told, Level.PUBLIC), strict=True))
    assert row["Tỷ lệ trả lời (%)"] == 80


@pytest.mark.parametrize("format", ["xlsx", "csv"])
@pytest.mark.parametrize("register", WITH, ids=lambda one: one.code)
def test_import_passes_over_what_the_system_works_out(coordinator, register, format):
    by = actor_for(coordinator)
    sample(register, by=by, full=True)
    target = BytesIO()
    write_export(register, register.model.objects.all(), target, level=Level.INTERNAL, format=format)
    target.seek(0)
    batch = receive_file(register, content=target, name=f"xuat.{format}", by=by)
    assert (batch.counts["unchanged"], batch.warnings) == (1, [])


def test_changed_worked_out_value_in_a_file_changes_nothing(coordinator, year):
    lines = [("Mã bản ghi", NAM.label_of("year"), NAM.label_of("ratio")), (f"#{year.pk}", year.year, 99)]
    batch = receive_file(NAM, content=workbook(*lines), name="tep.xlsx", by=actor_for(coordinator))
    assert batch.counts["unchanged"] == 1


def test_worked_out_value_is_public_only_when_named_so():
    told = {
        one.code: [name for name in one.computed if may_read(one, name, Level.PUBLIC)]
        for one in WITH
        if one.public
    }
    assert {code: names for code, names in told.items() if names} == {
        DOT.code: ["coverage"],
        "kinh-phi": ["origin_group"],
    }
    assert NAM.label_of("ratio") in headers(NAM, Level.SHARED)


def test_slips_in_a_declaration_are_told(monkeypatch):
    monkeypatch.setattr(type(DOT), "computed", ("khong_co", "automatic", "name"))
    monkeypatch.setattr(DOT, "properties", frozenset({"khong_co", "automatic"}), raising=False)
    told = " ".join(faults(DOT))
    assert "no field 'khong_co'" in told
    assert "'name' is in a section" in told


def test_properties_ask_the_database_for_nothing(coordinator, django_assert_num_queries):
    sample(DOT, by=actor_for(coordinator))
    with django_assert_num_queries(1):
        rows = list(with_companions(DOT, DOT.model.objects.all(), (*DOT.fields, *DOT.computed)))
        assert [row.coverage for row in rows]
