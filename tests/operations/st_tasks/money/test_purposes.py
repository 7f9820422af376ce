"""S&T tasks as purposes of the funding register."""

import pytest

from khcn.operations.st_tasks.money.purposes import purpose_code
from khcn.registers.funding.models import FundingLine
from khcn.registers.funding.purposes import Purpose, Purposes, offered
from tests.factories import st_tasks as make

pytestmark = pytest.mark.django_db


def codes() -> list[str]:
    return [one.code for one in offered() if one.code.startswith("KH&CN ")]


def test_approved_tasks_with_a_code_are_offered_and_nothing_else():
    task = make.task("running", code="ĐT.01/24")
    make.task("running")
    make.task("received", code="ĐT.02/24")
    make.task("closed", code="ĐT.03/24")
    make.task("running", code="ĐT.04/24", confidential=True)
    assert codes() == [purpose_code(task)] == ["KH&CN ĐT.01/24"]


def test_a_funding_line_finds_the_task_by_its_code_or_its_name():
    make.task("running", code="ĐT.01/24", name="Nghiên cứu giống cam mẫu")
    found = Purposes(offered())
    for text in ("KH&CN ĐT.01/24", "kh&cn đt.01/24", "nghiên cứu giống cam mẫu"):
        purpose = found.find(text)
        assert isinstance(purpose, Purpose) and purpose.code == "KH&CN ĐT.01/24"


def test_the_register_of_funding_is_filtered_by_the_task(client):
    make.task("running", code="ĐT.01/24")
    line = {"year": 2025, "origin": "science", "level": "province", "planned": 5, "state": "active"}
    FundingLine.objects.create(content="Tiền của nhiệm vụ mẫu", purpose="KH&CN ĐT.01/24", **line)
    FundingLine.objects.create(content="Tiền của việc khác", **line)
    client.force_login(make.players().officer)
    shown = client.get("/so-dang-ky/kinh-phi/", {"purpose": "KH&CN ĐT.01/24"}).text
    assert "Tiền của nhiệm vụ mẫu" in shown and "Tiền của việc khác" not in shown
