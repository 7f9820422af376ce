"""Pages on outcomes of a task at the width of a phone and of a desk: nothing runs over, nothing that axe finds."""

import os
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.kernel.documents.domain import attach_upload
from khcn.kernel.registers.declaration import registers
from khcn.operations.st_tasks.models import HandOver, OrderedProduct, Publicity, SelfAssessment
from khcn.operations.st_tasks.results.library import enter_result
from khcn.registers.products.models import Product
from tests.browser.test_forecast import sound
from tests.factories import actor_for
from tests.factories import st_tasks as make
from tests.factories.records import sample

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Nghiên cứu, ứng dụng tiến bộ kỹ thuật xây dựng mô hình trồng và chế biến cây mẫu theo chuỗi giá trị tại xã Mẫu"


def whole_task(officer):
    """A task in follow-up with products, results, uses, hand-over and publicity."""
    by = actor_for(officer)
    one = make.task(
        "follow_up", name=LONG, code="ĐT.01/21", accepted_on=date(2023, 7, 1), valid_from=date(2021, 6, 1),
        starts_on=date(2021, 7, 1), ends_on=date(2023, 6, 1), host=make.organisation("Viện Nghiên cứu Mẫu số 1"),
    )  # fmt: skip
    make.application(state="sent", of=one, title=LONG)
    OrderedProduct.objects.create(
        task=one,
        number=1,
        name="Quy trình kỹ thuật trồng",
        kind="process",
        unit="quy trình",
        quantity=2,
        delivered=2,
    )
    OrderedProduct.objects.create(
        task=one, number=2, name="Mô hình trình diễn", kind="model", quality="Năng suất tăng ít nhất 15 %"
    )
    SelfAssessment.objects.create(task=one, text="Hoàn thành đúng hợp đồng.", made_on=date(2023, 5, 1))
    product = sample(registers.of(Product), by=by)
    for n, access in enumerate(("open", "registered"), start=1):
        told = {
            "title": f"Báo cáo tổng hợp số {n} về quy trình trồng cây mẫu",
            "abstract": "Tóm tắt. " * 30,
            "access": access,
        }
        links = {"products": [product]}
        result = enter_result(task=one, values=told, links=links, by=by)
    attach_upload(record=result, content=BytesIO(b"full"), name="toan-van-bao-cao-tong-hop.txt", by=by)
    now = timezone.now()
    use = one.uses.create(
        year=2024, due_on=date(2024, 8, 20), applied=True, applied_on=date(2024, 3, 1), by_whom="Hợp tác xã Mẫu số 3",
        effect="Tăng năng suất 12 % trên 40 ha", value=1_500_000_000, sent_at=now, confirmed_at=now,
    )  # fmt: skip
    use.users.add(make.organisation("Hợp tác xã Nông nghiệp Mẫu số 3"))
    one.uses.create(year=2025, due_on=date(2025, 8, 20), applied=False, no_reason="Chưa có vốn", sent_at=now)
    one.uses.create(year=2026, due_on=date(2026, 8, 20))
    HandOver.objects.create(
        task=one, to=one.host, what="Quyền sử dụng kết quả", symbol="7/QĐ-UBND", on=date(2023, 9, 1)
    )
    Publicity.objects.create(task=one, kind="portal", what="Bài giới thiệu kết quả", on=date(2023, 9, 9))
    return one, result


@pytest.mark.parametrize("width", [360, 1366])
def test_pages_of_outcomes_fit_and_are_sound(open_page, width):
    people = make.players()
    task, result = whole_task(people.officer)
    page = open_page(people.officer, width)
    own = (
        "task_uses",
        "task_chain",
        "task_products",
        "task_assess",
        "task_hand_over",
        "task_publicity",
        "result_new",
    )
    shown = [reverse(name, kwargs={"pk": task.pk}) for name in own]
    shown += [
        reverse("task_use", kwargs={"pk": task.pk, "year": 2026}),
        reverse("uses_to_confirm"),
        reverse("result_list"),
    ]
    shown += [
        reverse("result_detail", kwargs={"pk": result.pk}),
        reverse("result_edit", kwargs={"pk": result.pk}),
    ]
    shown += [
        f"{reverse('st_task_detail', kwargs={'pk': task.pk})}?phan={part}"
        for part in ("nghiem-thu", "ket-qua", "ung-dung")
    ]
    for number, address in enumerate(shown):
        page.goto(address)
        assert sound(page) == (0, []), address
        if folder := os.environ.get("KHCN_SHOTS"):
            page.screenshot(path=f"{folder}/{width}-{number:02}.png", full_page=True)
