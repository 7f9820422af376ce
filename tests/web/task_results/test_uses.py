"""Reporting use on screen: sent with proof or a reason, confirmed or given back; nobody else gets in."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khcn.operations.st_tasks.models import StTask, Use

pytestmark = pytest.mark.django_db
YEAR = 2024
APPLIED = {
    "applied": "co", "applied_on": "01/03/2024", "by_whom": "Hợp tác xã Mẫu số 3", "effect": "Tăng năng suất 10 %",
    "value": "1,5 tỷ",
}  # fmt: skip


def proof():
    return SimpleUploadedFile("xac-nhan.txt", b"proof")


def send(scene, **told):
    return scene.sign_in("host").post(
        f"{scene.url}ung-dung/{YEAR}/", APPLIED | {"files": [proof()], "gui": "1"} | told
    )


def test_host_sends_the_report_of_a_year_with_its_proof(scene):
    page = scene.sign_in("host").get(f"{scene.url}ung-dung/")
    assert f'href="{scene.url}ung-dung/{YEAR}/"' in page.content.decode()
    assert send(scene).status_code == 302
    use = Use.objects.get()
    assert (use.applied_on, use.value, use.sent_at is not None) == (date(2024, 3, 1), 1_500_000_000, True)
    assert use.attachments.count() == 1
    page = scene.sign_in("host").get(f"{scene.url}ung-dung/").content.decode()
    assert "Chờ Sở xác nhận" in page and "xac-nhan.txt" in page


def test_report_without_proof_is_refused_on_the_page_and_nothing_is_kept(scene):
    answer = send(scene, files=[])
    assert answer.status_code == 422
    assert "cần có minh chứng" in answer.content.decode()
    assert "Tăng năng suất 10 %" in answer.content.decode()
    assert Use.objects.count() == 0


def test_draft_is_kept_without_proof(scene):
    scene.sign_in("host").post(f"{scene.url}ung-dung/{YEAR}/", APPLIED | {"luu": "1"})
    assert Use.objects.get().sent_at is None
    page = scene.sign_in("host").get(f"{scene.url}ung-dung/{YEAR}/").content.decode()
    assert "Hợp tác xã Mẫu số 3" in page


def test_not_applied_asks_for_the_reason_at_its_field(scene):
    answer = scene.sign_in("host").post(f"{scene.url}ung-dung/{YEAR}/", {"applied": "khong", "gui": "1"})
    assert (answer.status_code, "Hãy ghi vì sao chưa ứng dụng." in answer.content.decode()) == (422, True)


def test_officer_confirms_from_the_list_and_gives_back_with_a_reason(scene):
    send(scene)
    use, officer = Use.objects.get(), scene.sign_in("officer")
    assert "Nghiên cứu giống cây mẫu" in officer.get("/nhiem-vu-khcn/bao-cao-ung-dung/").content.decode()
    url = f"/nhiem-vu-khcn/bao-cao-ung-dung/{use.pk}/"
    assert officer.post(url, {"xac-nhan": "1", "ve-danh-sach": "1"}).url == "/nhiem-vu-khcn/bao-cao-ung-dung/"
    assert StTask.objects.get().first_applied_on == date(2024, 3, 1)
    page = officer.post(url, {"reason": ""}, follow=True).content.decode()
    assert "Hãy ghi lý do trả lại." in page
    officer.post(url, {"reason": "Nhầm nhiệm vụ"})
    assert StTask.objects.get().first_applied_on is None


def test_overdue_reports_stand_in_their_own_tab(scene):
    Use.objects.create(task=scene.task, year=2025, due_on=date(2025, 8, 1))
    officer = scene.sign_in("officer")
    assert "Nghiên cứu giống cây mẫu" not in officer.get("/nhiem-vu-khcn/bao-cao-ung-dung/").content.decode()
    assert "hạn 01/08/2025" in officer.get("/nhiem-vu-khcn/bao-cao-ung-dung/?phan=qua-han").content.decode()


@pytest.mark.parametrize(
    "path", ["ung-dung/", f"ung-dung/{YEAR}/", "mach/", "tu-danh-gia/", "cong-bo/", "ket-qua/them/"]
)
def test_stranger_finds_nothing_and_who_is_not_signed_in_is_asked_to(scene, path):
    assert scene.sign_in("stranger").get(scene.url + path).status_code == 404
    assert scene.sign_in("").get(scene.url + path).status_code in (302, 403)


@pytest.mark.parametrize("path", ["ban-giao/", "san-pham-dat-hang/"])
def test_host_does_not_write_what_is_the_departments(scene, path):
    assert scene.sign_in("host").get(scene.url + path).status_code == 403
    assert scene.sign_in("officer").get(scene.url + path).status_code == 200


def test_host_neither_confirms_nor_opens_the_list_of_the_department(scene):
    send(scene)
    use = Use.objects.get()
    assert (
        scene.sign_in("host")
        .post(f"/nhiem-vu-khcn/bao-cao-ung-dung/{use.pk}/", {"xac-nhan": "1"})
        .status_code
        == 403
    )
    assert scene.sign_in("host").get("/nhiem-vu-khcn/bao-cao-ung-dung/").status_code == 403
    assert Use.objects.get().confirmed_at is None


def test_task_taken_over_by_hand_is_reported_on_from_its_record(scene):
    StTask.objects.update(procedure=None, step="")
    record = scene.sign_in("officer").get(f"/so-dang-ky/nhiem-vu-khcn/{scene.task.pk}/").content.decode()
    assert f'href="{scene.url}ung-dung/"' in record
    assert send(scene).status_code == 302


def test_list_of_reports_costs_the_same_for_one_and_for_many(scene, django_assert_max_num_queries):
    officer = scene.sign_in("officer")
    for year in range(1990, 2020):
        Use.objects.create(task=scene.task, year=year, due_on=date(year, 8, 1))
    for url in (
        f"{scene.url}ung-dung/",
        f"{scene.url}?phan=ung-dung",
        "/nhiem-vu-khcn/bao-cao-ung-dung/?phan=qua-han",
    ):
        with django_assert_max_num_queries(26):
            assert officer.get(url).status_code == 200
