"""Pages of a task under contract at the width of a phone and of a desk: nothing runs over, nothing that axe finds."""

import os

import pytest
from django.urls import reverse

from tests.browser.test_forecast import sound
from tests.factories import st_tasks as make
from tests.web.task_money.test_pages import PAGES, full_task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORMS = ("task_instalments", "task_contract_edit", "task_money_lines")


@pytest.mark.parametrize("width", [360, 1366])
def test_pages_of_contract_money_and_running_fit_and_are_sound(open_page, width):
    people = make.players()
    task = full_task(people)
    page = open_page(people.officer, width)
    shown = [reverse(name, kwargs={"pk": task.pk}) for name in (*PAGES, *FORMS)]
    task_page = reverse("st_task_detail", kwargs={"pk": task.pk})
    shown += [reverse("st_task_due"), f"{task_page}?phan=kinh-phi", f"{task_page}?phan=thuc-hien"]
    for number, address in enumerate(shown):
        page.goto(address)
        assert sound(page) == (0, []), address
        if folder := os.environ.get("KHCN_SHOTS"):
            page.screenshot(path=f"{folder}/{width}-{number}.png", full_page=True)
