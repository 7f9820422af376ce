"""The register of policy documents."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count
from khcn.registers.policy_documents.models import PolicyDocument
from khcn.registers.policy_documents.rules import governs_known_registers, issued_documents_have_a_symbol


@registers.add
class PolicyDocuments(Register):
    model = PolicyDocument
    code = "van-ban-chinh-sach"
    name = _("Văn bản cơ chế, chính sách")
    group = "quan-ly"
    icon = "file-text"
    about = _(
        "Văn bản KH,CN&ĐMST của tỉnh từ soạn thảo đến thay thế, nối với nhiệm vụ và sổ mà văn bản điều chỉnh."
    )
    legal_basis = ("Luật Ban hành văn bản quy phạm pháp luật", "NĐ 78/2025/NĐ-CP")
    identity = (("symbol", "issued_on"), ("title", "kind"))
    similar = ("title",)
    sections = (
        section(_("Văn bản"), "title", "kind", "symbol", "issuer", "issued_on", "valid_from", "valid_to", "summary", "link"),
        section(_("Soạn thảo, thẩm định"), "responsible", "due_on", "sent_on", "appraisal"),
        section(_("Quan hệ"), "replaces", "replaced_by", "plan_tasks", "governs"),
    )  # fmt: skip
    labels = {"responsible": _("Cơ quan chủ trì soạn thảo"), "valid_from": _("Có hiệu lực từ ngày"), "valid_to": _("Hết hiệu lực sau ngày")}  # fmt: skip
    helps = {
        "plan_tasks": _("Số nhiệm vụ trong phụ lục, cách nhau bằng dấu chấm phẩy, ví dụ 1; 5."),
        "governs": _("Mã các sổ lấy văn bản này làm căn cứ, cách nhau bằng dấu chấm phẩy, ví dụ to-chuc."),
        "due_on": _("Hạn theo chương trình công tác hoặc văn bản giao việc."),
    }
    columns = ("title", "kind", "symbol", "issued_on", "responsible", "state")
    filters = ("kind", "responsible", "state")
    sorts = ("valid_from", "valid_to", "issued_on")
    examples = {
        "title": "Quyết định mẫu số 1 về hỗ trợ đổi mới công nghệ",
        "symbol": "1/2024/QĐ-UBND",
        "governs": "to-chuc",
    }
    imports = {"Số ký hiệu": "symbol", "Số/ký hiệu": "symbol", "Tên văn bản": "title", "Cơ quan soạn thảo": "responsible", "Ngày hiệu lực": "valid_from"}  # fmt: skip
    rules = (governs_known_registers, issued_documents_have_a_symbol)
    public = ("title", "kind", "symbol", "issuer", "issued_on", "valid_from", "valid_to", "summary", "link", "replaces", "replaced_by")  # fmt: skip
    facts = (
        count("policies.in_force", _("Văn bản cơ chế, chính sách còn hiệu lực"), unit=_("văn bản")),
        count("policies.rules_in_force", _("Văn bản quy phạm pháp luật của tỉnh còn hiệu lực"), unit=_("văn bản"), where=Q(kind__in=["resolution", "decision_rule"])),
        count("policies.issued", _("Văn bản ban hành trong kỳ"), unit=_("văn bản"), over="issued_on", where=~Q(symbol="")),
    )  # fmt: skip
