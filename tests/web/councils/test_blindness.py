"""Nobody who judges blind finds a name: not on any page, in any file or its metadata, in notices, mails, feeds, the API."""

import io
import unicodedata

import docx
import pytest
import xlsxwriter
from django.core import mail
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from khcn.kernel.documents.domain import attach_upload
from khcn.kernel.notices.domain import mail_notices
from khcn.kernel.notices.models import Notice
from khcn.operations.st_tasks.councils import meetings
from khcn.operations.st_tasks.models import BudgetLine, Question
from tests.factories import st_tasks as make
from tests.factories.agencies import AgencyFactory
from tests.factories.people import UserFactory, actor_for, seat
from tests.operations.st_tasks.councils import rooms
from tests.web.councils.crawl import crawl, every_address, leaks, words_of

pytestmark = pytest.mark.django_db

OWNER, LEADER, MEMBER = "Lò Thị Khuất Lấp", "Vàng Seo Giấu Mặt", "Nông Văn Kín Tiếng"
HOST, PARTNER, MAIL = "Viện Khuất Nẻo Mẫu", "Hợp tác xã Ẩn Bóng Mẫu", "khuat.lap@giau-ten.example"
NAMES = (OWNER, LEADER, MEMBER, HOST, PARTNER, MAIL)


def word_file() -> bytes:
    document = docx.Document()
    document.core_properties.author = LEADER
    document.core_properties.last_modified_by = OWNER
    document.add_paragraph(f"Chủ nhiệm {LEADER}, {HOST}. Phương pháp của {MEMBER.upper()}: khảo sát.")
    document.add_paragraph(unicodedata.normalize("NFD", f"Phối hợp với {PARTNER}"))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def workbook() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.set_properties({"author": OWNER, "company": HOST})
    book.add_worksheet(MEMBER).write(0, 0, f"Công lao động của {LEADER}")
    book.close()
    return target.getvalue()


