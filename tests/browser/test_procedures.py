"""The pages of rule sets in a browser, wide and narrow."""

import os

import pytest
from django.urls import reverse

from tests.factories import st_tasks as make
from tests.operations.st_tasks.packs import NEW, OLD, shipped

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [360, 1366])
def test_rule_sets_are_readable_wide_and_narrow(open_page, faults, width):
    officer = make.players().officer
    old, new = shipped(OLD), shipped(NEW)
    page = open_page(officer, width)
    addresses = {
        "list": reverse("procedure_list"), "old": reverse("procedure_detail", kwargs={"pk": old.pk}),
        "moves": reverse("procedure_detail", kwargs={"pk": old.pk}) + "?phan=chuyen-buoc",
        "councils": reverse("procedure_detail", kwargs={"pk": new.pk}) + "?phan=hoi-dong",
        "edit": reverse("procedure_edit", kwargs={"pk": new.pk}),
        "force": reverse("procedure_put_in_force", kwargs={"pk": new.pk}),
    }  # fmt: skip
    for name, address in addresses.items():
        page.goto(address)
        if folder := os.environ.get("KHCN_SHOTS"):
            page.screenshot(path=f"{folder}/procedures-{name}-{width}.png", full_page=True)
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
