"""Fixed lists of S&T tasks. What a regime may change (states, forms, grids, numbers) is in its procedure, not here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskKind(models.TextChoices):
    """Kinds of provincial task, NĐ 08/2014/NĐ-CP art. 27 and the special programmes in use."""

    TOPIC_SCIENCE = "de-tai", _("Đề tài khoa học và công nghệ")
    TOPIC_SOCIAL = "de-tai-xa-hoi", _("Đề tài khoa học xã hội và nhân văn")
    SCHEME = "de-an", _("Đề án khoa học")
    TRIAL_PRODUCTION = "du-an-sxtn", _("Dự án sản xuất thử nghiệm")
    PROJECT = "du-an", _("Dự án khoa học và công nghệ")
    POTENTIAL = "tiem-nang", _("Đề tài, dự án tiềm năng")
    GENE = "quy-gen", _("Nhiệm vụ quỹ gen")
    URGENT = "dot-xuat", _("Nhiệm vụ đột xuất")
    RURAL = "nong-thon-mien-nui", _("Dự án nông thôn, miền núi")
    INNOVATION = "doi-moi", _("Nhiệm vụ đổi mới sáng tạo")


class ShareGroup(models.TextChoices):
    """The classes of target T3; each task stands in exactly one, so that the shares add up."""

    FARMING = "nong-lam", _("Nông, lâm nghiệp, thủy sản và sản phẩm chủ lực")
    SOCIAL = "xa-hoi", _("Khoa học xã hội và nhân văn")
    OTHER = "khac", _("Lĩnh vực khác")


class Route(models.TextChoices):
    """How who carries a task out is found; the words of both regimes."""

    SELECTION = "tuyen-chon", _("Tuyển chọn")
    DIRECT = "giao-truc-tiep", _("Giao trực tiếp")
    GRANT = "xet-tai-tro", _("Xét tài trợ")
    ORDER = "dat-hang", _("Đặt hàng")


class Holder(models.TextChoices):
    """In whose hands a task lies now."""

    PROPOSER = "proposer", _("Bên đề xuất")
    APPLICANT = "applicant", _("Bên nộp hồ sơ")
    OFFICER = "officer", _("Chuyên viên Sở")
    LEADER = "leader", _("Lãnh đạo phê duyệt")
    COUNCIL = "council", _("Hội đồng, tổ thẩm định")
    HOST = "host", _("Tổ chức chủ trì")
    NOBODY = "nobody", _("Không còn việc")


class Grade(models.TextChoices):
    """TT 11/2014/TT-BKHCN."""

    EXCELLENT = "excellent", _("Xuất sắc")
    PASS = "pass", _("Đạt")
    FAIL = "fail", _("Không đạt")


class ProcedureState(models.TextChoices):
    DRAFT = "draft", _("Bản thảo")
    IN_FORCE = "in_force", _("Đang áp dụng")
    RETIRED = "retired", _("Thôi áp dụng")


class Purpose(models.TextChoices):
    PROPOSAL = "proposal", _("Đề xuất nhiệm vụ")
    DOSSIER = "dossier", _("Hồ sơ thực hiện nhiệm vụ")


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    SENT = "sent", _("Đã gửi")
    RETURNED = "returned", _("Cần bổ sung")
    WITHDRAWN = "withdrawn", _("Đã rút")
    VALID = "valid", _("Hợp lệ")
    INVALID = "invalid", _("Không hợp lệ")
    CHOSEN = "chosen", _("Được chọn")
    NOT_CHOSEN = "not_chosen", _("Không được chọn")


class TeamRole(models.TextChoices):
    """Roles in a team; the first three write, all of them are authors for conflicts of interest."""

    OWNER = "owner", _("Người lập hồ sơ")
    LEADER = "leader", _("Chủ nhiệm")
    EDITOR = "editor", _("Đồng tác giả, cùng soạn")
    SECRETARY = "secretary", _("Thư ký khoa học của nhiệm vụ")
    MEMBER = "member", _("Thành viên thực hiện")
    VIEWER = "viewer", _("Người được xem")


class MoneySource(models.TextChoices):
    STATE = "ngan-sach", _("Ngân sách nhà nước")
    HOST = "don-vi", _("Vốn của tổ chức chủ trì")
    OTHER = "khac", _("Nguồn khác")


class CouncilState(models.TextChoices):
    DRAFT = "draft", _("Đang lập")
    APPOINTED = "appointed", _("Đã có quyết định")
    CLOSED = "closed", _("Đã kết thúc")
    CANCELLED = "cancelled", _("Đã hủy")


class CouncilRole(models.TextChoices):
    """NĐ 08/2014/NĐ-CP arts 32–33; HEAD to LINE_SECRETARY belong to the finance group, TT 20/2023/TT-BKHCN."""

    CHAIR = "chair", _("Chủ tịch")
    VICE = "vice", _("Phó chủ tịch")
    REVIEWER = "reviewer", _("Ủy viên phản biện")
    SECRETARY = "secretary", _("Ủy viên thư ký khoa học")
    MEMBER = "member", _("Ủy viên")
    HEAD = "head", _("Tổ trưởng")
    DEPUTY = "deputy", _("Tổ phó")
    COUNCIL_PERSON = "council_person", _("Thành viên từ hội đồng")
    GROUP_SECRETARY = "group_secretary", _("Thư ký tổ")


class Side(models.TextChoices):
    EXPERT = "expert", _("Chuyên gia")
    MANAGER = "manager", _("Quản lý, sử dụng, đặt hàng")


class ConflictKind(models.TextChoices):
    """Grounds on which somebody cannot sit, TT 20/2023/TT-BKHCN, and those that the platform computes."""

    TEAM = "team", _("Tham gia nhiệm vụ hoặc hồ sơ dự tuyển")
    COMPETING = "competing", _("Tham gia một hồ sơ cạnh tranh")
    ORGANISATION = "organisation", _("Cùng tổ chức hoặc cây tổ chức với tổ chức chủ trì, phối hợp")
    FAMILY = "family", _("Quan hệ gia đình")
    COAUTHOR = "coauthor", _("Cùng thực hiện nhiệm vụ khác")
    SANCTION = "sanction", _("Đang trong thời hạn bị xử lý")
    SAME_NAME = "same_name", _("Trùng họ tên, cần kiểm tra")
    OTHER = "other", _("Lý do khác")


class MeetingMode(models.TextChoices):
    PAPER = "paper", _("Trực tiếp, phiếu giấy")
    ONLINE = "online", _("Trực tuyến")
    MIXED = "mixed", _("Trực tiếp kết hợp trực tuyến")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Đã mời")
    OPEN = "open", _("Đang họp")
    CLOSED = "closed", _("Đã kết luận")
    CANCELLED = "cancelled", _("Không họp")


class Presence(models.TextChoices):
    PRESENT = "present", _("Có mặt")
    ONLINE = "online", _("Dự trực tuyến")
    WRITTEN = "written", _("Vắng, gửi ý kiến bằng văn bản")
    ABSENT = "absent", _("Vắng mặt")


class LumpSum(models.TextChoices):
    """Khoán chi, TTLT 27/2015/TTLT-BKHCN-BTC."""

    NONE = "none", _("Không khoán")
    PARTIAL = "partial", _("Khoán từng phần")
    FINAL = "final", _("Khoán đến sản phẩm cuối cùng")


class ChangeKind(models.TextChoices):
    """TT 04/2015/TT-BKHCN."""

    EXTENSION = "extension", _("Gia hạn thời gian thực hiện")
    SHORTENING = "shortening", _("Rút ngắn thời gian thực hiện")
    CONTENT = "content", _("Điều chỉnh tên, mục tiêu, nội dung, sản phẩm")
    BUDGET = "budget", _("Điều chỉnh dự toán")
    LEADER = "leader", _("Thay đổi chủ nhiệm")
    HOST = "host", _("Thay đổi tổ chức chủ trì")
    OTHER = "other", _("Điều chỉnh khác")


class ChangeState(models.TextChoices):
    ASKED = "asked", _("Đang xem xét")
    AGREED = "agreed", _("Đã đồng ý")
    REFUSED = "refused", _("Không đồng ý")


class ReportJudgement(models.TextChoices):
    GOOD = "good", _("Đạt tiến độ")
    SLOW = "slow", _("Chậm tiến độ")
    POOR = "poor", _("Không đạt")


class Access(models.TextChoices):
    """Who reads the full text of a result."""

    OPEN = "open", _("Công khai")
    REGISTERED = "registered", _("Người có tài khoản")
    DEPARTMENT = "department", _("Sở và tổ chức chủ trì")


class ResultKind(models.TextChoices):
    """TT 14/2014/TT-BKHCN: what counts as a result of a task."""

    REPORT = "report", _("Báo cáo tổng hợp")
    SUMMARY = "summary", _("Báo cáo tóm tắt")
    DATA = "data", _("Số liệu điều tra, khảo sát")
    MAP = "map", _("Bản đồ, bản vẽ")
    MEDIA = "media", _("Ảnh, phim, đa phương tiện")
    SOFTWARE = "software", _("Phần mềm, mã nguồn và dữ liệu")
    PROCESS = "process", _("Quy trình, giải pháp kỹ thuật")
    MODEL = "model", _("Mô hình trình diễn")
    VARIETY = "variety", _("Giống, vật liệu mới")
    DEVICE = "device", _("Máy, thiết bị")
    OTHER = "other", _("Sản phẩm khác")


class OpinionAbout(models.TextChoices):
    """What independent experts are asked about: TT 06/2023, TT 20/2023, TT 11/2014/TT-BKHCN."""

    ORDER = "order", _("Nội dung đặt hàng")
    SELECTION = "selection", _("Tuyển chọn, giao trực tiếp")
    DISPUTE = "dispute", _("Ý kiến khác nhau khi nghiệm thu")
