"""A forecast from its button to readers outside: ordered, made by a worker, accepted by a person, shown."""

from datetime import date

import pytest

from khcn.indicators.models import StoredForecast
from tests.browser.conftest import AXE
from tests.factories import AgencyFactory, seat
from tests.factories.indicators import indicator, observation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/chi-so/ty-trong-mau/"


@pytest.fixture
def one(db):
    made = indicator("ty-trong-mau", name="Tỷ trọng mẫu", visibility="public", kind="share", unit="%")
    last = date.today().year - 1
    for year in range(last - 11, last + 1):
        observation(made, year, 20 + (year - last) * 0.5, "published")
    return made


def sound(page):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.evaluate(AXE)
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa']}).then(told => told.violations.map(one => one.id + ' ' + one.nodes[0].html.slice(0, 120)))")  # fmt: skip
    return wide, found


@pytest.mark.parametrize("width", [360, 1366])
def test_forecast_is_ordered_made_accepted_and_then_shown_outside(open_page, one, width, tmp_path):
    outside = open_page(width=width)
    outside.goto(PAGE)
    assert "Dự báo" not in outside.locator("main").inner_text()

    page = open_page(seat("coordinator", AgencyFactory()), width)
    page.goto(PAGE)
    page.get_by_role("button", name="Tính dự báo").click()
    page.goto(PAGE)
    made = StoredForecast.objects.get()
    assert (made.state, bool(made.points)) == ("computed", True)
    assert sound(page) == (0, [])
    page.screenshot(path=tmp_path / f"forecast-{width}.png", full_page=True)
    outside.reload()
    assert "Dự báo" not in outside.locator("main").inner_text()

    page.get_by_text("Chấp nhận dự báo này").click()
    page.get_by_role("button", name="Chấp nhận dự báo").click()
    page.get_by_role("dialog").get_by_role("button", name="Chấp nhận", exact=True).click()
    page.get_by_text("Đã chấp nhận dự báo").wait_for()
    made.refresh_from_db()
    assert made.state == "accepted"
    outside.reload()
    outside.get_by_text("dự báo").first.wait_for()
    told = outside.locator("main").inner_text()
    assert str(made.points[-1][0]) in told
    assert sound(outside) == (0, [])
    outside.screenshot(path=tmp_path / f"outside-{width}.png", full_page=True)
