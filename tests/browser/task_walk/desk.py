"""The people of a walk, the day it is, and how they open pages, fill boxes and take steps."""

import os
from collections.abc import Iterable
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from khcn.kernel.access import Actor
from khcn.operations.st_tasks.models import StTask
from tests.factories import st_tasks as make
from tests.factories.agencies import AgencyFactory
from tests.factories.people import UserFactory, actor_for, seat

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Desk:
    """Six people, each with a browser of their own; the member of councils reads on a phone."""

    def __init__(self, open_page: Any, live_server: Any, folder: Path) -> None:
        self._open, self._server, self._pages, self._signed = open_page, live_server, {}, {}
        self._clock: Any = None
        self._stepped = ""
        self.number = count()
        self.scan = folder / "ban-ky.pdf"
        self.scan.write_bytes(PDF)
        department = AgencyFactory(name="Sở Khoa học và Công nghệ", short_name="Sở KH&CN")
        self.people = {
            "proposer": UserFactory(full_name="Người Đề Xuất Mẫu"),
            "officer": seat("coordinator", department),
            "leader": seat("leader", department),
            "member": UserFactory(full_name="Ủy Viên Mẫu", username="uy-vien-mau"),
            "secretary": UserFactory(full_name="Thư Ký Mẫu", username="thu-ky-mau"),
            "host": UserFactory(full_name="Người Chủ Trì Mẫu"),
        }
        self.organisation = make.organisation("Công ty Mẫu số 1", tax_code="4600000001")
        self.task: StTask

    # --- time and people

    def day(self, day: str, hour: int = 9) -> None:
        """From now on it is this day; everybody signs in anew."""
        self.leave()
        moment = datetime.combine(
            date.fromisoformat(day), datetime.min.time(), timezone.get_default_timezone()
        )
        self._clock = time_machine.travel(moment.replace(hour=hour), tick=True)
        self._clock.start()
        self._signed = {}

    def leave(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name])

    def __call__(self, name: str) -> Any:
        """The browser of a person, signed in."""
        if name not in self._pages:
            self._pages[name] = self._open(width=360 if name in ("member", "host") else 1366)
            self._pages[name].set_default_timeout(6_000)
        if name not in self._signed:
            client = Client()
            client.force_login(self.people[name])
            cookie = {
                "name": "sessionid",
                "value": client.cookies["sessionid"].value,
                "url": self._server.url,
            }
            self._pages[name].context.add_cookies([cookie])
            self._signed[name] = True
        return self._pages[name]

    @property
    def today(self) -> date:
        return timezone.localdate()

    # --- pages

    def visit(self, who: str, name: str, /, *, query: str = "", **where: Any) -> Any:
        """Open a page, see that it answers and fits the screen."""
        page = self(who)
        told = page.goto(reverse(name, kwargs=where or None) + query)
        assert told.status == 200, (name, told.status)
        self.look(page, f"{who}-{name}")
        return page

    def look(self, page: Any, name: str) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if folder := os.environ.get("KHCN_SHOTS"):
            page.screenshot(path=f"{folder}/{next(self.number):03}-{name}.png", full_page=True)
        assert wide == 0, (name, page.url)

    def fill(self, page: Any, **values: Any) -> None:
        for name, value in values.items():
            _fill(page, name.replace("__", "-"), value)

    def send(self, page: Any, button: str = "", *, yes: str = "") -> None:
        """Press the button of the form; what the server refuses fails here with its sentence."""
        main = page.locator("main")
        where = main.get_by_role("button", name=button) if button else main.locator("form button.btn-primary")
        self.send_in(page, where.last, yes=yes)

    def send_in(self, page: Any, button: Any, *, yes: str = "") -> None:
        with page.expect_navigation():
            button.click()
            if yes:
                page.get_by_role("dialog").get_by_role("button", name=yes, exact=True).click()
        refusals = page.locator(
            "main .error-summary, main .field-error, main .notice.tone-late, .messages .tone-late"
        )
        assert refusals.count() == 0, (page.url, refusals.all_inner_texts())

    def keep(self, page: Any, button: str, told: str) -> None:
        """Press a button of a form that is saved in place; the page says so."""
        page.locator("main").get_by_role("button", name=button).click()
        from playwright.sync_api import expect  # as in conftest: only where there is a browser

        page.get_by_text(told).first.wait_for()
        expect(page.locator(".htmx-request")).to_have_count(0)

    def post(
        self,
        who: str,
        name: str,
        button: str = "",
        /,
        *,
        where: dict[str, Any] | None = None,
        query: str = "",
        **values: Any,
    ) -> Any:
        """Open a form, fill it, send it."""
        page = self.visit(who, name, query=query, **(where or {}))
        self.fill(page, **values)
        self.send(page, button)
        return page

    def step(self, who: str, code: str, lands: str, **values: Any) -> None:
        """From the page of the task by its link to the step, which must lack nothing; then it stands there."""
        page = self(who)
        if self._stepped != who or page.url.split("/", 3)[-1] != f"nhiem-vu-khcn/{self.task.pk}/":
            page = self.visit(who, "st_task_detail", pk=self.task.pk)  # else the step before led here
        self._stepped = who
        page.locator(f"main a[href$='/buoc/{code}/']").first.click()
        page.wait_for_url(f"**/buoc/{code}/")
        self.look(page, f"{who}-buoc-{code}")
        self.fill(page, **values)
        button = page.locator("main form .form-actions button")
        with page.expect_navigation():
            button.click()
        self.task.refresh_from_db()
        told = page.locator("main .error-summary, main .field-error, main .notice").all_inner_texts()
        assert self.task.step == lands, (code, self.task.step, told)

    def step_blocked(self, who: str, code: str, sentence: str) -> None:
        """The page of the task says what the step still lacks."""
        page = self.visit(who, "st_task_detail", pk=self.task.pk)
        item = page.locator("#buoc-tiep + ul li", has=page.locator(f"a[href$='/buoc/{code}/']"))
        assert sentence in item.inner_text()


def _fill(page: Any, name: str, value: Any) -> None:
    box = page.locator(f"main [name='{name}']")
    assert box.count(), (
        name,
        page.url,
        page.locator("main form [name]").evaluate_all("all => all.map(one => one.name)"),
    )
    sort = box.first.evaluate("one => one.type")
    if sort in ("radio", "checkbox"):
        for one in value if isinstance(value, Iterable) and not isinstance(value, str) else [value]:
            if one is True or one is False:
                box.first.set_checked(one)
            else:
                page.locator(f"main [name='{name}'][value='{one}']").check()
    elif sort == "file":
        box.first.set_input_files(value)
    elif sort.startswith("select"):
        box.first.select_option(str(value))
    else:
        box.first.fill(str(value))
