"""Words that all documents share: days, money, blanks for what is not known, bases of a rule set."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from khcn.kernel.packs.about import about_pack
from khcn.lib.vn_money import amount_in_words
from khcn.operations.st_tasks.models import Procedure, StTask
from khcn.outputs.charts.numbers import number as vn_number
from khcn.outputs.official_documents.layout import layout
from khcn.outputs.official_documents.model import Article, Block, Bullet, Paragraph, Run
from khcn.outputs.official_documents.words import date_words

#: What a person fills in by hand: nothing is invented.
BLANK = "………………"
LINE = "…" * 28
#: The same in a narrow cell of a table.
CELL = "……"
_LAW = re.compile(r"(?<!số )\b(\d+/\d{4}/QH\d+)")
_SHORT = (("NĐ ", "Nghị định số "), ("TTLT ", "Thông tư liên tịch số "), ("TT ", "Thông tư số "), ("QĐ ", "Quyết định số "), ("các thông tư ", "các Thông tư số "))  # fmt: skip


def told(value: object) -> str:
    """The value, or room to write it."""
    text = str(value if value is not None else "").strip()
    return text or BLANK


def day_told(day: date | None) -> str:
    """`ngày 05 tháng 12 năm 2026`, with room for it where it is not known."""
    return date_words(day, layout(day)) if day else "ngày …… tháng …… năm ………"


def short_day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "……/……/………"


def moment_told(moment: datetime | None) -> str:
    """`08 giờ 30 phút, ngày 05 tháng 12 năm 2026`."""
    if moment is None:
        return "…… giờ …… phút, ngày …… tháng …… năm ………"
    local = timezone.localtime(moment)
    return f"{local:%H} giờ {local:%M} phút, {day_told(local.date())}"


def symbol_told(symbol: str, day: date | None) -> str:
    """`số 12/QĐ-SKHCN ngày 05 tháng 12 năm 2026`."""
    return f"số {told(symbol)} {day_told(day)}"


def dong(amount: int | None) -> str:
    return f"{vn_number(Decimal(amount), 0)} đồng" if amount is not None else f"{BLANK} đồng"


def money_told(amount: int | None) -> str:
    """The sum in figures and words: `1.200.000.000 đồng (Một tỷ hai trăm triệu đồng chẵn)`."""
    return dong(amount) if amount is None else f"{dong(amount)} ({amount_in_words(amount)})"


def fact(label: str, value: object) -> Paragraph:
    """`Tổ chức chủ trì: …`, the label upright, the value as it is or blank."""
    return Paragraph([Run(f"{label}: "), Run(told(value))])


def listed_fact(label: str, value: object) -> Bullet:
    return Bullet(f"{label}: {told(value)}")


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def paragraphs(text: str) -> Iterator[Block]:
    """A long text line by line; lines with a hyphen become bullets. Room to write where there is none."""
    for line in lines_of(text) or [LINE, LINE]:
        if line[:2] in ("- ", "+ "):
            yield Bullet(line[2:].strip(), 1 if line[0] == "-" else 2)
        else:
            yield Paragraph(line)


def period_told(begins: date | None, ends: date | None) -> str:
    return f"từ {day_told(begins)} đến hết {day_told(ends)}"


def bases_of(procedure: Procedure | None) -> list[str]:
    """The bases of a rule set, each as decisions name it; room for them where it has none."""
    found = [one.strip() for one in (procedure.legal_basis if procedure else "").split(";") if one.strip()]
    return [f"Căn cứ {_whole(one)}" for one in found] or [f"Căn cứ {BLANK}"]


def _whole(basis: str) -> str:
    basis = _LAW.sub(r"số \1", basis.replace("KH&CN", "Khoa học và Công nghệ"))
    for short, whole in _SHORT:
        if basis.startswith(short):
            return whole + basis.removeprefix(short)
    return basis


def proposal_of(who: str = "") -> str:
    return f"Theo đề nghị của {told(who)}"


def province() -> str:
    """`tỉnh Tuyên Quang`, as the pack names it."""
    name = str(about_pack().get("province") or "").strip()
    return f"tỉnh {name}" if name else "tỉnh"


def task_title(task: StTask) -> str:
    return f"“{task.name}”"


def host_of(task: StTask) -> str:
    return task.host.name if task.host else ""


def leader_of(task: StTask) -> str:
    return task.leader_name or (task.leader.name if task.leader else "")


def kind_told(task: StTask) -> str:
    """`đề tài khoa học và công nghệ`, within a sentence."""
    name = str(task.get_kind_display())
    return name[:1].lower() + name[1:]


def numbered(articles: Iterable[Sequence[Block]]) -> Iterator[Block]:
    for blocks in articles:
        yield from blocks


def duty(*who: str) -> Article:
    """The last article of a decision: who carries it out."""
    named = ", ".join([*(one for one in who if one), "các tổ chức, cá nhân liên quan"])
    return Article(f"{named[:1].upper()}{named[1:]} chịu trách nhiệm thi hành Quyết định này.")


def from_signing() -> Article:
    return Article("Quyết định này có hiệu lực kể từ ngày ký.")


def kept(issuer_symbol: str, *others: str) -> tuple[str, ...]:
    """Recipients: those named, then the archive."""
    return (*(one for one in others if one), "Lưu: VT, hồ sơ nhiệm vụ")
