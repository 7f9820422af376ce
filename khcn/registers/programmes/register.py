"""Linked programmes and their yearly results."""

from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, total
from khcn.registers.programmes.models import LinkedProgramme, ProgrammeYear


@registers.add
class Programmes(Register):
    model = LinkedProgramme
    code = "chuong-trinh-lien-ket"
    name = _("Chương trình liên kết")
    group = "quan-ly"
    icon = "stack-2"
    about = _(
        "Chương trình, đề án, kế hoạch khác mà kế hoạch tỉnh tiếp tục thực hiện: kỳ hạn, kinh phí, chỉ tiêu, kế tiếp."
    )
    legal_basis = ("Kế hoạch 57/KH-UBND",)
    identity = (("symbol", "issued_on"), "name")
    similar = ("name",)
    sections = (
        section(_("Chương trình"), "name", "symbol", "issuer", "issued_on", "parent_document", "annex_task", "responsible"),
        section(_("Thời gian, kinh phí"), "valid_from", "valid_to", "budget", "state_budget"),
        section(_("Nội dung"), "indicators", "results", "successor"),
    )  # fmt: skip
    labels = {
        "valid_from": _("Thực hiện từ ngày"),
        "valid_to": _("Thực hiện đến hết ngày"),
        "responsible": _("Cơ quan chủ trì"),
    }
    helps = {
        "annex_task": _("Số nhiệm vụ trong phụ lục, ví dụ 7."),
        "parent_document": _("Văn bản của Trung ương mà chương trình thực hiện, nếu có."),
        "successor": _("Chương trình của giai đoạn sau; hãy thêm bản ghi đó trước rồi chọn ở đây."),
    }
    columns = ("name", "symbol", "annex_task", "valid_from", "valid_to", "responsible", "state")
    filters = ("responsible", "state")
    examples = {"name": "Chương trình mẫu số 1", "symbol": "1/QĐ-UBND"}
    imports = {"Tên chương trình": "name", "Số quyết định": "symbol", "Từ ngày": "valid_from", "Đến ngày": "valid_to", "Tổng kinh phí": "budget"}  # fmt: skip
    public = ("name", "symbol", "issuer", "issued_on", "annex_task", "valid_from", "valid_to", "budget", "results", "successor")  # fmt: skip
    facts = (
        count("programmes.running", _("Chương trình liên kết đang thực hiện"), unit=_("chương trình")),
        total("programmes.budget", _("Tổng kinh phí chương trình đang thực hiện"), "budget", unit=_("đồng")),
    )  # fmt: skip


@registers.add
class ProgrammeYears(Register):
    model = ProgrammeYear
    code = "chuong-trinh-nam"
    name = _("Kết quả chương trình theo năm")
    group = "quan-ly"
    icon = "calendar"
    about = _("Kinh phí được giao, đã thực hiện và kết quả từng năm của mỗi chương trình.")
    legal_basis = ("Kế hoạch 57/KH-UBND",)
    parent = "programme"
    identity = (("programme", "year"),)
    sections = (section(_("Kết quả năm"), "programme", "year", "planned", "spent", "results"),)
    columns = ("programme", "year", "planned", "spent")
    filters = ("programme", "year")
    sorts = ("year",)
    imports = {"Kinh phí giao": "planned", "Đã giải ngân": "spent", "Tên chương trình": "programme"}
    public = ("programme", "year", "planned", "spent", "results")
    facts = (
        total("programmes.planned", _("Kinh phí chương trình được giao trong năm"), "planned", unit=_("đồng"), over="year"),
        total("programmes.spent", _("Kinh phí chương trình đã thực hiện trong năm"), "spent", unit=_("đồng"), over="year"),
    )  # fmt: skip
