"""The decision that forms a council, and the invitations to its meetings."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.models import Council, CouncilItem, Meeting, Seat
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.outputs.official_documents.model import (
    Annex,
    Article,
    Block,
    Bullet,
    Column,
    Document,
    Paragraph,
    Table,
)
from khcn.outputs.task_documents.issuing import letterhead
from khcn.outputs.task_documents.people import (
    by_task,
    is_secret,
    items_of,
    meeting_items,
    members,
    members_table,
    open_meetings,
    role_of,
    titles_counted,
    workplace,
)
from khcn.outputs.task_documents.registry import COUNCIL, Part, Source, document
from khcn.outputs.task_documents.wording import (
    BLANK,
    bases_of,
    day_told,
    duty,
    from_signing,
    lines_of,
    listed_fact,
    moment_told,
    proposal_of,
    told,
)


def no_members(council: Council) -> str:
    return "" if members(council) else str(_("Hội đồng chưa có thành viên."))


@document("quyet-dinh-hoi-dong", _("Quyết định thành lập hội đồng"), of=COUNCIL, missing=no_members, order=20)
def forming_decision(source: Source) -> Document:
    council: Council = source.record
    seats, items, issuer = members(council), items_of(council), source.issuer
    annexes = [Annex(f"Danh sách thành viên {council.name}", [members_table(seats)])]
    if items:
        annexes.append(Annex("Danh mục nội dung hội đồng xem xét", [_items_table(items)]))
    return Document(
        kind="QD",
        letterhead=letterhead(
            issuer, "QĐ", symbol=council.symbol, day=council.decided_on, secret=is_secret(items)
        ),
        title=f"Thành lập {council.name}",
        decided_by=issuer.decided_by,
        legal_bases=[*bases_of(council.procedure), proposal_of()],
        blocks=list(_articles(council, len(seats), several=bool(items))),
        signature=issuer.signature(),
        recipients=("Như Điều 5", "Các thành viên có tên tại Điều 1", "Lưu: VT, hồ sơ hội đồng"),
        annexes=annexes,
    )


def _articles(council: Council, count: int, *, several: bool) -> Iterator[Block]:
    group = kind_of(council).judges == "finance"
    body = "tổ thẩm định" if group else "hội đồng"
    yield Article(f"Thành lập {council.name} gồm {count:02d} thành viên có tên trong Phụ lục{' I' if several else ''} kèm theo Quyết định này.")  # fmt: skip
    yield Article(f"Nhiệm vụ và cách làm việc của {body}:")
    if several:
        yield Bullet("Xem xét, đánh giá và có kết luận bằng biên bản về các nội dung nêu tại Phụ lục II.")
    yield Bullet(
        f"Từng thành viên khai báo về xung đột lợi ích trước khi nhận tài liệu, làm việc độc lập, giữ bí mật nội dung hồ sơ và chịu trách nhiệm về ý kiến của mình; {body} làm việc theo quy định về quản lý nhiệm vụ khoa học và công nghệ đang áp dụng."
    )
    for line in lines_of(council.regulation):
        yield Bullet(line.removeprefix("- "))
    yield Article(_term(council, body))
    clerk = f"Ông (Bà) {council.clerk.full_name}, thư ký hành chính" if council.clerk else ""
    yield from_signing()
    yield duty(clerk, "các thành viên có tên tại Điều 1")


def _term(council: Council, body: str) -> str:
    if council.term_from or council.term_to:
        return f"{body.capitalize()} hoạt động từ {day_told(council.term_from)} đến hết {day_told(council.term_to)}. Kinh phí hoạt động thực hiện theo quy định."
    return f"{body.capitalize()} tự kết thúc hoạt động sau khi hoàn thành nhiệm vụ. Kinh phí hoạt động thực hiện theo quy định."


def _items_table(items: Sequence[CouncilItem]) -> Table:
    """Each task once; how many dossiers stand for it."""
    rows = [
        (
            str(number),
            title,
            str(rows[0].task.get_kind_display()),
            f"{len(rows):02d}" if rows[0].dossier_id else "",
        )
        for number, (title, rows) in enumerate(by_task(items), start=1)
    ]
    columns = (
        Column("TT", 0.5, "center"),
        Column("Tên nhiệm vụ", 5),
        Column("Loại", 2),
        Column("Số hồ sơ", 1, "center"),
    )
    return Table(columns, rows)


# --- invitations -----------------------------------------------------------------------------------------------------


def no_meeting(council: Council) -> str:
    if reason := no_members(council):
        return reason
    return "" if open_meetings(council) else str(_("Chưa có phiên họp nào."))


def invitation_parts(council: Council) -> list[Part]:
    """One for each member and meeting; those of a meeting go together."""
    seats = members(council)
    return [
        Part(
            key=f"{meeting.pk}-{seat.pk}", label=seat.name, group=str(_("Phiên %d") % meeting.number),
            slug=f"phien-{meeting.number}-thanh-vien-{place:02d}", value=(meeting, seat),
        )
        for meeting in open_meetings(council)
        for place, seat in enumerate(seats, start=1)
    ]  # fmt: skip


@document(
    "giay-moi", _("Giấy mời họp hội đồng"), of=COUNCIL, missing=no_meeting, parts=invitation_parts, order=21
)
def invitation(source: Source) -> Document:
    """To one member; titles only, whoever stands behind them."""
    assert source.part is not None
    council: Council = source.record
    meeting, seat = source.part.value
    items, issuer = meeting_items(meeting), source.issuer
    return Document(
        kind="PHIEU", kind_name="Giấy mời",
        letterhead=letterhead(issuer, "GM", symbol=meeting.invitation_symbol, day=meeting.invited_on, secret=is_secret(items)),
        title=f"Họp {council.name}",
        addressees=(_addressed(seat),),
        blocks=list(_invited(meeting, seat, items, issuer.name)),
        signature=issuer.signature(),
        recipients=("Như trên", "Lưu: VT, hồ sơ hội đồng"),
    )  # fmt: skip


def _addressed(seat: Seat) -> str:
    place = workplace(seat)
    return f"Ông (Bà) {seat.name}" + (f", {place}" if place else "")


def _invited(meeting: Meeting, seat: Seat, items: Sequence[CouncilItem], issuer: str) -> Iterator[Block]:
    council = meeting.council
    yield Paragraph(f"{issuer} trân trọng kính mời Ông (Bà) {seat.name}, {role_of(seat).lower()}, dự phiên họp thứ {meeting.number} của {council.name} như sau:")  # fmt: skip
    yield listed_fact("Thời gian", f"{moment_told(meeting.at)}")
    yield listed_fact("Địa điểm", meeting.place)
    yield listed_fact("Hình thức", str(meeting.get_mode_display()).lower())
    yield Bullet("Nội dung:")
    for title in titles_counted(items):
        yield Bullet(title, 2)
    if not items:
        yield Bullet(BLANK, 2)
    yield listed_fact(
        "Tài liệu gửi ngày", f"{meeting.papers_sent_on:%d/%m/%Y}" if meeting.papers_sent_on else ""
    )
    if meeting.guests:
        yield listed_fact("Khách mời", "; ".join(lines_of(meeting.guests)))
    yield Paragraph(_asked(council, timezone.localdate(meeting.at)))
    yield Paragraph(f"Nếu không dự được, Ông (Bà) báo cho thư ký hành chính {told(council.clerk.full_name if council.clerk else '')} trước ngày họp. Rất mong Ông (Bà) thu xếp thời gian tham dự.")  # fmt: skip


def _asked(council: Council, on: date) -> str:
    """What is asked of the member before the meeting."""
    figure = outline_of(council.procedure).figure_by_code.get(f"reviews.before.{kind_of(council).judges}")
    until = f" chậm nhất {int(figure.value)} ngày trước ngày họp" if figure else " trước phiên họp"
    return (
        "Trước khi nhận tài liệu, đề nghị Ông (Bà) khai báo về xung đột lợi ích đối với từng nội dung; sau khi nghiên cứu tài liệu, "
        f"gửi phiếu nhận xét, đánh giá cho thư ký hành chính{until}. Tài liệu của phiên họp không được sao chép, chuyển cho người khác."
    )
