"""The wizard from the upload to the plan, without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khcn.kernel.jobs.domain import run_job
from khcn.plan.models import Plan, PlanImport, PlanText, Target
from tests.factories import AgencyFactory, seat
from tests.plan.importing.texts import SECOND, plan_text

pytestmark = pytest.mark.django_db


def upload(page, content: bytes, name="ke-hoach.txt", **more):
    return page.post(reverse("import_new"), {"file": SimpleUploadedFile(name, content)}, **more)


def body(response) -> str:
    return response.content.decode()


def test_from_upload_to_plan(page, agency):
    answer = upload(page, plan_text().encode())
    row = PlanImport.objects.get()
    address = reverse("import_review", args=[row.pk])
    assert answer["Location"] == address
    assert "Đang chờ đến lượt" in body(page.get(address))
    run_job.call(str(row.job_id))
    review = body(page.get(address, {"phan": "tasks"}))
    assert "truy xuất nguồn gốc" in review
    confirm = reverse("import_confirm", args=[row.pk])
    assert "Hệ thống sẽ tạo kế hoạch mới" in body(page.get(confirm))
    done = page.post(confirm)
    assert done["Location"] == reverse("plan_detail", args=["18-kh-ubnd-2024"])
    assert page.post(confirm)["Location"] == done["Location"]
    assert PlanText.objects.count() == 1
    assert "Văn bản này đã được đưa vào kế hoạch" in body(page.get(address))
    assert "18/KH-UBND" in body(page.get(reverse("import_list")))


def test_progress_asks_again_by_htmx_until_the_review_is_ready(page):
    upload(page, plan_text().encode())
    row = PlanImport.objects.get()
    address = reverse("import_review", args=[row.pk])
    part = page.get(address, headers={"HX-Request": "true"})
    assert body(part).lstrip().startswith("<div")
    run_job.call(str(row.job_id))
    assert page.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == address


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "rong.txt"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "ke-hoach.docx"),
        (b"MZ" + bytes(300), "ke-hoach.pdf"),
    ],
)
def test_a_bad_file_is_told_on_the_page_and_nothing_is_kept(page, content, name):
    answer = upload(page, content, name)
    row = PlanImport.objects.first()
    if row is None:
        assert answer.status_code == 422
        assert "Tệp" in body(answer)
        return
    run_job.call(str(row.job_id))
    told = body(page.get(reverse("import_review", args=[row.pk])))
    assert "Tệp này chưa nhập được" in told
    assert not Plan.objects.exists()


def test_no_file_is_told_in_vietnamese(page):
    answer = page.post(reverse("import_new"), {})
    assert answer.status_code == 422
    assert "Chưa chọn tệp" in body(answer)


def test_the_chosen_item_shows_its_sentence_marked(page, make):
    row = make()
    told = body(page.get(reverse("import_review", args=[row.pk]), {"muc": "tasks/1"}))
    marked = told.split('<mark id="cau-tasks-1" class="is-linked">')[1].split("</mark>")[0]
    assert "truy xuất nguồn gốc" in marked


def test_doubtful_items_come_first(page, make):
    row = make()
    row.corrected["targets"][1]["confidence"] = 0.4
    row.save()
    told = body(page.get(reverse("import_review", args=[row.pk]), {"phan": "targets"}))
    assert told.index('id="muc-targets-1"') < told.index('id="muc-targets-0"')
    assert "Cần xem" in told


def test_a_correction_on_screen_reaches_the_plan(page, make):
    row = make()
    form = reverse("import_item", args=[row.pk, "targets", 0])
    first = page.get(form).context["form"]
    data = {name: first[name].value() or "" for name in first.fields} | {"low": "61,5"}
    assert page.post(form, data).status_code == 302
    page.post(reverse("import_confirm", args=[row.pk]))
    assert str(Target.objects.get(unit="%").low) == "61.500000"


def test_a_wrong_value_keeps_what_was_typed(page, make):
    row = make()
    form = reverse("import_item", args=[row.pk, "targets", 0])
    first = page.get(form).context["form"]
    data = {name: first[name].value() or "" for name in first.fields}
    answer = page.post(
        form, data | {"operator": "between", "low": "70", "high": "60", "unit": "phần trăm lạ"}
    )
    told = body(answer)
    assert answer.status_code == 422
    assert "Mức cao nhỏ hơn mức thấp" in told
    assert "phần trăm lạ" in told


def test_two_people_see_both_readings(page, make):
    row = make()
    form = reverse("import_item", args=[row.pk, "tasks", 0])
    first = page.get(form).context["form"]
    data = {name: first[name].value() or "" for name in first.fields}
    page.post(form, data | {"output": "Bản của người thứ nhất"})
    answer = page.post(form, data | {"output": "Bản của người thứ hai"})
    told = body(answer)
    assert "Người khác vừa sửa mục này" in told
    assert "Bản của người thứ nhất" in told
    assert "Bản của người thứ hai" in told
    again = data | {"output": "Bản của người thứ hai", "revision": answer.context["form"].data["revision"]}
    assert page.post(form, again).status_code == 302


def test_a_party_is_chosen_from_the_directory(page, make):
    chosen = AgencyFactory(code="so-do", name="Sở Đo lường và Tiêu chuẩn")
    row = make()
    form = reverse("import_item", args=[row.pk, "tasks", 1])
    first = page.get(form).context["form"]
    data = {name: first[name].value() or "" for name in first.fields if not name.endswith("-drop")}
    assert page.post(form, data | {"lead-0-agency": f"a:{chosen.code}"}).status_code == 302
    row.refresh_from_db()
    assert row.corrected["tasks"][1]["lead"][0]["agency"] == "so-do"


def test_dropping_and_taking_back(page, make):
    row = make()
    page.post(reverse("import_item_drop", args=[row.pk, "tasks", 0]))
    row.refresh_from_db()
    assert row.corrected["tasks"][0]["dropped"] is True
    page.post(reverse("import_item_restore", args=[row.pk, "tasks", 0]))
    row.refresh_from_db()
    assert row.corrected["tasks"][0]["dropped"] is False


def test_every_kind_of_item_can_be_added(page, make):
    row = make()
    row.corrected["unparsed"].append({"reason": "Không hiểu", "span": [0, 20]})
    row.save()
    for name in ("sections", "targets", "tasks", "duties", "reporting", "funding"):
        answer = page.get(reverse("import_item_new", args=[row.pk, name]), {"tu": 0})
        assert answer.status_code == 200, name
    data = {"clause": "I.3", "text": "Nguồn tài trợ của doanh nghiệp"}
    page.post(reverse("import_item_new", args=[row.pk, "funding"]) + "?tu=0", data)
    row.refresh_from_db()
    assert row.corrected["funding"][-1]["text"] == "Nguồn tài trợ của doanh nghiệp"
    assert row.corrected["unparsed"][-1]["dropped"] is True


def test_the_identity_can_be_completed(page, make):
    row = make(plan_text(number=""))
    form = reverse("import_document", args=[row.pk])
    first = page.get(form).context["form"]
    data = {name: first[name].value() or "" for name in first.fields if name != "plan"}
    data |= {"symbol": "21/KH-UBND", "issued_on": "16/05/2024"}
    assert page.post(form, data).status_code == 302
    page.post(reverse("import_confirm", args=[row.pk]))
    assert Plan.objects.get().code == "21-kh-ubnd-2024"


def test_a_symbol_typed_by_hand_finds_its_plan(page, make):
    page.post(reverse("import_confirm", args=[make().pk]))
    row = make(plan_text(SECOND, number=""))
    form = reverse("import_document", args=[row.pk])
    first = page.get(form).context["form"]
    data = {name: first[name].value() or "" for name in first.fields}
    page.post(form, data | {"plan": "", "symbol": "18/KH-UBND"})
    row.refresh_from_db()
    assert row.plan == Plan.objects.get()


def test_the_difference_names_old_and_new(page, make):
    page.post(reverse("import_confirm", args=[make().pk]))
    row = make(plan_text(SECOND, share="65"))
    told = body(page.get(reverse("import_difference", args=[row.pk])))
    assert "<del>60</del>" in told
    assert "<ins>65</ins>" in told
    assert "Không còn trong văn bản" in told


def test_the_same_text_is_told_and_cannot_be_confirmed(page, make):
    page.post(reverse("import_confirm", args=[make().pk]))
    row = make()
    assert "đúng văn bản này" in body(page.get(reverse("import_confirm", args=[row.pk])))
    assert page.post(reverse("import_confirm", args=[row.pk])).status_code == 409
    assert PlanText.objects.count() == 1


def test_a_discarded_import_is_closed(page, make):
    row = make()
    page.post(reverse("import_discard", args=[row.pk]))
    assert "đã bị bỏ" in body(page.get(reverse("import_review", args=[row.pk])))
    assert page.get(reverse("import_item", args=[row.pk, "tasks", 0])).status_code == 409


PAGES = ("import_review", "import_difference", "import_confirm", "import_document")


@pytest.mark.parametrize("role", ["leader", "reporter", "approver", "expert", "enterprise", "public"])
def test_others_are_refused_everywhere(sign_in, make, agency, role):
    row = make()
    stranger = sign_in(seat(role, agency))
    for name in PAGES:
        assert stranger.get(reverse(name, args=[row.pk])).status_code == 403, name
    assert stranger.get(reverse("import_list")).status_code == 403
    assert stranger.get(reverse("import_new")).status_code == 403
    assert stranger.get(reverse("import_item", args=[row.pk, "tasks", 0])).status_code == 403
    for name in ("import_confirm", "import_discard"):
        assert stranger.post(reverse(name, args=[row.pk])).status_code == 403, name
    assert stranger.post(reverse("import_item_drop", args=[row.pk, "tasks", 0])).status_code == 403
    row.refresh_from_db()
    assert row.state == "review"


def test_somebody_unknown_is_asked_to_sign_in(client, make):
    assert client.get(reverse("import_review", args=[make().pk])).status_code == 302


def many(count: int) -> str:
    tasks = [
        (f"Nhiệm vụ thử nghiệm số {n} về lĩnh vực {n}", "Sở Thử nghiệm", "", "Hằng năm") for n in range(count)
    ]
    return plan_text(tasks)


@pytest.mark.parametrize("count", [1, 50])
def test_pages_ask_the_database_little(page, make, django_assert_max_num_queries, count):
    row = make(many(count))
    addresses = [reverse(name, args=[row.pk]) for name in PAGES]
    addresses += [
        reverse("import_item", args=[row.pk, "tasks", 0]),
        reverse("import_review", args=[row.pk]) + "?muc=tasks/0",
    ]
    for address in addresses:
        with django_assert_max_num_queries(12):
            assert page.get(address).status_code == 200


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_asks_the_database_little(page, coordinator, django_assert_max_num_queries, count):
    for number in range(count):
        PlanImport.objects.create(file_name=f"{number}.txt", started_by=coordinator, state="discarded")
    with django_assert_max_num_queries(12):
        assert page.get(reverse("import_list")).status_code == 200


def test_a_long_document_shows_an_excerpt(page, make):
    row = make()
    row.text = row.text + "\n".join(f"Dòng thứ {n} của phụ lục dài." for n in range(8000))
    row.save()
    address = reverse("import_review", args=[row.pk])
    assert len(page.get(address, {"muc": "tasks/0"}).content) < 100_000
    assert "Dòng thứ 7999" in body(page.get(address, {"phan": "tasks", "toan-van": "1"}))
