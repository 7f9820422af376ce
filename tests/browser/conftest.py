"""A real browser on a live server; a missing browser is a skip here and a failure in CI."""

import os
import shutil
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the test's thread

AXE = (Path(__file__).parent / "axe.min.js").read_text()
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _chromium() -> str:
    return os.environ.get("KHCN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""


@pytest.fixture(scope="session")
def browser():
    path = _chromium()
    if not path:
        reason = "no Chromium on this machine (Debian: apt install chromium)"
        if os.environ.get("KHCN_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        engine = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield engine
        engine.close()


@pytest.fixture
def jobs_at_once(settings):
    """Background work runs inside the request that starts it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def open_page(browser, live_server, jobs_at_once, client):
    """`open_page(user, width)` gives a page signed in as that person; script errors fail the test."""
    contexts, errors = [], []

    def enter(user=None, width=1366, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 850}, base_url=live_server.url, locale="vi-VN", **options
        )
        contexts.append(context)
        if user is not None:
            client.force_login(user)
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if "Content Security" in line.text else None)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def faults():
    """`faults(page)` gives what axe finds against WCAG 2.1 A and AA, in short."""

    def look(page):
        page.evaluate(AXE)
        found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
        return [
            f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"][:3]
        ]

    return look
