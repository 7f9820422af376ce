"""The page of the layout check: a file is chosen, measured and told, readable for everybody."""

import pytest
from docx.shared import Mm, Pt

from tests.factories import AgencyFactory, people_of
from tests.outputs.official_documents.checking.samples import Sample, set_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1366])
def test_a_typed_document_is_measured_on_the_page(open_page, faults, tmp_path, width):
    sample = Sample()
    sample.file.sections[0].left_margin = Mm(25)
    sample["body"].runs[0].font.size = Pt(12)
    set_text(sample["number"], "Số: 5/BC-SKHCN")
    page = open_page(people_of(AgencyFactory(name="Sở Thử nghiệm")).clerk, width)
    page.goto("/cong-cu/the-thuc/")
    page.set_input_files("input[type=file]", sample.save(tmp_path))
    page.get_by_role("button", name="Kiểm tra").click()
    assert page.locator("tbody tr").count() == 3
    assert "Lề trái là 25 mm" in page.locator("table").inner_text()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
