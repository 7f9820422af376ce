"""Pages of proposals and dossiers at the width of a phone and of a desk: nothing runs over, nothing that axe finds; autosave."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.operations.st_tasks.applications.similar import find_similar
from khcn.operations.st_tasks.applications.teams import invite
from khcn.operations.st_tasks.models import Application, BudgetLine
from tests.browser.test_forecast import sound
from tests.factories import st_tasks as make
from tests.factories.people import actor_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Nghiên cứu nhân giống và xây dựng mô hình trồng chè Shan tuyết hữu cơ gắn với truy xuất nguồn gốc tại vùng Mẫu"


@pytest.mark.parametrize("width", [360, 1366])
def test_pages_of_applications_fit_and_are_sound(open_page, width):
    people = make.players()
    make.task("running", name="Nhân giống chè Shan tuyết vùng Mẫu", visibility="public")
    task = make.task("calling", name=NAME, call=make.call(closes_at=timezone.now() + timedelta(days=3)))
    find_similar(task)
    dossier = make.application(
        owner=people.proposer, purpose="dossier", of=task, call=task.call, title=NAME, answers={"name": NAME}
    )
    _member, secret = invite(
        application=dossier,
        name="Nguyễn Văn Mẫu",
        email="mau@example.vn",
        role="leader",
        by=actor_for(people.proposer),
    )
    BudgetLine.objects.create(
        application=dossier, year=2027, source="ngan-sach", item="cong", asked=1_500_000_000
    )
    sent = make.application(owner=people.proposer, state="sent", title=NAME, answers={"need": "Cần thiết"})
    own = ("application_edit", "application_parties", "application_team", "application_budget", "application_send",
           "application_withdraw")  # fmt: skip
    shown = [reverse(name) for name in ("proposal_list", "proposal_new")]
    shown += [reverse(name, kwargs={"pk": dossier.pk}) for name in own]
    shown += [reverse(name, kwargs={"pk": sent.pk}) for name in ("application_edit", "application_versions")]
    shown += [
        f"{reverse('proposal_alike')}?q=Nhân giống chè Shan tuyết",
        reverse("invitation_answer", kwargs={"token": secret}),
    ]
    _visit(open_page(people.proposer, width), shown, width, "nguoi")
    _visit(open_page(people.officer, width), [reverse("task_similar", kwargs={"pk": task.pk})], width, "so")


def test_what_is_typed_is_kept_without_a_button(open_page):
    people = make.players()
    make.task("running", name="Nhân giống chè Shan tuyết vùng Mẫu", visibility="public")
    draft = make.application(owner=people.proposer, title="", kind="de-tai")
    page = open_page(people.proposer, 1366)
    page.goto(reverse("application_edit", kwargs={"pk": draft.pk}))
    page.fill("[name=o-name]", "Nhân giống chè Shan tuyết")
    page.wait_for_selector("#giong-nhau .notice")
    page.fill("[name=o-need]", "Vì dân cần")
    page.press("[name=o-need]", "Tab")
    page.wait_for_selector("text=Đã lưu lúc")
    assert Application.objects.get().answers["name"] == "Nhân giống chè Shan tuyết"


def _visit(page, addresses, width, who):
    for number, address in enumerate(addresses):
        page.goto(address)
        assert sound(page) == (0, []), address
        if folder := os.environ.get("KHCN_SHOTS"):
            page.screenshot(path=f"{folder}/{who}-{width}-{number}.png", full_page=True)
