"""Documents of a call: the notice, the minutes of the session that opened the dossiers."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.identity import visible_identity
from khcn.operations.st_tasks.models import Application, Call, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Outline
from khcn.outputs.official_documents.model import (
    Annex,
    Block,
    Bullet,
    Column,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from khcn.outputs.task_documents.issuing import letterhead
from khcn.outputs.task_documents.registry import CALL, Source, document
from khcn.outputs.task_documents.wording import (
    BLANK,
    CELL,
    bases_of,
    fact,
    lines_of,
    moment_told,
    paragraphs,
    told,
)


def no_tasks(call: Call) -> str:
    return "" if call.tasks.exists() else str(_("Đợt thông báo chưa có nhiệm vụ nào."))


def not_opened(call: Call) -> str:
    return "" if call.opened_on else str(_("Hồ sơ của đợt chưa mở."))


def _tasks(call: Call) -> list[StTask]:
    return list(call.tasks.order_by("pk"))


def _secret(tasks: Sequence[StTask]) -> bool:
    return any(task.confidential for task in tasks)


@document("thong-bao-tuyen-chon", _("Thông báo nhận hồ sơ"), of=CALL, missing=no_tasks, order=14)
def notice(source: Source) -> Document:
    call: Call = source.record
    tasks, outline, issuer = _tasks(call), outline_of(call.procedure), source.issuer
    day = timezone.localdate(call.published_at) if call.published_at else None
    return Document(
        kind="TB",
        letterhead=letterhead(issuer, "TB", symbol=call.notice_symbol, day=day, secret=_secret(tasks), year=call.year),
        title=call.title,
        blocks=list(_notice(call, tasks, outline, issuer.name)),
        signature=issuer.signature(),
        recipients=("Các tổ chức, cá nhân quan tâm", "Cổng thông tin điện tử", "Lưu: VT, hồ sơ đợt thông báo"),
        annexes=[Annex("Danh mục nhiệm vụ", [task_table(tasks)], landscape=True)],
    )  # fmt: skip


def _notice(call: Call, tasks: Sequence[StTask], outline: Outline, issuer: str) -> Iterator[Block]:
    bases = "; ".join(one.removeprefix("Căn cứ ") for one in bases_of(call.procedure))
    yield Paragraph(
        f"Căn cứ {bases}, {issuer} thông báo nhận hồ sơ thực hiện {len(tasks):02d} nhiệm vụ khoa học và công nghệ trong danh mục tại Phụ lục kèm theo như sau:"
    )
    yield Heading(2, "Đối tượng nộp hồ sơ")
    yield Paragraph(
        "Tổ chức đủ điều kiện chủ trì và cá nhân đủ điều kiện làm chủ nhiệm nhiệm vụ theo quy định đang áp dụng."
    )
    yield Heading(2, "Hồ sơ")
    for line in _papers(outline, tasks, call.route):
        yield Bullet(line)
    yield Heading(2, "Thời gian và cách nộp")
    yield Bullet(f"Nhận hồ sơ từ {moment_told(call.opens_at)}")
    yield Bullet(f"Hết hạn lúc {moment_told(call.closes_at)} (giờ Việt Nam, theo đồng hồ của hệ thống)")
    yield Bullet(
        "Nộp trên hệ thống quản lý khoa học và công nghệ của tỉnh, tại trang của đợt thông báo; hệ thống cấp biên nhận ngay khi gửi"
    )
    if call.notice.strip():
        yield Heading(2, "Nội dung khác")
        yield from paragraphs(call.notice)
    yield Paragraph(f"Cần thêm thông tin, xin liên hệ {issuer}, đầu mối {BLANK}, điện thoại {BLANK}.")


def _papers(outline: Outline, tasks: Sequence[StTask], route: str) -> list[str]:
    """The forms of dossiers for these kinds of task, and the papers that go with them."""
    forms = {
        form.code: form
        for task in tasks
        for form in outline.forms_for("dossier", task.kind, route or task.route)
    }
    codes = dict.fromkeys(code for form in forms.values() for code in form.papers)
    papers = [paper for code in codes if (paper := outline.form(code)) is not None]
    return [f"{one.name} (biểu {one.code})" for one in (*forms.values(), *papers)] or [BLANK]


def task_table(tasks: Sequence[StTask]) -> Table:
    """What is ordered: names, objectives, results, how a host is found."""
    rows = [
        (
            str(number),
            task.name,
            told(task.objective),
            told(task.expected_results),
            str(task.get_route_display()) or CELL,
        )
        for number, task in enumerate(tasks, start=1)
    ]
    columns = (
        Column("TT", 0.5, "center"), Column("Tên nhiệm vụ", 3), Column("Định hướng mục tiêu", 3), Column("Yêu cầu đối với kết quả, sản phẩm", 3.5),
        Column("Phương thức", 1.2),
    )  # fmt: skip
    return Table(columns, rows, size=12)


# --- the session of opening -------------------------------------------------------------------------------------------


@document("bien-ban-mo-ho-so", _("Biên bản mở hồ sơ"), of=CALL, missing=not_opened, order=16)
def opening_minutes(source: Source) -> Document:
    call: Call = source.record
    people = lines_of(call.opening_people)
    return Document(
        kind="BB",
        letterhead=letterhead(
            source.issuer, "BB", symbol=call.opening_minutes, day=call.opened_on, secret=_secret(_tasks(call)), year=call.year
        ),
        title=f"Mở hồ sơ của đợt “{call.title}”",
        blocks=list(_opening(source, call, people)),
        signature=Signature("Chủ trì"),
        secretary=Signature("Người ghi biên bản"),
        recipients=("Các tổ chức nộp hồ sơ", "Lưu: VT, hồ sơ đợt thông báo"),
        annexes=[Annex("Danh sách hồ sơ đã mở", [_opened(source, call)], landscape=True)],
    )  # fmt: skip


def _opening(source: Source, call: Call, people: Sequence[str]) -> Iterator[Block]:
    yield fact("Thời gian", moment_told(call.opening_at))
    yield fact("Địa điểm", call.opening_place)
    yield Heading(1, "Thành phần")
    for one in people or [BLANK]:
        yield Bullet(one.removeprefix("- "))
    yield Heading(1, "Nội dung")
    count = len(call.opening_list)
    late = [one for one in call.opening_list if one.get("extended")]
    yield Paragraph(f"Hạn nhận hồ sơ: {moment_told(call.closes_at)}. Đã nhận {count:02d} hồ sơ; danh sách, thời điểm nộp và mã niêm phong của từng hồ sơ nêu tại Phụ lục kèm theo.")  # fmt: skip
    if late:
        yield Paragraph(
            f"Trong đó {len(late):02d} hồ sơ nộp trong thời gian được gia hạn riêng: {', '.join(str(one['receipt']) for one in late)}."
        )
    yield Paragraph(
        "Mã niêm phong là mã hệ thống ghi khi hồ sơ được gửi, ghi lại tại thời điểm mở để đối chiếu về sau."
    )
    yield Heading(1, "Ghi nhận khi mở hồ sơ")
    yield from paragraphs(call.opening_note)
    yield Paragraph(
        f"Phiên mở hồ sơ kết thúc vào {moment_told(None)}. Biên bản đã được đọc lại, các thành phần dự họp thống nhất và cùng ký."
    )


def _opened(source: Source, call: Call) -> Table:
    """The list as it was kept at the opening; who may not see the bidders reads codes."""
    dossiers = {
        one.pk: one
        for one in Application.objects.filter(call=call).select_related(
            "organisation", "task", "owner", "agency"
        )
    }
    names = {task.pk: task.name for task in _tasks(call)}
    rows = [
        (
            str(number), str(one.get("receipt", "")), names.get(one.get("task"), str(one.get("title", ""))),
            _bidder(source, dossiers.get(one.get("dossier", 0)), one), _sent(one), str(one.get("seal", ""))[:16],
        )
        for number, one in enumerate(call.opening_list, start=1)
    ]  # fmt: skip
    columns = (
        Column("TT", 0.5, "center"), Column("Biên nhận", 1.4), Column("Nhiệm vụ", 3.6), Column("Tổ chức đăng ký", 3),
        Column("Gửi lúc", 1.5, "center"), Column("Mã niêm phong (16 ký tự đầu)", 2),
    )  # fmt: skip
    return Table(columns, rows, size=12)


def _bidder(source: Source, dossier: Application | None, entry: dict[str, Any]) -> str:
    if dossier is None:
        return str(entry.get("organisation", ""))
    identity = visible_identity(source.by, dossier)
    return str(entry.get("organisation") or identity.label) if identity.shown else identity.label


def _sent(entry: dict[str, Any]) -> str:
    moment: datetime | None = parse_datetime(str(entry.get("sent_at") or ""))
    if moment is None:
        return ""
    late = " (gia hạn)" if entry.get("extended") else ""
    return f"{timezone.localtime(moment):%H:%M:%S %d/%m/%Y}{late}"
