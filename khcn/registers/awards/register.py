"""Awards, entries and pupils' contests as registers."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Personal, Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.registers.awards.models import AwardEntry, AwardRound, PupilAuthor, PupilContest, PupilProject

PRIZED = Q(state="prized")
ENTRIES, PRIZES, PROJECTS = _("bài"), _("giải"), _("dự án")
AUTHORS = Personal(
    _("Chấm và trao giải cho tác giả"),
    _("Tác giả tự đăng ký dự thi; công khai tên khi tác giả đồng ý (Luật 91/2025/QH15)"),
)
MENTORS = Personal(
    _("Biết ai hướng dẫn dự án"), _("Đăng ký dự thi; công khai khi người đó đồng ý (Luật 91/2025/QH15)")
)
PUPILS = Personal(
    _("Xác nhận học sinh dự thi và giải của các em"),
    _(
        "Tổ chức cuộc thi theo TT 06/2024/TT-BGDĐT; công khai khi cha mẹ hoặc người giám hộ đồng ý (Luật 91/2025/QH15)"
    ),
)
SCHOOL_YEAR = _("Ghi năm bắt đầu: 2025 cho năm học 2025–2026.")


def dated_consent(values: Mapping[str, Any]) -> Mapping[str, str | Promise]:
    """A consent counts from a day."""
    if values.get("consent") and not values.get("consent_on"):
        return {"consent_on": _("Hãy ghi ngày đồng ý công khai tên.")}
    return {}


@registers.add
class AwardRounds(Register):
    model = AwardRound
    code = "giai-thuong"
    name = _("Giải thưởng, hội thi")
    group = "phong-trao"
    icon = "award"
    about = _("Từng đợt giải thưởng, hội thi: thể lệ, đơn vị tổ chức, hạn nhận bài, quyết định trao giải.")
    legal_basis = ("Luật 93/2025/QH15",)
    identity = (("name", "year"),)
    subject = "organiser"
    similar = ("name",)
    sections = (
        section(_("Đợt giải"), "name", "year", "kind", "level", "organiser", "rule", "domains", "valid_from", "closes_on", "judges"),
        section(_("Kết quả"), "decision", "decided_on", "budget", "link"),
    )  # fmt: skip
    labels = {"valid_from": _("Ngày phát động")}
    helps = {
        "rule": _("Số, ngày của quyết định ban hành thể lệ."),
        "year": _("Năm trao giải. Giải xét hai năm một lần ghi năm trao."),
    }
    examples = {"name": "Hội thi mẫu số 1", "kind": "Hội thi sáng tạo kỹ thuật", "level": "Cấp tỉnh"}
    imports = {"Tên giải thưởng": "name", "Tên hội thi": "name", "Cơ quan tổ chức": "organiser", "Số QĐ trao giải": "decision"}  # fmt: skip
    columns = ("name", "year", "kind", "level", "organiser", "state")
    filters = ("year", "kind", "level", "organiser")
    sorts = ("year", "valid_from")
    public = (
        "name", "year", "kind", "level", "organiser", "rule", "domains", "valid_from", "closes_on", "decision", "decided_on", "link",
    )  # fmt: skip
    facts = (
        count("awards.rounds", _("Đợt giải thưởng, hội thi"), unit=_("đợt"), over="year", where=~Q(state__in=("preparing", "cancelled"))),
    )  # fmt: skip


@registers.add
class AwardEntries(Register):
    model = AwardEntry
    code = "bai-du-thi"
    name = _("Bài dự thi, công trình dự giải")
    group = "phong-trao"
    about = _("Bài gửi tới từng đợt giải: đơn vị, lĩnh vực, điểm của ban giám khảo, giải đạt được.")
    legal_basis = ("Luật 93/2025/QH15", "Luật 91/2025/QH15")
    identity = (("round", "code"), ("round", "title"))
    subject = "organisation"
    parent = "round"
    similar = ("title",)
    sections = (
        section(_("Bài dự thi"), "round", "code", "title", "organisation", "domain", "abstract", "entered_on"),
        section(_("Tác giả"), "authors", "minors", "consent", "consent_on"),
        section(
            _("Chấm và trao giải"), "score_novelty", "score_use", "score_effect", "score", "prize", "prize_money", "valid_from",
            "applied_where",
        ),
    )  # fmt: skip
    labels = {"valid_from": _("Ngày trao giải")}
    helps = {
        "authors": _("Chỉ ghi họ tên, không ghi ngày sinh, số định danh, ảnh."),
        "minors": _("Nếu có, người đồng ý công khai tên phải là cha mẹ hoặc người giám hộ."),
        "consent": _("Chỉ ghi “có” khi mọi tác giả đã đồng ý rõ ràng."),
    }
    examples = {"title": "Công trình mẫu số 1"}
    imports = {"Tên giải pháp": "title", "Tên công trình": "title", "Tác giả": "authors", "Đơn vị": "organisation", "Xếp giải": "prize"}  # fmt: skip
    columns = ("code", "title", "round", "organisation", "score", "prize", "state")
    filters = ("round", "prize", "organisation")
    rules = (dated_consent,)
    public = (
        "round",
        "title",
        "organisation",
        "authors",
        "domain",
        "abstract",
        "prize",
        "valid_from",
        "applied_where",
    )
    internal = ("score_novelty", "score_use", "score_effect", "score")
    personal = {"authors": AUTHORS}
    consent = {"authors": "consent"}
    facts = (
        count("award_entries.entered", _("Bài dự thi nhận trong kỳ"), unit=ENTRIES, over="entered_on", where=~Q(state="rejected")),
        count("award_entries.prized", _("Bài đạt giải trong kỳ"), unit=PRIZES, over="valid_from", where=PRIZED),
        distinct("award_entries.organisations", _("Đơn vị có bài dự thi trong kỳ"), over="entered_on", where=~Q(state="rejected")),
        total("award_entries.prize_money", _("Tiền thưởng trao trong kỳ"), "prize_money", unit=_("đồng"), over="valid_from", where=PRIZED),
    )  # fmt: skip


@registers.add
class PupilContests(Register):
    model = PupilContest
    code = "cuoc-thi-nckh-hoc-sinh"
    name = _("Cuộc thi nghiên cứu khoa học của học sinh")
    group = "phong-trao"
    about = _("Cuộc thi khoa học, kỹ thuật dành cho học sinh theo từng năm học và từng cấp.")
    legal_basis = ("TT 06/2024/TT-BGDĐT", "TT 24/2025/TT-BGDĐT")
    identity = (("name", "year"),)
    subject = "organiser"
    sections = (
        section(
            _("Cuộc thi"), "name", "year", "level", "organiser", "rule", "valid_from", "final_on", "decision"
        ),
    )
    labels = {"year": _("Năm học (năm bắt đầu)"), "valid_from": _("Ngày mở đăng ký")}
    helps = {"year": SCHOOL_YEAR}
    examples = {"name": "Cuộc thi mẫu số 1", "level": "Cấp tỉnh"}
    imports = {"Năm học": "year", "Cuộc thi": "name"}
    columns = ("name", "year", "level", "organiser", "state")
    filters = ("year", "level")
    sorts = ("year", "valid_from")
    public = ("name", "year", "level", "organiser", "rule", "valid_from", "final_on", "decision")
    facts = (
        count("pupil_contests.held", _("Cuộc thi nghiên cứu khoa học của học sinh"), unit=_("cuộc thi"), over="year"),
    )  # fmt: skip


@registers.add
class PupilProjects(Register):
    model = PupilProject
    code = "de-tai-hoc-sinh"
    name = _("Dự án nghiên cứu của học sinh")
    group = "phong-trao"
    icon = "school"
    about = _("Dự án dự thi: lĩnh vực, trường, kết quả. Tên các em ghi ở sổ học sinh dự thi.")
    legal_basis = ("TT 06/2024/TT-BGDĐT", "TT 24/2025/TT-BGDĐT")
    identity = (("contest", "code"), ("contest", "title", "school"))
    subject = "school"
    parent = "contest"
    similar = ("title",)
    sections = (
        section(
            _("Dự án"), "contest", "code", "title", "domain", "school", "mentor", "mentor_consent", "registered_on", "abstract",
        ),
        section(_("Kết quả"), "score", "prize", "valid_from", "sent_up"),
    )  # fmt: skip
    labels = {"valid_from": _("Ngày công bố giải")}
    helps = {
        "domain": _("Theo danh mục lĩnh vực trong quy chế cuộc thi."),
        "abstract": _("Không ghi tên học sinh ở đây."),
        "mentor": _("Giáo viên hoặc nhà khoa học hướng dẫn. Tên chỉ hiện công khai khi người đó đồng ý."),
    }
    examples = {"title": "Dự án mẫu số 1"}
    imports = {"Tên đề tài": "title", "Lĩnh vực": "domain", "Trường THCS, THPT": "school", "Giáo viên hướng dẫn": "mentor", "Xếp giải": "prize"}  # fmt: skip
    columns = ("title", "contest", "domain", "school", "prize", "state")
    filters = ("contest", "prize", "school", "sent_up", "territory")
    public = ("contest", "title", "domain", "school", "mentor", "prize", "valid_from", "sent_up")
    internal = ("score",)
    personal = {"mentor": MENTORS}
    consent = {"mentor": "mentor_consent"}
    facts = (
        count("pupil_projects.entered", _("Dự án của học sinh đăng ký trong kỳ"), unit=PROJECTS, over="registered_on", where=~Q(state="rejected")),
        count("pupil_projects.prized", _("Dự án của học sinh đạt giải trong kỳ"), unit=PROJECTS, over="valid_from", where=PRIZED),
        count("pupil_projects.sent_up", _("Dự án được cử dự thi cấp trên trong kỳ"), unit=PROJECTS, over="registered_on", where=Q(sent_up=True)),
        distinct("pupil_projects.schools", _("Trường có dự án dự thi trong kỳ"), unit=_("trường"), over="registered_on", where=~Q(state="rejected")),
    )  # fmt: skip


@registers.add
class PupilAuthors(Register):
    model = PupilAuthor
    code = "hoc-sinh-du-thi"
    name = _("Học sinh dự thi")
    group = "phong-trao"
    about = _(
        "Học sinh của từng dự án. Không ghi ngày sinh, không lưu ảnh; tên chỉ công khai khi cha mẹ đồng ý."
    )
    legal_basis = (
        "TT 06/2024/TT-BGDĐT",
        "TT 24/2025/TT-BGDĐT",
        "Luật 91/2025/QH15",
        "NĐ 356/2025/NĐ-CP",
    )
    identity = (("project", "name", "class_name"),)
    subject = "project__school"
    parent = "project"
    sections = (
        section(_("Học sinh"), "project", "name", "grade", "class_name"),
        section(_("Đồng ý công khai"), "consent", "consent_on", "consent_paper"),
    )
    helps = {
        "name": _("Chỉ Sở, cơ quan phụ trách và trường đọc được. Không tìm kiếm được theo tên học sinh."),
        "grade": _("Từ lớp 8 đến lớp 12."),
        "class_name": _("Phân biệt hai em trùng tên trong một trường, ví dụ 10A1."),
        "consent": _("Chỉ ghi “có” khi đã có văn bản đồng ý của cha mẹ hoặc người giám hộ."),
        "consent_paper": _("Số văn bản, nơi lưu. Không ghi tên cha mẹ."),
    }
    examples = {"grade": "10", "class_name": "10A1"}
    imports = {"Họ tên học sinh": "name", "Khối": "grade", "Tên dự án": "project"}
    columns = ("project", "name", "grade")
    filters = ("grade", "consent")
    rules = (dated_consent,)
    public = ("project", "name")
    personal = {"name": PUPILS, "class_name": PUPILS}
    internal = ("grade", "consent", "consent_on", "consent_paper")
    consent = {"name": "consent"}
    facts = (count("pupil_authors.entered", _("Lượt học sinh dự thi"), unit=_("lượt học sinh")),)
