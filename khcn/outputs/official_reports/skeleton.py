"""The sections of the consolidated report: fixed here, filled from the plan and from the agencies' answers.

Titles are words of the document, which is Vietnamese whatever language the reader's pages have.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from khcn.agency_reports.choices import Level
from khcn.agency_reports.models import Cycle
from khcn.plan.models import Task

#: Sections whose codes begin so are annexes of the document.
ANNEX = "phu-luc-"
TARGETS, TASKS, MONEY = "chi-tieu", "nhiem-vu", "kinh-phi"
CONDUCT, RESULTS, OBSTACLES, PROPOSALS, NEXT, OTHER = (
    "tinh-hinh", "ket-qua", "kho-khan", "kien-nghi", "phuong-huong", "noi-dung-khac",
)  # fmt: skip
ANNEX_TARGETS, ANNEX_TASKS, ANNEX_MONEY, ANNEX_UNSENT = (
    f"{ANNEX}{TARGETS}", f"{ANNEX}{TASKS}", f"{ANNEX}{MONEY}", f"{ANNEX}chua-gui",
)  # fmt: skip

#: Where the parts of the agencies' form go. A part may name another place itself by "goes_to".
OF_FORM = {
    "tinh-hinh-chi-dao": CONDUCT,
    "ket-qua-noi-bat": RESULTS,
    "kho-khan-vuong-mac": OBSTACLES,
    "de-xuat-kien-nghi": PROPOSALS,
    "phuong-huong-nam-sau": NEXT,
}
#: From the highest level down: whom the proposals are addressed to.
LEVELS = (Level.GOVERNMENT, Level.MINISTRY, Level.COUNCIL, Level.PROVINCE, Level.DEPARTMENT, Level.AGENCY)
ADDRESSED = {
    Level.GOVERNMENT: "Đối với Chính phủ, Thủ tướng Chính phủ",
    Level.MINISTRY: "Đối với các bộ, ngành Trung ương",
    Level.COUNCIL: "Đối với Hội đồng nhân dân tỉnh",
    Level.PROVINCE: "Đối với Ủy ban nhân dân tỉnh",
    Level.DEPARTMENT: "Đối với Sở Khoa học và Công nghệ",
    Level.AGENCY: "Các đơn vị tự giải quyết",
}


@dataclass(frozen=True)
class Part:
    """A heading of the report; `level` 1 to 3."""

    code: str
    title: str
    level: int = 1

    @property
    def annex(self) -> bool:
        return self.code.startswith(ANNEX)


def parts_of(cycle: Cycle, tasks: Iterable[Task]) -> list[Part]:
    """All headings in order; those that stay empty are in no document."""
    return [
        Part(CONDUCT, "Tình hình triển khai"),
        Part(RESULTS, "Kết quả thực hiện"),
        Part(TARGETS, "Các chỉ tiêu của Kế hoạch", 2),
        Part(TASKS, "Các nhiệm vụ của Kế hoạch", 2),
        *(Part(task_code(task), _task_title(task), 3) for task in tasks),
        Part(MONEY, "Kinh phí thực hiện", 2),
        Part(OBSTACLES, "Khó khăn, vướng mắc"),
        Part(PROPOSALS, "Đề xuất, kiến nghị"),
        *(Part(level_code(level), ADDRESSED[level], 2) for level in LEVELS),
        Part(NEXT, "Phương hướng, nhiệm vụ kỳ tới"),
        Part(OTHER, "Nội dung khác"),
        Part(ANNEX_TARGETS, f"Kết quả thực hiện các chỉ tiêu đến năm {cycle.year}"),
        Part(ANNEX_TASKS, "Tình hình thực hiện các nhiệm vụ"),
        Part(ANNEX_MONEY, "Kinh phí thực hiện theo báo cáo của các đơn vị"),
        Part(ANNEX_UNSENT, "Đơn vị chưa gửi báo cáo"),
    ]


def task_code(task: Task) -> str:
    return f"{TASKS}-{task.pk}"


def level_code(level: str) -> str:
    return f"{PROPOSALS}-{level}"


def place_of_form(cycle: Cycle) -> dict[str, str]:
    """By part of the agencies' form: the section of the report its answers go to."""
    places = {}
    known = {*OF_FORM.values(), OTHER}
    for told in cycle.template.sections:
        wished = str(told.get("goes_to") or OF_FORM.get(str(told["code"]), OTHER))
        places[str(told["code"])] = wished if wished in known else OTHER
    return places


def _task_title(task: Task) -> str:
    return f"Nhiệm vụ {task.no}: {task.short_title}"[:300]
