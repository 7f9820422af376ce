"""The pages of the consolidated report, walked from putting together to the public summary."""

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.outputs.official_reports.editing import edit_block
from khcn.outputs.official_reports.models import Block, OfficialReport
from tests.factories.indicators import observation
from tests.factories.official_reports import a_round, frozen, keep_everything
from tests.factories.people import seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return a_round()


@pytest.fixture
def coordinator(round_, sign_in):
    return sign_in(seat("coordinator", round_.issuer))


def url(name="official_report", **more):
    return reverse(name, kwargs={"code": "nam-2026", **more})


def act(client, block, what, **more):
    told = {"viec": what, "revision": block.revision, "text": block.text, **more}
    return client.post(url("official_block", pk=block.pk), told)


def test_walk_from_nothing_to_the_public_summary(round_, coordinator, client):
    assert "Tổng hợp báo cáo" in coordinator.get(url()).content.decode()
    coordinator.post(url("official_report_gather"), {"issuer": round_.issuer.pk})
    made = OfficialReport.objects.get()
    act(coordinator, round_.of_agency("b"), "luu", text="Hỗ trợ ba doanh nghiệp.")
    keep_everything(round_, made)
    signer = {
        "authority": "KT.",
        "head_title": "Giám đốc",
        "signer_title": "Phó Giám đốc",
        "signer_name": "Người Mẫu",
    }
    assert coordinator.post(url("official_freeze"), signer).status_code == 302
    issued = {"number": 5, "issued_on": timezone.localdate().isoformat()}
    assert coordinator.post(url("official_issue"), issued).status_code == 302
    page = coordinator.get(url()).content.decode()
    assert "Hỗ trợ ba doanh nghiệp." in page
    assert "05/BC-SKHCN" in page
    assert OfficialReport.objects.get().seal in page.replace("<wbr>", "")
    client.logout()
    assert client.get(reverse("public_report", kwargs={"code": "nam-2026"})).status_code == 404
    client.force_login(seat("coordinator", round_.issuer))
    client.post(url("official_publish"), {"summary": "Tóm tắt mẫu đã duyệt."})
    client.logout()
    shown = client.get(reverse("public_report", kwargs={"code": "nam-2026"})).content.decode()
    assert "Tóm tắt mẫu đã duyệt." in shown
    assert "52,25" not in shown


def test_public_page_shows_published_figures_of_public_indicators_only(round_, coordinator):
    round_.indicator.visibility = "public"
    round_.indicator.save()
    observation(round_.indicator, 2024, 33)
    made = frozen(round_)
    row = round_.indicator.observations.get(last_day__year=2025)
    row.state, row.published_at = "published", timezone.now()
    row.save()
    OfficialReport.objects.filter(pk=made.pk).update(
        state="issued",
        number=5,
        issued_on=timezone.localdate(),
        public_summary="Tóm tắt.",
        published_at=timezone.now(),
    )
    shown = coordinator.get(reverse("public_report", kwargs={"code": "nam-2026"})).content.decode()
    assert "41,5" in shown
    assert "52,25" not in shown
    assert "Dữ liệu mẫu" not in shown
    OfficialReport.objects.update(artificial=True)
    assert (
        "Dữ liệu mẫu"
        in coordinator.get(reverse("public_report", kwargs={"code": "nam-2026"})).content.decode()
    )


def test_every_number_of_a_sentence_leads_to_its_origin(round_, coordinator):
    round_.put_together()
    page = coordinator.get(url() + "?muc=chi-tieu").content.decode()
    value = round_.indicator.observations.get(last_day__year=2026)
    address = reverse("value_detail", kwargs={"code": "ty-le-mau", "pk": value.pk})
    assert f'<a href="{address}">52,25%</a>' in page
    assert coordinator.get(address).status_code == 200
    annex = coordinator.get(url() + "?muc=phu-luc-chi-tieu").content.decode()
    assert f'<a href="{address}">52,25</a>' in annex


def test_second_editor_sees_both_texts_and_can_save(round_, coordinator):
    round_.put_together()
    block = round_.of_agency("a")
    edit_block(block=block, text="Của người thứ nhất.", seen_revision=0, by=round_.coordinator)
    answer = act(coordinator, block, "luu", text="Của người thứ hai.")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Của người thứ nhất." in page
    assert "Của người thứ hai." in page
    act(coordinator, round_.of_agency("a"), "luu", text="Của người thứ hai.")
    assert round_.of_agency("a").text == "Của người thứ hai."


def test_empty_text_is_refused_and_nothing_is_lost(round_, coordinator):
    round_.put_together()
    answer = act(coordinator, round_.of_agency("a"), "luu", text=" ")
    assert answer.status_code == 422
    assert round_.of_agency("a").text == "Đã xong phần một của cơ sở dữ liệu."


