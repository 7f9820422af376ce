"""Conditions of leaders, questions of councils and sanctions, at the width of a phone and of a desk."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.operations.st_tasks.models import Question, Sanction
from tests.browser.test_forecast import sound
from tests.factories import st_tasks as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1366])
def test_pages_fit_and_are_sound(open_page, width):
    people, now = make.players(), timezone.now()
    host, known = make.organisation("Viện Mẫu Nghiên cứu và Chuyển giao số 1"), make.person()
    call = make.call(opened_on=now.date(), opening_at=now, closes_at=now, opening_minutes="1")
    opened = make.application(
        of=make.task("opening", call=call), purpose="dossier", state="sent", call=call, organisation=host
    )
    make.team_member(opened, role="leader", name=known.name, degree_year=2010)
    make.task("running", leader=known, leader_name=known.name, name="Nhiệm vụ mẫu đang chạy")
    asked = make.application(
        of=make.task("selection"), purpose="dossier", state="valid", owner=people.applicant
    )
    council = make.council(members=(people.member,), dossiers=(asked,))
    Question.objects.create(
        item=council.items.get(), seat=council.seats.get(), text="Nguồn giống lấy ở đâu?", forwarded_at=now
    )
    Sanction.objects.create(
        organisation=host, reason="Nộp hồ sơ nghiệm thu quá hạn", symbol="1/QĐ-SKHCN", valid_from=now.date(),
        valid_to=now.date() + timedelta(365),
    )  # fmt: skip
    officer = [
        reverse(name, kwargs={"code": call.code, "pk": opened.pk})
        for name in ("call_validity", "call_leader")
    ]
    officer += [reverse("st_task_sanctions"), reverse("st_task_sanction_new"), reverse("st_task_list")]
    _visit(open_page(people.officer, width), officer, width, "so")
    _visit(
        open_page(people.applicant, width),
        [reverse("application_edit", kwargs={"pk": asked.pk})],
        width,
        "nguoi",
    )


def _visit(page, addresses, width, who):
    for number, address in enumerate(addresses):
        page.goto(address)
        if folder := os.environ.get("KHCN_SHOTS"):
            page.screenshot(path=f"{folder}/gaps-{who}-{number}-{width}.png", full_page=True)
        assert sound(page) == (0, []), address
