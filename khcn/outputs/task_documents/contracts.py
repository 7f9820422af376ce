"""The contract of a task, its confirmed volumes, its liquidation. Sums in figures and words, nothing filled in that is not known."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.choices import LumpSum
from khcn.operations.st_tasks.models import Contract, Instalment, OrderedProduct, StTask, VolumeConfirmation
from khcn.outputs.official_documents.model import (
    Annex,
    Article,
    Block,
    Bullet,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Signature,
    Table,
)
from khcn.outputs.task_documents.issuing import Issuer, letterhead
from khcn.outputs.task_documents.people import once
from khcn.outputs.task_documents.registry import TASK, Part, Source, document
from khcn.outputs.task_documents.wording import (
    BLANK,
    CELL,
    bases_of,
    day_told,
    fact,
    host_of,
    kind_told,
    leader_of,
    listed_fact,
    money_told,
    paragraphs,
    period_told,
    short_day,
    symbol_told,
    task_title,
    told,
)

DONG = "đồng"
A, B = "BÊN A (bên đặt hàng)", "BÊN B (tổ chức chủ trì)"


def contract_of(task: StTask) -> Contract | None:
    return Contract.objects.filter(task=task).first()


def not_approved(task: StTask) -> str:
    return "" if task.valid_from else str(_("Nhiệm vụ chưa được phê duyệt thực hiện."))


def no_contract(task: StTask) -> str:
    found = contract_of(task)
    return "" if found and found.signed_on else str(_("Nhiệm vụ chưa có hợp đồng đã ký."))


def volumes_of(task: StTask) -> list[VolumeConfirmation]:
    rows = VolumeConfirmation.objects.filter(task=task).select_related("task__host")
    return once(task, "volumes", lambda: list(rows))


def no_volume(task: StTask) -> str:
    return "" if volumes_of(task) else str(_("Chưa có đề nghị xác nhận khối lượng nào."))


@document("hop-dong", _("Hợp đồng thực hiện nhiệm vụ"), of=TASK, missing=not_approved, order=32)
def contract(source: Source) -> Document:
    task: StTask = source.record
    issuer, found = source.issuer, contract_of(task) or Contract(task=task)
    return Document(
        kind="PHIEU", kind_name="Hợp đồng",
        letterhead=letterhead(issuer, "HĐ", symbol=found.number, day=found.signed_on, secret=task.confidential),
        title=f"Thực hiện {kind_told(task)}",
        legal_bases=[*bases_of(task.procedure), f"Căn cứ Quyết định {symbol_told(task.approval_symbol, task.valid_from)} phê duyệt thực hiện nhiệm vụ"],
        blocks=list(_contract(task, found, issuer)),
        signature=Signature("Đại diện bên B", _name(found.host_signer)),
        secretary=Signature("Đại diện bên A", _name(found.orderer_signer)),
        recipients=("Bên A, bên B", "Kho bạc Nhà nước nơi giao dịch", "Lưu: VT, hồ sơ nhiệm vụ"),
        annexes=_contract_annexes(task, found),
    )  # fmt: skip


def _name(signer: str) -> str:
    """“Nguyễn Văn Mẫu, Giám đốc” signs as Nguyễn Văn Mẫu."""
    return signer.split(",", 1)[0].strip()


def _title(signer: str) -> str:
    return signer.partition(",")[2].strip()


def parties(task: StTask, found: Contract, issuer: Issuer) -> Iterator[Block]:
    """Both sides with what the platform knows of them."""
    yield Heading(2, A, number="")
    yield fact("Tên cơ quan", found.orderer or issuer.name)
    yield fact("Đại diện", _name(found.orderer_signer))
    yield fact("Chức vụ", _title(found.orderer_signer))
    yield fact("Địa chỉ, mã số thuế, tài khoản", "")
    yield Heading(2, B, number="")
    host = task.host
    yield fact("Tên tổ chức", host_of(task))
    yield fact("Đại diện", _name(found.host_signer) or (host.leader if host else ""))
    yield fact("Chức vụ", _title(found.host_signer) or (host.leader_title if host else ""))
    yield fact("Địa chỉ", host.address if host else "")
    yield fact("Mã số thuế", host.tax_code if host else "")
    yield fact("Tài khoản", "")


def _contract(task: StTask, found: Contract, issuer: Issuer) -> Iterator[Block]:
    yield Paragraph(f"Hôm nay, {day_told(found.signed_on)}, tại {told(issuer.place)}, hai bên gồm:")
    yield from parties(task, found, issuer)
    yield Paragraph("cùng thỏa thuận ký kết hợp đồng với các điều khoản sau:")
    yield Article(f"Nhiệm vụ: Bên A giao và bên B nhận thực hiện {kind_told(task)} {task_title(task)}.")
    yield listed_fact("Mã số", task.code)
    yield listed_fact("Chủ nhiệm", leader_of(task))
    yield listed_fact(
        "Nội dung, mục tiêu",
        "theo thuyết minh đã được phê duyệt; thuyết minh là phần không tách rời của hợp đồng",
    )
    yield Article(
        f"Thời gian thực hiện: {period_told(found.starts_on or task.starts_on, found.ends_on or task.ends_on)}."
    )
    yield Article("Kinh phí và phương thức khoán chi:")
    yield listed_fact("Tổng kinh phí", money_told(_first(found.total, task.budget)))
    yield listed_fact("Ngân sách nhà nước", money_told(_first(found.state_budget, task.state_budget)))
    yield listed_fact("Nguồn khác", money_told(_other(found, task)))
    yield listed_fact("Phương thức khoán chi", _lump_sum(found, task))
    if found.lump_sum_note:
        yield listed_fact("Sản phẩm khoán, căn cứ khoán", found.lump_sum_note)
    yield Bullet(
        "Tiến độ cấp kinh phí từ ngân sách nhà nước theo bảng tại Phụ lục I kèm theo; mỗi đợt cấp khi đủ điều kiện ghi trong bảng."
    )
    yield Article(
        "Sản phẩm: bên B giao nộp đủ số lượng, đúng chủng loại và yêu cầu chất lượng tại Phụ lục II kèm theo."
    )
    yield from _duties()
    yield from _own_terms(found)
    yield Article(
        "Sửa đổi, chấm dứt hợp đồng: mọi thay đổi phải được hai bên thống nhất bằng văn bản theo đúng quy định về điều chỉnh nhiệm vụ; khi chấm dứt giữa chừng, hai bên xử lý kinh phí, tài sản và sản phẩm theo quyết định của cấp có thẩm quyền."
    )
    yield Article(
        "Tranh chấp được giải quyết bằng thương lượng; nếu không thương lượng được thì đưa ra Tòa án có thẩm quyền. Hợp đồng có hiệu lực từ ngày ký, được lập thành ………… bản có giá trị như nhau, mỗi bên giữ ………… bản."
    )


def _first(*amounts: int | None) -> int | None:
    return next((one for one in amounts if one is not None), None)


def _other(found: Contract, task: StTask) -> int | None:
    total, state = _first(found.total, task.budget), _first(found.state_budget, task.state_budget)
    return None if total is None or state is None else total - state


def _lump_sum(found: Contract, task: StTask) -> str:
    code = (found.lump_sum if found.pk else "") or task.lump_sum
    return str(LumpSum(code).label).lower() if code else ""


def _duties() -> Iterator[Block]:
    yield Article("Quyền và nghĩa vụ của bên A:")
    yield Bullet(
        "Cấp kinh phí đúng tiến độ; xác nhận khối lượng, kinh phí bên B đã thực hiện trong thời hạn quy định"
    )
    yield Bullet(
        "Kiểm tra định kỳ hoặc đột xuất; tạm dừng cấp kinh phí khi bên B không báo cáo hoặc thực hiện không đúng hợp đồng"
    )
    yield Bullet("Tổ chức nghiệm thu, công nhận kết quả, thanh lý hợp đồng")
    yield Article("Quyền và nghĩa vụ của bên B:")
    yield Bullet(
        "Thực hiện đúng thuyết minh, sử dụng kinh phí đúng mục đích, đúng chế độ, huy động đủ phần vốn ngoài ngân sách đã cam kết"
    )
    yield Bullet(
        "Báo cáo định kỳ và khi được yêu cầu; đề nghị điều chỉnh trước khi hết thời gian thực hiện theo thời hạn quy định"
    )
    yield Bullet(
        "Tự đánh giá, nộp hồ sơ nghiệm thu đúng hạn; đăng ký kết quả; nộp sản phẩm, tài liệu và báo cáo ứng dụng kết quả sau nghiệm thu"
    )
    yield Article(
        "Quyền sở hữu, sử dụng kết quả và công bố thông tin thực hiện theo pháp luật về khoa học và công nghệ, sở hữu trí tuệ."
    )


def _own_terms(found: Contract) -> Iterator[Block]:
    terms = {str(name): str(text) for name, text in (found.terms or {}).items() if str(text).strip()}
    if terms:
        yield Article("Điều khoản riêng:")
        for name, text in terms.items():
            yield Bullet(f"{name}: {text}")


def _contract_annexes(task: StTask, found: Contract) -> list[Annex]:
    instalments = list(found.instalments.all()) if found.pk else []
    return [
        Annex("Tiến độ cấp kinh phí từ ngân sách nhà nước", [_instalments(instalments)]),
        Annex("Sản phẩm của nhiệm vụ", [products_table(list(task.products.order_by("number")))]),
    ]


def _instalments(rows: Sequence[Instalment]) -> Table:
    told_rows: list[Sequence[Cell]] = [
        (
            str(one.number),
            short_day(one.planned_on) if one.planned_on else CELL,
            one.amount,
            told(one.condition),
        )
        for one in rows
    ] or [("1", CELL, CELL, BLANK)]
    columns = (
        Column("Đợt", 0.6, "center"),
        Column("Dự kiến", 1.4, "center"),
        Column("Số tiền", 2, "right", 0),
        Column("Điều kiện cấp", 4),
    )
    total = ("", "Cộng", sum(one.amount for one in rows), "") if rows else None
    return Table(columns, told_rows, unit=DONG, total=total)


def products_table(products: Sequence[OrderedProduct], *, delivered: bool = False) -> Table:
    """What is ordered, with what was delivered beside it."""
    rows = [_product(one, delivered=delivered) for one in products]
    more = (Column("Đã có", 1, "center"),) if delivered else ()
    columns = (
        Column("TT", 0.5, "center"), Column("Sản phẩm", 2.6), Column("Chủng loại", 1.6), Column("Đơn vị", 1, "center"),
        Column("Số lượng", 1, "center"), *more, Column("Yêu cầu chất lượng", 2.8),
    )  # fmt: skip
    empty = ("1", BLANK, "", "", "", *([""] if delivered else []), "")
    return Table(columns, rows or [empty], size=12)


def _product(one: OrderedProduct, *, delivered: bool) -> Sequence[Cell]:
    more = (_amount(one.delivered),) if delivered else ()
    return (
        str(one.number),
        one.name,
        str(one.get_kind_display()),
        one.unit,
        _amount(one.quantity),
        *more,
        one.quality,
    )


def _amount(value: Decimal | None) -> Decimal | str:
    return "" if value is None else value


# --- volumes and liquidation ------------------------------------------------------------------------------------------


def volume_parts(task: StTask) -> list[Part]:
    rows = volumes_of(task)
    return [
        Part(str(one.pk), one.period, slug=f"lan-{place}", value=one)
        for place, one in enumerate(rows, start=1)
    ]


@document(
    "bien-ban-khoi-luong",
    _("Biên bản xác nhận khối lượng, kinh phí"),
    of=TASK,
    missing=no_volume,
    parts=volume_parts,
    order=40,
)
def volume_minutes(source: Source) -> Document:
    assert source.part is not None
    task: StTask = source.record
    one: VolumeConfirmation = source.part.value
    return _two_sided(
        task, contract_of(task) or Contract(task=task),
        letterhead(source.issuer, "BB", day=one.confirmed_on, secret=task.confidential),
        "Xác nhận khối lượng công việc và kinh phí thực hiện nhiệm vụ khoa học và công nghệ",
        _volume(task, one, source.issuer),
    )  # fmt: skip


def _two_sided(
    task: StTask, found: Contract, head: Letterhead, title: str, blocks: Iterable[Block]
) -> Document:
    """Minutes that both parties sign."""
    return Document(
        kind="BB", letterhead=head, title=title, blocks=list(blocks),
        signature=Signature("Đại diện bên B", _name(found.host_signer)),
        secretary=Signature("Đại diện bên A", _name(found.orderer_signer)),
        recipients=("Bên A, bên B", "Kho bạc Nhà nước nơi giao dịch", "Lưu: VT, hồ sơ nhiệm vụ"),
    )  # fmt: skip


def _volume(task: StTask, one: VolumeConfirmation, issuer: Issuer) -> Iterator[Block]:
    found = contract_of(task) or Contract(task=task)
    yield Paragraph(
        f"Căn cứ Hợp đồng {symbol_told(found.number, found.signed_on)}, hai bên xác nhận khối lượng và kinh phí của kỳ {told(one.period)} như sau:"
    )
    yield fact("Bên A", found.orderer or issuer.name)
    yield fact("Bên B", host_of(task))
    yield fact("Nhiệm vụ", ", mã số ".join(part for part in (task.name, task.code) if part))
    yield fact("Ngày bên B đề nghị", short_day(one.asked_on))
    yield Heading(1, "Khối lượng công việc đã hoàn thành")
    yield from paragraphs(one.done)
    yield Heading(1, "Kinh phí")
    yield listed_fact("Bên B đề nghị xác nhận", money_told(one.amount))
    yield listed_fact("Bên A xác nhận", money_told(one.confirmed_amount))
    yield listed_fact("Ngày xác nhận khối lượng", short_day(one.confirmed_on))
    yield listed_fact("Ngày xác nhận kinh phí", short_day(one.money_confirmed_on))
    yield Heading(1, "Ý kiến")
    yield from paragraphs(one.note)
    yield Paragraph("Biên bản là căn cứ để thanh toán tạm ứng và cấp kinh phí đợt tiếp theo.")


@document("bien-ban-thanh-ly", _("Biên bản thanh lý hợp đồng"), of=TASK, missing=no_contract, order=60)
def liquidation(source: Source) -> Document:
    task: StTask = source.record
    found = Contract.objects.get(task=task)
    head = letterhead(
        source.issuer,
        "BB",
        symbol=found.liquidation_number,
        day=found.liquidated_on,
        secret=task.confidential,
    )
    return _two_sided(
        task,
        found,
        head,
        f"Thanh lý Hợp đồng số {told(found.number)}",
        _liquidated(task, found, source.issuer),
    )


def _liquidated(task: StTask, found: Contract, issuer: Issuer) -> Iterator[Block]:
    yield Paragraph(
        f"Hôm nay, {day_told(found.liquidated_on)}, hai bên thanh lý Hợp đồng {symbol_told(found.number, found.signed_on)} thực hiện {kind_told(task)} {task_title(task)}:"
    )
    yield from parties(task, found, issuer)
    yield Heading(1, "Kết quả thực hiện")
    yield fact("Thời gian theo hợp đồng", period_told(found.starts_on, found.ends_on))
    yield fact("Nghiệm thu", _accepted(task))
    yield fact(
        "Đăng ký kết quả", symbol_told(task.certificate, task.registered_on) if task.certificate else ""
    )
    yield fact(
        "Công nhận kết quả",
        f"Quyết định {symbol_told(task.recognition_symbol, task.recognised_on)}"
        if task.recognition_symbol
        else "",
    )
    yield products_table(list(task.products.order_by("number")), delivered=True)
    yield Heading(1, "Kinh phí")
    yield _money(found)
    advanced, settled = _sums(found)
    yield fact("Đã cấp", money_told(advanced))
    yield fact("Được quyết toán", money_told(settled))
    yield fact("Đã nộp trả ngân sách nhà nước", money_told(found.returned))
    yield fact("Còn phải xử lý", money_told(_left(found, advanced, settled)))
    yield Heading(1, "Thỏa thuận")
    yield Paragraph(
        "Hai bên xác nhận đã hoàn thành quyền và nghĩa vụ theo hợp đồng, trừ nghĩa vụ báo cáo ứng dụng kết quả và lưu giữ hồ sơ của bên B."
    )
    yield Paragraph([Run("Biên bản được lập thành ………… bản có giá trị như nhau, mỗi bên giữ ………… bản.")])


def _accepted(task: StTask) -> str:
    if task.accepted_on is None:
        return ""
    return f"xếp loại {task.get_grade_display()}, biên bản {symbol_told(task.acceptance_minutes, task.accepted_on)}"


def _sums(found: Contract) -> tuple[int | None, int | None]:
    rows = list(found.instalments.all())
    advanced = [one.advanced for one in rows if one.advanced is not None]
    settled = [one.settled for one in rows if one.settled is not None]
    return (sum(advanced) if advanced else None, sum(settled) if settled else None)


def _left(found: Contract, advanced: int | None, settled: int | None) -> int | None:
    """What was advanced and is neither settled nor paid back."""
    return None if advanced is None or settled is None else advanced - settled - (found.returned or 0)


def _money(found: Contract) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            str(one.number),
            one.amount,
            short_day(one.advanced_on) if one.advanced_on else CELL,
            one.advanced,
            one.settled,
        )
        for one in found.instalments.all()
    ]
    advanced, settled = _sums(found)
    columns = (
        Column("Đợt", 0.6, "center"), Column("Theo hợp đồng", 2, "right", 0), Column("Ngày cấp", 1.4, "center"),
        Column("Đã cấp", 2, "right", 0), Column("Quyết toán", 2, "right", 0),
    )  # fmt: skip
    total = (
        ("Cộng", sum(one.amount for one in found.instalments.all()), "", advanced, settled) if rows else None
    )
    return Table(columns, rows, unit=DONG, total=total)
