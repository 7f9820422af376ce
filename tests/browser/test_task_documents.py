"""Documents of a council on a wide screen and a phone: the list fits, a button gives the file."""

import pytest
from django.urls import reverse

from tests.outputs.task_documents.world import make_council, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1366])
def test_the_clerk_downloads_the_invitations(open_page, width):
    world = make_world()
    council = make_council(world, "selection", closed=False)
    page = open_page(world.officer, width)
    page.goto(reverse("council_documents", args=[council.pk]))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải Word: Giấy mời họp hội đồng").click()
    assert waiting.value.suggested_filename == f"giay-moi-hoi-dong-{council.pk}.zip"