@pytest.mark.parametrize("what", ["bo", "dung", "len", "xuong", "nguyen-van"])
def test_buttons_of_a_block_come_back_to_it(round_, coordinator, what):
    round_.put_together()
    block = round_.of_agency("a")
    answer = act(coordinator, block, what)
    assert answer.headers["Location"].endswith(f"#doan-{block.pk}")


def test_unknown_button_and_blocks_of_other_reports_are_not_there(round_, coordinator):
    round_.put_together()
    block = round_.of_agency("a")
    assert act(coordinator, block, "x").status_code == 404
    assert coordinator.post(url("official_block", pk=10**9), {"viec": "bo", "revision": 0}).status_code == 404


def test_typed_paragraph_and_bulk_decisions(round_, coordinator):
    made = round_.put_together()
    coordinator.post(url("official_block_add"), {"muc": "phuong-huong", "text": "Đoạn thêm."})
    assert Block.objects.filter(section__report=made, kind="typed").get().text == "Đoạn thêm."
    coordinator.post(url("official_blocks_waiting"), {"viec": "bo", "muc": "chi-tieu"})
    assert not Block.objects.filter(section__code="chi-tieu", state="waiting").exists()


@pytest.mark.parametrize(("form", "start"), [("docx", b"PK"), ("xlsx", b"PK")])
def test_files_are_named_as_drafts_until_frozen(round_, coordinator, form, start):
    made = round_.put_together()
    keep_everything(round_, made)
    answer = coordinator.get(url("official_download", form=form))
    assert answer.content[:2] == start
    assert answer.headers["Content-Disposition"] == f'attachment; filename="du-thao-bao-cao-nam-2026.{form}"'
    assert coordinator.get(url("official_download", form="exe")).status_code == 404


def test_head_of_the_document_is_kept_as_lists(round_, coordinator):
    made = round_.put_together()
    told = {"title": "Trích yếu mới", "symbol": "BC-SKHCN", "place": "Tỉnh Mẫu", "addressees": "Nơi một\nNơi hai\n",
            "recipients": "Như trên\nLưu: VT"}  # fmt: skip
    assert coordinator.post(url("official_head"), told).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.addressees) == ("Trích yếu mới", ["Nơi một", "Nơi hai"])


def test_comparison_marks_words_that_changed(round_, coordinator):
    old = frozen(round_)
    from tests.factories.reports import cycle

    later = cycle(2027, plan=round_.plan, code="nam-2027")
    new = OfficialReport.objects.create(cycle=later, issuer=round_.issuer, title="Mới")
    section = new.sections.create(code="tinh-hinh", title="Tình hình triển khai", order=0)
    said = round_.block("cau:do-day-du").text
    section.blocks.create(kind="typed", order=0, text=said.replace("2/3", "3/3"), state="kept")
    page = coordinator.get(reverse("official_compare", kwargs={"code": "nam-2027"})).content.decode()
    assert "<del>2/3</del>" in page
    assert "<ins>3/3</ins>" in page
    assert old.title in page


def test_comparison_shows_nobody_a_report_that_they_may_not_see(round_, sign_in):
    from tests.factories.reports import cycle

    old = frozen(round_)
    later = cycle(2027, plan=round_.plan, code="nam-2027")
    OfficialReport.objects.create(
        cycle=later, issuer=round_.issuer, title="Mới", state="issued", number=1, issued_on=timezone.localdate(),
        snapshot={**old.snapshot, "sections": []}, seal="0" * 64, frozen_at=timezone.now(),
    )  # fmt: skip
    reporter, told = sign_in(seat("reporter", round_.a)), round_.block("cau:do-day-du").text
    address = reverse("official_compare", kwargs={"code": "nam-2027"}) + "?xem=het"
    assert told not in reporter.get(address).content.decode()
    OfficialReport.objects.filter(pk=old.pk).update(state="issued", number=2, issued_on=timezone.localdate())
    assert told in reporter.get(address).content.decode()


def test_other_people_see_issued_reports_only(round_, sign_in):
    round_.put_together()
    reporter = sign_in(seat("reporter", round_.a))
    assert reporter.get(url()).status_code == 404
    assert reporter.post(url("official_report_gather")).status_code == 403
    assert reporter.get(url("official_download", form="docx")).status_code == 404


@pytest.mark.parametrize("section", ["chi-tieu", "phu-luc-nhiem-vu", "kho-khan"])
def test_page_asks_few_queries(round_, coordinator, django_assert_max_num_queries, section):
    round_.put_together()
    coordinator.get(url())
    with django_assert_max_num_queries(12):
        assert coordinator.get(url() + f"?muc={section}").status_code == 200


def test_frozen_page_asks_few_queries(round_, coordinator, django_assert_max_num_queries):
    frozen(round_)
    coordinator.get(url())
    with django_assert_max_num_queries(12):
        assert coordinator.get(url()).status_code == 200
