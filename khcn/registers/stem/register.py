"""STEM and STEAM figures as a register."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import total
from khcn.registers.stem.models import StemYear

SCHOOLS, PUPILS = _("trường"), _("học sinh")
GENERAL = ~Q(school_level="preschool")


@registers.add
class StemYears(Register):
    model = StemYear
    code = "stem-nam-hoc"
    name = _("Giáo dục STEM/STEAM theo năm học")
    group = "phong-trao"
    icon = "school"
    about = _("Số trường, câu lạc bộ, bài học, giáo viên tập huấn, học sinh theo cấp học và địa bàn.")
    legal_basis = ("QĐ 569/QĐ-TTg",)
    identity = (("year", "school_level", "territory"),)
    sections = (
        section(_("Năm học"), "year", "school_level", "territory", "data_source"),
        section(_("Trường, hoạt động"), "schools", "teaching", "clubs", "rooms", "lessons", "events", "cost"),
        section(_("Người tham gia"), "teachers", "pupils", "girls"),
    )
    labels = {"year": _("Năm học (năm bắt đầu)")}
    required = ("territory",)
    helps = {
        "year": _("Ghi năm bắt đầu: 2025 cho năm học 2025–2026."),
        "territory": _(
            "Chọn tỉnh nếu số liệu chung cả tỉnh, chọn xã nếu ghi từng xã. Không ghi cả hai cho một năm học."
        ),
        "school_level": _("Trường nhiều cấp ghi riêng từng cấp."),
        "pupils": _("Mỗi học sinh tính một lần trong năm học, chỉ ghi số lượng, không ghi tên."),
        "teachers": _("Giáo viên dự ít nhất một lớp tập huấn trong năm học."),
    }
    imports = {
        "Năm học": "year",
        "Số trường": "schools",
        "Số CLB": "clubs",
        "Số bài học": "lessons",
        "Số giáo viên tập huấn": "teachers",
        "Số học sinh": "pupils",
        "Xã, phường": "territory",
    }
    columns = ("year", "school_level", "territory", "teaching", "clubs", "teachers", "pupils")
    filters = ("year", "school_level", "territory")
    sorts = ("year",)
    public = (
        "year", "school_level", "territory", "schools", "teaching", "clubs", "rooms", "lessons", "events", "teachers", "pupils",
        "girls", "data_source",
    )  # fmt: skip
    facts = (
        total("stem.teaching", _("Trường dạy STEM/STEAM, kể cả mầm non"), "teaching", unit=SCHOOLS, over="year"),
        total("stem.teaching_general", _("Trường phổ thông dạy STEM/STEAM"), "teaching", unit=SCHOOLS, over="year", where=GENERAL),
        total("stem.clubs", _("Câu lạc bộ STEM/STEAM"), "clubs", unit=_("câu lạc bộ"), over="year"),
        total("stem.lessons", _("Bài học, chủ đề STEM/STEAM"), "lessons", unit=_("bài"), over="year"),
        total("stem.teachers", _("Giáo viên được tập huấn STEM/STEAM"), "teachers", unit=_("giáo viên"), over="year"),
        total("stem.pupils", _("Học sinh tham gia STEM/STEAM, kể cả mầm non"), "pupils", unit=PUPILS, over="year"),
        total("stem.pupils_general", _("Học sinh phổ thông tham gia STEM/STEAM"), "pupils", unit=PUPILS, over="year", where=GENERAL),
    )  # fmt: skip
