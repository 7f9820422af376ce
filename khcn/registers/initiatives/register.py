"""Initiatives and their authors as registers."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Activity, Personal, Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.registers.initiatives.models import Initiative, InitiativeAuthor

RECOGNISED = Q(state__in=("recognised", "applied"))
INITIATIVES = _("sáng kiến")
AUTHOR = Personal(
    _("Công nhận quyền tác giả sáng kiến, chia thù lao và khen thưởng"),
    _("Thực hiện nhiệm vụ quản lý nhà nước về sáng kiến (NĐ 13/2012/NĐ-CP); công khai khi người đó đồng ý (Luật 91/2025/QH15)"),
)  # fmt: skip


@registers.add
class Initiatives(Register):
    model = Initiative
    code = "sang-kien"
    name = _("Sáng kiến")
    group = "phong-trao"
    icon = "bulb"
    about = _("Sáng kiến được xét ở cơ sở và ở tỉnh: giải quyết việc gì, mới ở đâu, lợi ích bao nhiêu.")
    legal_basis = ("NĐ 13/2012/NĐ-CP", "TT 18/2013/TT-BKHCN")
    identity = (("number", "issuer"), ("title", "organisation"))
    subject = "organisation"
    similar = ("title",)
    sections = (
        section(
            _("Sáng kiến"), "title", "organisation", "kind", "domain", "directions", "scope", "filed_on", "problem", "novelty",
            "first_used_on",
        ),
        section(_("Lợi ích"), "benefit", "social_benefit", "transfer", "remuneration"),
        section(
            _("Xét công nhận"), "minutes", "council_on", "council_score", "number", "issuer", "decision", "valid_from", "valid_to",
            "legal_basis", "confirmation",
        ),
    )  # fmt: skip
    labels = {
        "number": _("Số giấy chứng nhận sáng kiến"),
        "issuer": _("Cơ quan công nhận"),
        "decision": _("Quyết định công nhận"),
        "valid_from": _("Ngày công nhận"),
    }
    helps = {
        "organisation": _("Đơn vị đã áp dụng sáng kiến lần đầu."),
        "first_used_on": _("Kể cả áp dụng thử."),
        "valid_from": _("Ngày này đưa đơn vị áp dụng vào sổ hoạt động (ứng dụng) của năm đó."),
        "benefit": _("Số tiền làm lợi trong năm đầu áp dụng, theo cách tính ghi trong báo cáo của tác giả."),
        "scope": _("Cấp tỉnh khi được tỉnh xét ảnh hưởng trong phạm vi tỉnh, thường để khen thưởng."),
    }
    examples = {
        "title": "Giải pháp tưới mẫu số 1",
        "kind": "Giải pháp kỹ thuật",
        "scope": "Cấp cơ sở",
        "number": "SK-01",
        "issuer": "Công ty Mẫu số 1",
    }
    imports = {
        "Sáng kiến": "title",
        "Đơn vị": "organisation",
        "Lĩnh vực": "domain",
        "Số tiền làm lợi": "benefit",
        "Giá trị làm lợi": "benefit",
        "Cấp sáng kiến": "scope",
        "Số quyết định": "decision",
    }
    columns = ("title", "organisation", "kind", "scope", "benefit", "valid_from", "state")
    filters = ("kind", "scope", "directions", "territory", "organisation")
    public = (
        "title", "organisation", "kind", "domain", "scope", "novelty", "social_benefit", "number", "issuer", "decision", "valid_from",
    )  # fmt: skip
    internal = ("council_score", "remuneration")
    facts = (
        count("initiatives.filed", _("Sáng kiến nộp đơn trong kỳ"), unit=INITIATIVES, over="filed_on"),
        count("initiatives.recognised", _("Sáng kiến được công nhận trong kỳ"), unit=INITIATIVES, over="valid_from", where=RECOGNISED),
        count("initiatives.province", _("Sáng kiến cấp tỉnh được công nhận trong kỳ"), unit=INITIATIVES, over="valid_from", where=RECOGNISED & Q(scope="province")),
        count("initiatives.applied", _("Sáng kiến đang áp dụng, tính theo ngày áp dụng lần đầu trong kỳ"), unit=INITIATIVES, over="first_used_on", where=Q(state="applied")),
        distinct("initiatives.units", _("Đơn vị có sáng kiến được công nhận trong kỳ"), over="valid_from", where=RECOGNISED),
        total("initiatives.benefit", _("Lợi ích kinh tế của sáng kiến được công nhận trong kỳ"), "benefit", unit=_("đồng"), over="valid_from", where=RECOGNISED),
    )  # fmt: skip
    activities = (Activity("application"),)


@registers.add
class InitiativeAuthors(Register):
    model = InitiativeAuthor
    code = "sang-kien-tac-gia"
    name = _("Tác giả sáng kiến")
    group = "phong-trao"
    about = _("Tác giả và tỷ lệ đóng góp; tổng các tỷ lệ của một sáng kiến không quá 100 %.")
    legal_basis = ("NĐ 13/2012/NĐ-CP", "Luật 91/2025/QH15")
    identity = (("initiative", "name", "workplace"),)
    subject = "initiative__organisation"
    parent = "initiative"
    sections = (
        section(_("Tác giả"), "initiative", "name", "person", "workplace", "share", "main"),
        section(_("Đồng ý công khai"), "consent", "consent_on"),
    )
    helps = {
        "person": _("Chọn khi tác giả có trong danh bạ chuyên gia."),
        "workplace": _("Giúp phân biệt hai người trùng tên."),
        "consent": _(
            "Chỉ ghi “có” khi người đó đã đồng ý rõ ràng. Không có đồng ý thì tên không hiện công khai."
        ),
    }
    examples = {"share": "10"}
    imports = {"Tác giả": "name", "Họ tên": "name", "Tỷ lệ (%)": "share", "Tên sáng kiến": "initiative"}
    columns = ("initiative", "name", "share", "main")
    filters = ("initiative", "main", "consent")
    public = ("initiative", "name")
    personal = {"name": AUTHOR, "person": AUTHOR, "workplace": AUTHOR}
    consent = {"name": "consent"}
    facts = (count("initiative_authors.people", _("Lượt tác giả sáng kiến"), unit=_("lượt người")),)
