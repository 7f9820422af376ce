"""Training as registers: courses, and trainees by unit."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.registers.training.models import CourseTrainees, TrainingCourse

HELD = Q(state__in=("running", "finished"))
PEOPLE = _("lượt người")


@registers.add
class TrainingCourses(Register):
    model = TrainingCourse
    code = "lop-dao-tao"
    name = _("Lớp đào tạo, bồi dưỡng")
    group = "he-sinh-thai"
    icon = "school"
    about = _("Lớp đào tạo, bồi dưỡng kiến thức về khoa học, công nghệ và đổi mới sáng tạo.")
    legal_basis = ("QĐ 569/QĐ-TTg",)
    identity = (("name", "organiser", "valid_from"),)
    subject = "organiser"
    similar = ("name",)
    sections = (
        section(
            _("Lớp học"), "name", "kind", "form", "organiser", "teaching_body", "audience", "content", "hours", "place", "territory",
            "valid_from", "valid_to",
        ),
        section(_("Tổ chức"), "document", "cost", "rating"),
    )  # fmt: skip
    labels = {"valid_from": _("Ngày khai giảng"), "valid_to": _("Ngày bế giảng")}
    helps = {
        "hours": _("Tổng số giờ lên lớp; một buổi thường là 4 giờ."),
        "rating": _("Tỷ lệ phiếu đánh giá hài lòng trở lên, nếu có lấy phiếu."),
    }
    examples = {
        "name": "Lớp mẫu số 1",
        "kind": "Sở hữu trí tuệ",
        "valid_from": "01/02/2024",
        "valid_to": "05/02/2024",
    }
    imports = {
        "Lớp": "name",
        "Khóa học": "name",
        "Số giờ": "hours",
        "Từ ngày": "valid_from",
        "Đến ngày": "valid_to",
    }
    columns = ("name", "kind", "organiser", "valid_from", "hours", "state")
    filters = ("kind", "form", "organiser", "territory")
    public = (
        "name", "kind", "form", "organiser", "teaching_body", "audience", "content", "hours", "place", "valid_from", "valid_to",
    )  # fmt: skip
    facts = (
        count("training.courses", _("Lớp đào tạo, bồi dưỡng khai giảng trong kỳ"), unit=_("lớp"), over="valid_from", where=HELD),
        total("training.hours", _("Số giờ đào tạo của các lớp khai giảng trong kỳ"), "hours", unit=_("giờ"), over="valid_from", where=HELD),
        total("training.cost", _("Kinh phí của các lớp khai giảng trong kỳ"), "cost", unit=_("đồng"), over="valid_from", where=HELD),
    )  # fmt: skip


@registers.add
class CourseTraineesRegister(Register):
    model = CourseTrainees
    code = "hoc-vien"
    name = _("Học viên theo đơn vị")
    group = "he-sinh-thai"
    about = _("Số người mỗi đơn vị cử đi học ở từng lớp; chỉ ghi số lượng, không ghi tên.")
    identity = (("course", "unit"),)
    subject = "organisation"
    parent = "course"
    sections = (
        section(
            _("Học viên"), "course", "unit", "organisation", "trainees", "women", "minority", "certified"
        ),
    )
    helps = {
        "unit": _("Tên như trong danh sách lớp. Người học tự do ghi “Cá nhân”."),
        "organisation": _("Chọn khi đơn vị có trong danh bạ, để đếm mỗi đơn vị một lần."),
    }
    imports = {"Đơn vị": "unit", "Số lượng": "trainees", "Nữ": "women", "Số chứng nhận": "certified", "Tên lớp": "course"}  # fmt: skip
    columns = ("course", "unit", "trainees", "women", "certified")
    filters = ("course", "organisation")
    public = ("course", "unit", "trainees", "women", "certified")
    facts = (
        total("training.trainees", _("Lượt người được đào tạo, bồi dưỡng"), "trainees", unit=PEOPLE, over="year", where=Q(course__state__in=("running", "finished"))),
        total("training.certified", _("Lượt người được cấp chứng nhận"), "certified", unit=PEOPLE, over="year", where=Q(course__state__in=("running", "finished"))),
        distinct("training.organisations", _("Đơn vị có người được đào tạo, bồi dưỡng"), over="year", where=Q(course__state__in=("running", "finished"))),
    )  # fmt: skip
