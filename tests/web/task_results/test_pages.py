"""Acceptance, library, chain on screen."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khcn.kernel.documents.domain import attach_upload
from khcn.operations.st_tasks.models import (
    HandOver,
    OrderedProduct,
    Publicity,
    Result,
    SelfAssessment,
    StTask,
)
from khcn.operations.st_tasks.results.library import enter_result
from tests.factories.st_tasks import application, organisation, task

pytestmark = pytest.mark.django_db


def entry(scene, **told):
    values = {
        "title": "Quy trình ươm giống mẫu",
        "abstract": "Tóm tắt cho mọi người",
        "access": "open",
    } | told
    result = enter_result(task=scene.task, values=values, by=scene.actor("host"))
    attach_upload(record=result, content=BytesIO(b"full"), name="toan-van.txt", by=scene.actor("host"))
    return result


@pytest.mark.parametrize(
    ("access", "who", "entry_seen", "file_seen"),
    [
        ("open", "", True, True),
        ("registered", "", False, False),
        ("registered", "stranger", True, True),
        ("department", "stranger", True, False),
        ("department", "host", True, True),
        ("department", "officer", True, True),
    ],
)
def test_library_shows_entries_and_files_by_level(scene, access, who, entry_seen, file_seen):
    result = entry(scene, access=access)
    file = result.attachments.get()
    client = scene.sign_in(who)
    listed = client.get("/ket-qua-nghien-cuu/").content.decode()
    page = client.get(f"/ket-qua-nghien-cuu/{result.pk}/")
    assert ("Quy trình ươm giống mẫu" in listed, page.status_code == 200) == (entry_seen, entry_seen)
    assert ("toan-van.txt" in page.content.decode()) == file_seen
    assert (client.get(f"/tai-lieu/{file.pk}/").status_code == 200) == file_seen


def test_secret_task_is_in_no_library_outside(scene):
    result = entry(scene)
    StTask.objects.update(confidential=True)
    for who in ("", "stranger"):
        client = scene.sign_in(who)
        assert "ươm giống" not in client.get("/ket-qua-nghien-cuu/").content.decode()
        assert client.get(f"/ket-qua-nghien-cuu/{result.pk}/").status_code == 404


def test_library_is_searched_without_marks_and_told_when_nothing_fits(scene):
    entry(scene)
    client = scene.sign_in("")
    assert "Quy trình ươm" in client.get("/ket-qua-nghien-cuu/?q=uom+giong").content.decode()
    page = client.get("/ket-qua-nghien-cuu/?q=khong-co&loai=sai").content.decode()
    assert "Không có kết quả nào khớp" in page


def test_host_adds_a_result_with_links_and_corrects_it(scene):
    told = {"title": "Bản đồ", "kind": "map", "abstract": "", "access": "department"}
    client = scene.sign_in("host")
    client.post(f"{scene.url}ket-qua/them/", told | {"files": [SimpleUploadedFile("ban-do.txt", b"map")]})
    result = Result.objects.get()
    assert (result.title, result.attachments.count()) == ("Bản đồ", 1)
    client.post(f"/ket-qua-nghien-cuu/{result.pk}/sua/", told | {"abstract": "Tóm tắt"})
    assert Result.objects.get().abstract == "Tóm tắt"
    assert scene.sign_in("stranger").get(f"/ket-qua-nghien-cuu/{result.pk}/sua/").status_code == 403


def test_products_are_written_row_by_row_and_a_wrong_number_is_told(scene):
    running = task("running", code="R", host=organisation("Viện Mẫu số 2"))
    client, url = scene.sign_in("officer"), f"/nhiem-vu-khcn/{running.pk}/san-pham-dat-hang/"
    rows = {
        "sp-TOTAL_FORMS": "3", "sp-INITIAL_FORMS": "0", "sp-0-name": "Quy trình", "sp-0-kind": "process",
        "sp-0-quantity": "2", "sp-2-name": "Mô hình", "sp-2-kind": "model",
    }  # fmt: skip
    assert client.post(url, rows | {"sp-0-quantity": "hai"}).status_code == 422
    refused = client.post(url, rows | {"sp-0-quantity": "0"})
    assert (refused.status_code, "phải lớn hơn 0" in refused.content.decode()) == (422, True)
    assert client.post(url, rows).status_code == 302
    assert list(OrderedProduct.objects.values_list("number", "name", "quantity")) == [
        (1, "Quy trình", 2),
        (2, "Mô hình", None),
    ]


def test_host_assesses_each_product_with_its_papers(scene):
    running = task("running", code="R", host=organisation("Viện Mẫu số 2"))
    application(owner=scene.people["host"], purpose="dossier", state="chosen", of=running)
    OrderedProduct.objects.create(task=running, number=1, name="Quy trình", quantity=2)
    OrderedProduct.objects.create(task=running, number=2, name="Mô hình")
    url = f"/nhiem-vu-khcn/{running.pk}/tu-danh-gia/"
    told = {"quantity-1": "2", "note-1": "Đạt", "note-2": "", "text": "Hoàn thành", "proposed_grade": "pass"}
    answer = scene.sign_in("host").post(url, told)
    assert (answer.status_code, "Chưa nói rõ kết quả của: Mô hình" in answer.content.decode()) == (422, True)
    files = [SimpleUploadedFile("bao-cao.txt", b"report")]
    scene.sign_in("host").post(url, told | {"note-2": "Một mô hình", "files": files})
    assert SelfAssessment.objects.get().attachments.count() == 1
    panel = scene.sign_in("officer").get(f"/nhiem-vu-khcn/{running.pk}/?phan=nghiem-thu").content.decode()
    assert "Một mô hình" in panel and "bao-cao.txt" in panel


def test_hand_over_and_publicity_are_written_and_shown(scene):
    officer = scene.sign_in("officer")
    told = {"to": "Viện Mẫu số 1", "what": "Quyền sử dụng", "symbol": "7/QĐ", "on": "01/08/2023"}
    assert officer.post(f"{scene.url}ban-giao/", told).status_code == 302
    told = {"kind": "portal", "what": "Bài giới thiệu", "on": "02/08/2023", "link": "https://vi-du.example/"}
    assert officer.post(f"{scene.url}cong-bo/", told).status_code == 302
    assert (HandOver.objects.count(), Publicity.objects.count()) == (1, 1)
    panel = officer.get(f"{scene.url}?phan=ket-qua").content.decode()
    assert "7/QĐ" in panel and "Bài giới thiệu" in panel


def test_chain_is_a_list_and_a_drawing_that_say_the_same(scene):
    entry(scene)
    page = scene.sign_in("host").get(f"{scene.url}mach/").content.decode()
    assert page.count("Quy trình ươm giống mẫu") >= 3
    assert "<svg" in page and "style=" not in page[page.index("<svg") : page.index("</svg>")]


def test_record_that_grew_out_of_a_task_leads_back_to_it(scene):
    user = organisation("Hợp tác xã Mẫu số 3", visibility="internal")
    use = scene.task.uses.create(
        year=2024, applied=True, applied_on="2024-01-01", by_whom="x", effect="y", sent_at="2024-02-01T00:00:00Z",
        confirmed_at="2024-02-02T00:00:00Z",
    )  # fmt: skip
    use.users.add(user)
    client = scene.sign_in("officer")
    way = f"/so-dang-ky/to-chuc/{user.pk}/tu-nhiem-vu/"
    assert way in client.get(f"/so-dang-ky/to-chuc/{user.pk}/").content.decode()
    page = client.get(way).content.decode()
    assert "Từ nhiệm vụ khoa học và công nghệ" in page and "Nghiên cứu giống cây mẫu" in page


def test_library_costs_the_same_for_one_entry_and_for_many(scene, django_assert_max_num_queries):
    client = scene.sign_in("officer")
    for n in range(30):
        enter_result(task=scene.task, values={"title": f"Kết quả {n}"}, by=scene.actor("officer"))
    with django_assert_max_num_queries(12):
        assert client.get("/ket-qua-nghien-cuu/").status_code == 200
