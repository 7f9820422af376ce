"""Every document of S&T tasks: the layout of the decree with long names, nothing invented, no author where blind."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from khcn.kernel.access import Actor
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.packs.source import read_yaml
from khcn.operations.st_tasks.models import Instalment, Seat, StTask
from khcn.outputs.official_documents.checking import check_document
from khcn.outputs.task_documents.issuing import Issuer, agencies_for, issuer_of
from khcn.outputs.task_documents.making import make, offers
from khcn.outputs.task_documents.rankings import in_order
from khcn.outputs.task_documents.registry import makers
from tests.factories.people import UserFactory, actor_for
from tests.outputs.task_documents.world import HOST, LEADER, PACK, RIVAL, World, make_council, make_world

pytestmark = pytest.mark.django_db
KINDS = ("identification", "selection", "finance", "acceptance")


@pytest.fixture
def world() -> World:
    return make_world()


def issuer(world: World) -> Issuer:
    return issuer_of(agencies_for(world.actor)[0], place="Địa danh Mẫu")


def made(world: World, code: str, record, **more):
    return make(code=code, record=record, issuer=issuer(world), by=world.actor, **more)


def text_of(docx: bytes) -> str:
    """All text of a Word file, one line a paragraph."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        xml = archive.read("word/document.xml").decode()
    lines = re.sub(r"</w:p>", "\n", xml)
    return re.sub(r"<[^>]+>", "", lines)


def first_of_each(world: World, record):
    """Every document that can be made of the record, one part each."""
    for one in offers(record):
        if not one.missing:
            yield one.code, made(world, one.code, record, part=one.parts[0].key if one.parts else "")


def deviations(tmp_path, content: bytes):
    path = tmp_path / "van-ban.docx"
    path.write_bytes(content)
    report = check_document(path)
    return report.verdict, [(one.code, one.found) for one in report.deviations]


def test_every_code_that_rule_sets_produce_has_a_maker():
    named = {
        code
        for path in PACK.parents[1].glob("*/procedures/*.yaml")
        for move in read_yaml(path, name=path.name)["transitions"]
        for code in move.get("produces", ())
    }
    assert named - {one.code for one in makers()} == set() and len(named) > 10


def test_documents_of_a_task_with_long_names_keep_the_layout(world, tmp_path):
    found = {code: deviations(tmp_path, one.content) for code, one in first_of_each(world, world.task)}
    assert found == {one.code: ("conforms", []) for one in makers("task")}


def test_documents_of_a_call_keep_the_layout(world, tmp_path):
    found = {code: deviations(tmp_path, one.content) for code, one in first_of_each(world, world.call)}
    assert found == {one.code: ("conforms", []) for one in makers("call")}


@pytest.mark.parametrize("kind", KINDS)
def test_documents_of_a_council_keep_the_layout(world, tmp_path, kind):
    council = make_council(world, kind)
    found = {code: deviations(tmp_path, one.content) for code, one in first_of_each(world, council)}
    expected = {"quyet-dinh-hoi-dong", "giay-moi", "phieu-trang"}
    expected |= {"bien-ban-tham-dinh"} if kind == "finance" else {"phieu-da-nop", "bien-ban-hoi-dong"}
    expected |= {"bang-xep-hang"} if kind == "selection" else set()
    assert found == dict.fromkeys(expected, ("conforms", []))


def test_a_bare_task_has_blanks_and_nothing_invented(world, tmp_path):
    bare = StTask.objects.get(pk=world.task.pk)
    StTask.objects.filter(pk=bare.pk).update(
        code="", leader_name="", lump_sum="", objective="", expected_results=""
    )
    world.task.contract.delete() if hasattr(world.task, "contract") else None
    world.task.products.all().delete()
    bare.refresh_from_db()
    content = made(world, "hop-dong", bare).content
    told = text_of(content)
    assert "Chủ nhiệm: ………………" in told and "Mã số: ………………" in told and "ngày …… tháng …… năm" in told
    assert deviations(tmp_path, content) == ("conforms", [])


def test_an_open_number_and_day_stay_open(world):
    StTask.objects.filter(pk=world.task.pk).update(order_symbol="")
    world.task.refresh_from_db()
    told = text_of(made(world, "quyet-dinh-dat-hang", world.task).content)
    assert re.search(r"Số:\s+/QĐ-SKHCN", told)