def pdf(text: str) -> bytes:
    """One page with a text layer; the properties name an author."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Author": "Lo Thi Khuat Lap", "/Creator": MAIL})
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


FILES = (
    (f"Thuyết minh - {LEADER}.docx", word_file),
    (f"Dự toán {HOST}.xlsx", workbook),
    ("ly-lich-khuat-lap.pdf", lambda: pdf("Ly lich: Lo Thi Khuat Lap")),
    ("phuong-phap.pdf", lambda: pdf("Phuong phap khao sat")),
)


@pytest.fixture
def scene():
    """A blind call with two dossiers, full of names, before seven members who were invited; one of them has not declared."""
    officer = seat("coordinator", AgencyFactory())
    by = actor_for(officer)
    of = rooms.task("selection", name="Nghiên cứu giống cây mẫu", proposer=OWNER)
    host = make.organisation(HOST, visibility="internal", email=MAIL)
    partner = make.organisation(PARTNER, visibility="internal")
    call = make.call(rules=rooms.rules(), blind=True, opened_on=by.on, opening_minutes="1/BB-MHS")
    owner = UserFactory(full_name=OWNER, email=MAIL, username="khuat-lap-giau")
    one = rooms.dossier(
        of, owner=owner, organisation=host, call=call, title=f"Hồ sơ của {OWNER}",
        answers={
            "name": f"Nghiên cứu giống cây mẫu của {HOST}", "method": f"{LEADER} khảo sát, liên hệ {MAIL}",
            "team_story": f"Nhóm {MEMBER}",
        },
    )  # fmt: skip
    one.partners.add(partner)
    make.team_member(one, role="leader", name=LEADER, person=make.person(LEADER, visibility="internal"))
    make.team_member(one, name=MEMBER, organisation=partner, email="kin.tieng@giau-ten.example")
    BudgetLine.objects.create(
        application=one,
        year=2027,
        source="ngan-sach",
        item="cong-lao-dong",
        what=f"Công của {LEADER}",
        asked=5,
    )
    for name, content in FILES:
        attach_upload(record=one, content=io.BytesIO(content()), name=name, by=actor_for(owner))
    two = rooms.dossier(of, call=call, organisation=make.organisation("Công ty Mẫu số 2"))
    council = rooms.appointed("selection", by=by, dossiers=(one, two), call=call)
    held = rooms.meeting(council, by, days=30)
    meetings.invite_meeting(meeting=held, papers_sent_on=by.on, by=by)
    rooms.all_declare(council)
    Question.objects.create(
        item=council.items.first(), seat=council.seats.first(), text="Số mẫu là bao nhiêu?"
    )
    return {"officer": officer, "council": council, "task": of, "dossier": one, "call": call, "meeting": held}


def starts(scene) -> list[str]:
    items = scene["council"].items.values_list("pk", flat=True)
    return ["/", "/viec-cua-toi/", "/thong-bao/", "/api/v1/", "/hoi-dong-cua-toi/", "/lich-nghia-vu/dang-ky/",
            "/tim/?q=giau+mat", "/tim/?q=khuat+neo", "/so-dang-ky/nhiem-vu-khcn/goi-y/?q=nghien",
            "/so-dang-ky/chuyen-gia/goi-y/?q=giau", "/so-dang-ky/to-chuc/goi-y/?q=khuat",
            "/api/v1/nhiem-vu-khcn/", "/api/v1/to-chuc/", "/api/v1/chuyen-gia/",
            *(f"/hoi-dong-cua-toi/noi-dung/{item}/" for item in items)]  # fmt: skip


def test_the_names_are_there_for_the_officer(client, scene):
    client.force_login(scene["officer"])
    files = (f"/tai-lieu/{pk}/" for pk in scene["dossier"].attachments.values_list("pk", flat=True))
    found = crawl(
        client,
        [*files, f"/de-xuat/ho-so/{scene['dossier'].pk}/", f"/hoi-dong/{scene['council'].pk}/"],
        most=15,
    )
    assert {name for _url, name in leaks(found, NAMES)} == set(NAMES)


OWN = (
    "/hoi-dong",
    "/thong-bao",
    "/viec-cua-toi",
    "/tai-lieu",
    "/nhiem-vu-khcn",
    "/de-xuat",
    "/so-dang-ky/nhiem-vu-khcn",
)


@pytest.mark.parametrize("place", range(len(rooms.SEVEN)), ids=rooms.SEVEN)
def test_no_member_finds_a_name_on_pages_of_tasks_and_councils(client, scene, place):
    member = scene["council"].seats.order_by("order")[place].user
    client.force_login(member)
    found = crawl(client, starts(scene), inside=OWN, most=120)
    assert any("/tai-lieu/" in url for url in found), "the member reads papers, so a leak could show"
    assert leaks(found, NAMES) == []


def test_an_expert_who_judges_finds_no_name_wherever_a_link_leads(client, scene):
    reviewer = seat("expert", user=scene["council"].seats.get(order=2).user)
    client.force_login(reviewer)
    found = crawl(client, starts(scene), most=250)
    assert len(found) > 60
    assert leaks(found, NAMES) == []


def test_addresses_typed_by_hand_tell_no_names_either(client, scene):
    client.force_login(scene["council"].seats.get(order=3).user)
    told = {url: words_of(client.get(url)) for url in every_address(keys(scene))}
    assert len(told) > 100
    assert leaks(told, NAMES) == []


def keys(scene) -> dict[str, list]:
    dossier, of, council = scene["dossier"], scene["task"], scene["council"]
    files = list(dossier.attachments.values_list("pk", flat=True))
    records = [
        dossier.pk,
        of.pk,
        council.pk,
        scene["meeting"].pk,
        *council.items.values_list("pk", flat=True),
        *files,
    ]
    return {
        "pk": sorted(set(records)), "code": [scene["call"].code, "nhiem-vu-khcn"], "item": [council.items.first().pk],
        "seat": [council.seats.first().pk], "attachment": files, "page": ["phieu", "nhan-xet"],
        "member": [dossier.team.first().pk], "model": ["st_tasks.application", "st_tasks.sttask"], "transition": ["choose"],
    }  # fmt: skip


def test_notices_and_mails_to_members_tell_no_names(scene):
    users = scene["council"].seats.values("user")
    rows = list(Notice.objects.filter(user__in=users))
    mail_notices.call([one.pk for one in rows])
    notices = {str(one.pk): f"{one.title} {one.body}" for one in rows}
    mails = {str(number): f"{one.subject} {one.body} {one.to}" for number, one in enumerate(mail.outbox)}
    assert len(notices) == len(rooms.SEVEN) and len(mails) == len(rooms.SEVEN)
    assert leaks(notices | mails, NAMES) == []


def test_somebody_of_the_department_who_sits_in_the_council_is_blind_too(client, scene):
    """The office does not open what the seat closes."""
    member = seat("coordinator", AgencyFactory(), user=scene["council"].seats.get(order=4).user)
    client.force_login(member)
    council = scene["council"].pk
    for path in ("", "xung-dot/", "ket-qua/", "thanh-vien/"):
        assert client.get(f"/hoi-dong/{council}/{path}").status_code == 404
    assert client.get(f"/hoi-dong/phien-hop/{scene['meeting'].pk}/").status_code == 404
    assert client.get(f"/hoi-dong/xep-hang/{scene['call'].pk}/").status_code == 404


def test_the_public_and_strangers_find_no_name(client, scene):
    found = crawl(client, ["/", "/cong-khai/dot-thong-bao/", "/so-dang-ky/nhiem-vu-khcn/"], most=60)
    assert leaks(found, NAMES) == []
