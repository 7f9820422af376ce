"""Freezing, issuing, publishing: the document is made from the snapshot alone."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from khcn.kernel.agencies.models import AgencyName
from khcn.kernel.documents.domain import detach
from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.checking import check_document
from khcn.outputs.official_reports.editing import decide_waiting, edit_block
from khcn.outputs.official_reports.freezing import (
    freeze,
    issue,
    publish_summary,
    sealed_content,
    thaw,
    withdraw_summary,
)
from khcn.outputs.official_reports.models import OfficialReport
from khcn.outputs.official_reports.writing import to_docx, written
from khcn.plan.models import TargetMeasure
from tests.factories.equipment import OrganisationFactory
from tests.factories.indicators import indicator, observation, recounted
from tests.factories.official_reports import a_round, frozen, keep_everything

pytestmark = pytest.mark.django_db
SIGNER = {"authority": "", "head_title": "Giám đốc", "signer_name": "Người Ký Mẫu"}


@pytest.fixture
def round_():
    return a_round()


def refusal(act, **told):
    with pytest.raises(DomainError) as refused:
        act(**told)
    return refused.value.code


def test_snapshot_keeps_values_with_vintage_names_and_signer(round_):
    AgencyName.objects.create(agency=round_.issuer, name="Sở Mẫu tên cũ", valid_from=date(2020, 1, 1))
    made = OfficialReport.objects.get(pk=frozen(round_).pk)
    content = sealed_content(made)
    assert content["issuer"] == {"code": "so-mau", "name": "Sở Mẫu tên cũ"}
    assert content["signature"]["authority"] == "KT."
    assert [(one["value"], one["vintage"], one["revision"]) for one in content["evidence"]["observations"]] == [
        ("41.5", "final", 1), ("52.25", "preliminary", 1),
    ]  # fmt: skip
    first = next(one for one in content["sections"] if one["code"].startswith("nhiem-vu-"))
    assert first["blocks"][0]["source"]["version"] == 1


def test_frozen_report_is_the_same_bytes_after_everything_changed(round_):
    made = frozen(round_)
    before = to_docx(OfficialReport.objects.get(pk=made.pk))
    round_.a.name, round_.issuer.name = "Sở tên mới", "Sở ban hành tên mới"
    round_.a.save(), round_.issuer.save()
    round_.cycle.title = "Tên khác"
    round_.cycle.save()
    observation(round_.indicator, 2026, 99, revision=2)
    round_.block("cau:do-day-du").section.blocks.update(text="Sửa thẳng trong cơ sở dữ liệu")
    round_.tasks[0].short_title = "Tên nhiệm vụ khác"
    round_.tasks[0].save()
    assert to_docx(OfficialReport.objects.get(pk=made.pk)) == before


def test_changed_snapshot_is_noticed(round_):
    made = frozen(round_)
    content = json.loads(json.dumps(made.snapshot))
    content["title"] = "Khác"
    OfficialReport.objects.filter(pk=made.pk).update(snapshot=content)
    made.refresh_from_db()
    assert refusal(issue, report=made, number=5, issued_on=timezone.localdate(), by=round_.coordinator) == (
        "official_report.broken_seal"
    )


def test_unseen_blocks_changed_sources_and_news_stand_in_the_way(round_):
    made = round_.put_together()
    told = {"report": made, "by": round_.coordinator, **SIGNER}
    assert refusal(freeze, **told) == "official_report.waiting"
    keep_everything(round_, made)
    observation(round_.indicator, 2026, 60, vintage="final")
    assert refusal(freeze, **told) == "official_report.outdated"
    round_.put_together()
    assert refusal(freeze, **told) == "official_report.source_changed"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"authority": "KT."}, "signer_title"),
        ({"authority": "TM."}, "collective"),
        ({"signer_name": " "}, "signer_name"),
        ({"authority": "XX."}, "authority"),
    ],
)
def test_signature_without_its_parts_is_refused_at_the_field(round_, told, field):
    made = round_.put_together()
    with pytest.raises(DomainError) as refused:
        freeze(report=made, by=round_.coordinator, **{**SIGNER, **told})
    assert list(refused.value.fields) == [field]


def test_report_of_nothing_is_not_frozen(round_):
    made = round_.put_together()
    made.sections.first().blocks.model.objects.update(state="dropped")
    assert refusal(freeze, report=made, by=round_.coordinator, **SIGNER) == "official_report.empty"


def test_counts_are_kept_with_the_marks_of_their_records(round_):
    OrganisationFactory()
    one = indicator("to-chuc-mau", unit="tổ chức", kind="count", fact="organisations.science")
    recounted(one, 2026)
    TargetMeasure.objects.create(target=round_.targets[1], indicator=one)
    content = sealed_content(OfficialReport.objects.get(pk=frozen(round_).pk))
    count = next(row for row in content["evidence"]["counts"] if row["indicator"] == "to-chuc-mau")
    assert (count["register"], len(count["whole"])) == ("to-chuc", 64)
    assert all(len(mark) == 64 for mark in count["records"].values())


def test_opening_again_needs_a_reason_and_frees_the_text(round_):
    made = frozen(round_)
    assert refusal(thaw, report=made, reason=" ", by=round_.coordinator) == "official_report.reason"
    thaw(report=made, reason="Lãnh đạo yêu cầu sửa", by=round_.coordinator)
    block = round_.of_agency("a")
    edit_block(block=block, text="Sửa lại.", seen_revision=block.revision, by=round_.coordinator)
    made.refresh_from_db()
    again = freeze(report=made, by=round_.coordinator, **SIGNER)
    assert again.state == "frozen"


def test_file_of_an_issued_report_is_not_taken_away(round_):
    done = issue(report=frozen(round_), number=5, issued_on=timezone.localdate(), by=round_.coordinator)
    kept = done.attachments.get()
    assert refusal(detach, attachment=kept, by=round_.coordinator, reason="Nhầm") == "attachment.kept"


def test_issuing_enters_number_and_date_and_keeps_the_file(round_, tmp_path):
    made = frozen(round_)
    done = issue(report=made, number=5, issued_on=timezone.localdate(), by=round_.coordinator)
    assert (str(done.document), done.document.summary) == ("05/BC-SKHCN", done.title)
    attachment = done.attachments.get()
    assert (attachment.file_name, attachment.document) == ("bao-cao-05-nam-2026.docx", done.document)
    assert refusal(thaw, report=done, reason="x", by=round_.coordinator) == "official_report.not_frozen"
    assert refusal(issue, report=done, number=6, issued_on=timezone.localdate(), by=round_.coordinator) == (
        "official_report.not_frozen"
    )


@pytest.mark.parametrize(
    ("number", "days", "field"), [(0, 0, "number"), (5, 1, "issued_on"), (5, -1, "issued_on")]
)
def test_impossible_numbers_and_days_are_refused_at_the_field(round_, number, days, field):
    made = frozen(round_)
    with pytest.raises(DomainError) as refused:
        issue(
            report=made,
            number=number,
            issued_on=timezone.localdate() + timedelta(days),
            by=round_.coordinator,
        )
    assert list(refused.value.fields) == [field]


def test_number_is_given_once_a_year(round_):
    made = frozen(round_)
    from khcn.kernel.documents.domain import register_document

    register_document(
        kind="BC", symbol="05/BC-SKHCN", issued_on=timezone.localdate(), summary="Khác", by=round_.coordinator
    )
    with pytest.raises(DomainError) as refused:
        issue(report=made, number=5, issued_on=timezone.localdate(), by=round_.coordinator)
    assert list(refused.value.fields) == ["number"]


@pytest.mark.parametrize("stage", ["draft", "frozen", "issued"])
def test_word_file_has_no_deviation_from_the_layout(round_, tmp_path, stage):
    made = round_.put_together()
    keep_everything(round_, made)
    if stage != "draft":
        made = freeze(report=made, by=round_.coordinator, **SIGNER)
    if stage == "issued":
        made = issue(report=made, number=5, issued_on=timezone.localdate(), by=round_.coordinator)
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(to_docx(made))
    found = check_document(path)
    assert [(one.code, one.found, one.expected) for one in found.deviations] == []


def test_annexes_are_a_workbook_and_the_same_each_time(round_):
    made = frozen(round_)
    assert written(made, "xlsx")[:2] == b"PK"
    assert written(made, "xlsx") == written(made, "xlsx")


def test_summary_is_public_only_after_issuing_and_may_be_withdrawn(round_):
    made = frozen(round_)
    told = {"report": made, "summary": "Tóm tắt mẫu.", "by": round_.coordinator}
    assert refusal(publish_summary, **told) == "official_report.not_issued"
    done = issue(report=made, number=5, issued_on=timezone.localdate(), by=round_.coordinator)
    assert (
        refusal(publish_summary, report=done, summary=" ", by=round_.coordinator) == "official_report.summary"
    )
    assert publish_summary(**told).published_at is not None
    assert withdraw_summary(report=done, by=round_.coordinator).published_at is None


def test_left_out_blocks_are_in_no_document(round_):
    made = round_.put_together()
    decide_waiting(report=made, keep=False, by=round_.coordinator)
    done = freeze(report=made, by=round_.coordinator, **SIGNER)
    assert {block["kind"] for part in done.snapshot["sections"] for block in part["blocks"]} == {
        "agency",
        "table",
    }


@pytest.mark.parametrize("missing", [{"symbol": ""}, {"place": ""}, {"recipients": []}])
def test_document_without_symbol_place_or_recipients_is_not_frozen(round_, missing):
    made = round_.put_together()
    keep_everything(round_, made)
    OfficialReport.objects.filter(pk=made.pk).update(**missing)
    assert refusal(freeze, report=made, by=round_.coordinator, **SIGNER) == "official_report.head"