def test_issued_documents_carry_their_number_and_the_day_in_words(world):
    told = text_of(made(world, "quyet-dinh-phe-duyet", world.task).content)
    assert "Số: 415/QĐ-SKHCN" in told and "Địa danh Mẫu, ngày 03 tháng 6 năm 2024" in told


def test_money_stands_in_figures_and_words(world):
    told = text_of(made(world, "hop-dong", world.task).content)
    assert (
        "2.345.678.000 đồng (Hai tỷ ba trăm bốn mươi lăm triệu sáu trăm bảy mươi tám nghìn đồng chẵn)" in told
    )
    assert "545.178.000 đồng" in told  # the rest is from other sources


def test_the_contract_adds_its_instalments_up(world):
    told = text_of(made(world, "hop-dong", world.task).content)
    total = sum(Instalment.objects.values_list("amount", flat=True))
    assert f"{total:,}".replace(",", ".") in told


def test_who_signs_stays_open_or_is_as_asked(world):
    deputy = issuer(world).signing(authority="KT.", deputy_title="Phó Giám đốc", signer="Lâm Văn Mẫu")
    content = make(code="quyet-dinh-cong-nhan", record=world.task, issuer=deputy, by=world.actor).content
    told = text_of(content)
    assert [line for line in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lâm Văn Mẫu") if line not in told] == []
    assert "Lâm Văn Mẫu" not in text_of(made(world, "quyet-dinh-cong-nhan", world.task).content)


def test_papers_of_a_task_with_secrets_are_marked(world, tmp_path):
    StTask.objects.filter(pk=world.task.pk).update(confidential=True, visibility="internal")
    world.task.refresh_from_db()
    for code, one in first_of_each(world, world.task):
        assert "LƯU HÀNH NỘI BỘ" in text_of(one.content), code
        assert deviations(tmp_path, one.content) == ("conforms", []), code
    council = make_council(world, "acceptance")
    assert "LƯU HÀNH NỘI BỘ" in text_of(made(world, "quyet-dinh-hoi-dong", council).content)


def test_no_document_of_a_blind_council_names_an_author(world):
    council = make_council(world, "selection", blind=True)
    hidden = (
        HOST,
        RIVAL,
        LEADER,
        "Hợp tác xã Mẫu số 3",
        "Chủ nhiệm Mẫu số 2",
        *(one.receipt for one in world.dossiers),
    )
    open_one = make_council(world, "selection")
    assert any(HOST in text_of(one.content) for _code, one in first_of_each(world, open_one))  # it could leak
    for one in offers(council):
        if one.missing:
            continue
        file = made(world, one.code, council)
        names, texts = [file.name], []
        if file.name.endswith(".zip"):
            with zipfile.ZipFile(BytesIO(file.content)) as archive:
                names += archive.namelist()
                texts = [text_of(archive.read(name)) for name in archive.namelist()]
        else:
            texts = [text_of(file.content)]
        found = [(one.code, name) for name in hidden for said in (*names, *texts) if name in said]
        assert found == []


def test_file_properties_name_the_platform_and_no_person(world):
    with zipfile.ZipFile(BytesIO(made(world, "hop-dong", world.task).content)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", core) == ["KHCN", "KHCN"]


def test_the_same_record_gives_the_same_bytes(world):
    first, second = (made(world, "hop-dong", world.task).content for _time in range(2))
    assert first == second


def test_minutes_tell_count_arithmetic_and_winner(world):
    council = make_council(world, "selection")
    told = text_of(made(world, "bien-ban-hoi-dong", council).content)
    winner = council.items.get(result="winner")
    assert "09/09" in told and "lệch 41,33 điểm so với 81,33: không hợp lệ" in told
    assert f"Trúng tuyển: Hồ sơ {winner.dossier.blind_code}" in told


def test_minutes_closed_on_another_day_leave_the_hour_open(world):
    council = make_council(world, "acceptance")
    meeting = council.meetings.get()
    assert timezone.localdate(meeting.closed_at) != timezone.localdate(meeting.at)
    assert "kết thúc vào …… giờ …… phút" in text_of(made(world, "bien-ban-hoi-dong", council).content)


def test_an_empty_sheet_has_every_criterion_and_no_points(world):
    council = make_council(world, "selection", closed=False)
    seat, item = council.seats.first(), council.items.first()
    told = text_of(made(world, "phieu-trang", council, part=f"{item.pk}-{seat.pk}").content)
    assert "Nội dung, nhân lực, phương pháp thực hiện" in told and seat.name in told and "Tổng điểm" in told


def test_sheets_of_all_members_come_in_one_archive(world):
    council = make_council(world, "selection", closed=False)
    file = made(world, "phieu-trang", council)
    with zipfile.ZipFile(BytesIO(file.content)) as archive:
        names = archive.namelist()
    assert file.name == f"phieu-trang-hoi-dong-{council.pk}.zip" and len(names) == len(set(names)) == 27
    one = Seat.objects.filter(council=council).first()
    with zipfile.ZipFile(BytesIO(made(world, "phieu-trang", council, group=one.name).content)) as archive:
        assert len(archive.namelist()) == 3


def test_what_cannot_be_made_yet_says_why(world):
    council = make_council(world, "acceptance", closed=False)
    reasons = {one.code: one.missing for one in offers(council)}
    assert reasons["phieu-da-nop"] == "Chưa có phiếu nào được nộp."
    with pytest.raises(DomainError) as refused:
        made(world, "phieu-da-nop", council)
    assert refused.value.code == "task_document.not_ready"


def test_a_document_of_another_sort_or_an_unknown_part_is_refused(world):
    council = make_council(world, "acceptance")
    for code, record, more in (
        ("hop-dong", council, {}),
        ("khong-co", world.task, {}),
        ("giay-moi", council, {"part": "0-0"}),
    ):
        with pytest.raises(DomainError) as refused:
            made(world, code, record, **more)
        assert refused.value.code == "task_document.unknown"


def test_only_who_manages_the_record_makes_its_documents(world):
    council = make_council(world, "acceptance")
    stranger, nobody = actor_for(UserFactory()), Actor(None, "", timezone.localdate())
    for code, record in (("hop-dong", world.task), ("bien-ban-mo-ho-so", world.call), ("giay-moi", council)):
        for actor in (stranger, nobody):
            with pytest.raises(NotAllowed):
                make(code=code, record=record, issuer=issuer(world), by=actor)


def test_a_manager_who_sits_in_a_blind_council_makes_none_of_its_documents(world):
    council = make_council(world, "selection", blind=True, closed=False)
    Seat.objects.filter(pk=council.seats.first().pk).update(user=world.officer)
    with pytest.raises(NotAllowed):
        made(world, "giay-moi", council)


def test_making_a_document_is_in_the_journal(world):
    before = Event.objects.count()
    made(world, "hop-dong", world.task)
    event = Event.objects.order_by("-number").first()
    assert Event.objects.count() == before + 1
    assert (event.action, event.after["document"], event.after["files"]) == (
        "task_document.make",
        "hop-dong",
        1,
    )


def test_several_tasks_of_one_decision_stand_in_one_list(world):
    other = StTask.objects.exclude(pk=world.task.pk).first()
    StTask.objects.filter(pk=other.pk).update(
        order_symbol=world.task.order_symbol, ordered_on=world.task.ordered_on
    )
    told = text_of(made(world, "quyet-dinh-dat-hang", world.task).content)
    assert "gồm 02 nhiệm vụ" in told and other.name in told


def test_days_of_the_draft_follow_local_time(world):
    """Published at 01:00 in Vietnam is the day before by the clock of the database."""
    world.call.published_at = timezone.make_aware(timezone.datetime(2024, 3, 1, 1, 0))
    world.call.opens_at = world.call.published_at + timedelta(hours=7)
    world.call.save()
    assert "ngày 01 tháng 3 năm 2024" in text_of(made(world, "thong-bao-tuyen-chon", world.call).content)


def test_dossiers_stand_by_place_and_those_that_fail_by_points(world):
    council = make_council(world, "selection")
    items = list(council.items.order_by("pk"))
    for item, place, final in zip(items, (None, 1, None), ("50", "80", "60"), strict=True):
        item.outcome = {**item.outcome, "place": place, "final": final}
    assert in_order(items) == [items[1], items[2], items[0]]


def test_a_ranking_belongs_to_councils_of_selection_alone(world):
    council = make_council(world, "acceptance")
    assert "bang-xep-hang" not in [one.code for one in offers(council)]
    with pytest.raises(DomainError) as refused:
        made(world, "bang-xep-hang", council)
    assert refused.value.code == "task_document.unknown"
