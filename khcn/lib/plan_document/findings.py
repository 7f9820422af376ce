"""Faults any plan may have, found by code. Each names its kind, says in Vietnamese what is wrong, and where.

Nothing is repaired: both readings stay, a person decides. Faults that need a
specialist's eye (a body renamed by law, two names for one centre) come with the data pack.
"""

from datetime import date

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.contradictions import find_contradictions, find_share_sums
from khcn.lib.plan_document.model import Finding, PlanDocument, Reporting, Span, Target, Task
from khcn.lib.plan_document.parties import is_state_body
from khcn.lib.plan_document.prose import plain


def find_faults(text: str, plan: PlanDocument, excluded: list[Span], today: date) -> tuple[Finding, ...]:
    """All findings, figures first, then tasks, then reports."""
    return (
        *find_contradictions(text, plan, excluded),
        *find_share_sums(plan.targets),
        *(finding for target in plan.targets for finding in target_faults(target, plan.targets)),
        *(finding for task in plan.tasks for finding in task_faults(task, plan.document.issued_on, today)),
        *missing_outputs(plan.tasks),
        *(finding for item in plan.reporting for finding in report_faults(item, today)),
    )


def target_faults(target: Target, targets: tuple[Target, ...]) -> list[Finding]:
    words, found = plain(target.text), []
    if target.low is None and target.high is None:
        message = "Chỉ tiêu không có con số nên không thể đo; cần định lượng hoặc nêu tiêu chí hoàn thành."
        found.append(Finding("target_unquantified", message, (target.span,)))
    if needs_baseline(target, words):
        message = (
            "Chỉ tiêu tính phần tăng thêm hoặc thành lập mới nhưng văn bản không nêu số hiện có để so sánh."
        )
        found.append(Finding("baseline_missing", message, (target.span,)))
    if any(label in words for label in vocabulary.GROWTH_LABEL) and target.unit and "%" not in target.unit:
        message = (
            f"Tên chỉ tiêu nói về tỷ lệ tăng nhưng con số là số đếm ({target.unit}); cần chọn một cách đo."
        )
        found.append(Finding("growth_measured_as_count", message, (target.span,)))
    base = target.baseline
    if base and base.period and "-" in base.period and target.horizon.kind in ("by", "at"):
        message = (
            f"Số liệu gốc là bình quân giai đoạn {base.period}, còn chỉ tiêu là giá trị của một năm; "
            "hai số không so sánh trực tiếp được."
        )
        found.append(Finding("baseline_not_comparable", message, (target.span, base.span)))
    return found


def needs_baseline(target: Target, words: str) -> bool:
    if target.baseline or target.horizon.kind == "milestone" or target.low is None:
        return False
    if target.unit is None or "%" in target.unit:
        return False
    return target.horizon.kind == "increment" or opens_with_establishing(words)


def opens_with_establishing(words: str) -> bool:
    """The verb governs the figure: "thành lập ít nhất 2 doanh nghiệp"."""
    digits = next(
        (i for i, char in enumerate(words) if char.isdigit() and not words[max(0, i - 4) : i].isdigit()), 0
    )
    last = max((i for i, char in enumerate(words) if char.isdigit()), default=digits)
    return any(word in words[max(0, last - 40) : last] for word in vocabulary.ESTABLISHING)


def task_faults(task: Task, issued: date | None, today: date) -> list[Finding]:
    return [*schedule_faults(task, issued, today), *owner_faults(task)]


def schedule_faults(task: Task, issued: date | None, today: date) -> list[Finding]:
    found, name, schedule = [], title(task), task.schedule
    if expired(task, today):
        message = (
            f"{name}: thời gian thực hiện “{schedule.raw}” đã hết; cần kết thúc, gia hạn hoặc chuyển tiếp."
        )
        found.append(Finding("schedule_expired", message, (task.span,)))
    if issued and schedule.start and schedule.start < issued.year:
        message = f"{name}: bắt đầu từ năm {schedule.start}, trước năm ban hành văn bản ({issued.year})."
        found.append(Finding("schedule_before_issue", message, (task.span,)))
    if schedule.kind == "unknown":
        message = f"{name}: không có thời gian thực hiện đọc được; cần bổ sung thời hạn."
        found.append(Finding("schedule_missing", message, (task.span,)))
    return found


def expired(task: Task, today: date) -> bool:
    days = [day for day in task.schedule.dates if len(day) == 10]
    if task.schedule.kind == "dates" and days:
        return max(days) < today.isoformat()
    return task.schedule.end is not None and task.schedule.end < today.year


def owner_faults(task: Task) -> list[Finding]:
    name = title(task)
    if not task.lead:
        message = f"{name}: không nêu cơ quan chủ trì; cần chỉ định."
        return [Finding("owner_missing", message, (task.span,))]
    found = []
    classes = [party.name for party in task.lead if party.kind == "class"]
    if classes:
        message = f"{name}: chủ trì là một nhóm (“{'; '.join(classes)}”), không rõ ai chịu trách nhiệm chính."
        found.append(Finding("owner_collective", message, (task.span,)))
    for party in task.lead:
        if party.kind == "agency" and not is_state_body(party):
            message = f"{name}: chủ trì “{party.name}” không phải cơ quan nhà nước; cần cơ quan chịu trách nhiệm báo cáo."
            found.append(Finding("owner_not_state", message, (task.span,)))
    return found


def title(task: Task) -> str:
    return f"Nhiệm vụ {task.no}" if task.no else f"Nhiệm vụ “{task.text[:40].strip()}…”"


def missing_outputs(tasks: tuple[Task, ...]) -> list[Finding]:
    """One finding for all tasks without an expected product; a table without that column gives one, not forty."""
    bare = [task for task in tasks if not task.output]
    if not bare:
        return []
    how = (
        "Không nhiệm vụ nào" if len(bare) == len(tasks) else f"{len(bare)} trong {len(tasks)} nhiệm vụ không"
    )
    message = f"{how} có sản phẩm hoặc kết quả đầu ra để đo; cần bổ sung cho từng nhiệm vụ."
    return [Finding("output_missing", message, tuple(task.span for task in bare))]


def report_faults(item: Reporting, today: date) -> list[Finding]:
    if item.frequency == "once":
        passed = item.year is not None and f"{item.year}-{item.due or '12-31'}" < today.isoformat()
        message = f"Đợt sơ kết hoặc tổng kết của năm {item.year} đã đến hạn; cần ghi nhận đã làm hay chưa."
        return [Finding("review_due_passed", message, (item.span,))] if passed else []
    if item.due is None and not item.day_told:
        message = (
            f"{item.party.name}: phải báo cáo định kỳ nhưng văn bản không nêu ngày; cần quy định hạn nộp."
        )
        return [Finding("report_date_missing", message, (item.span,))]
    return []
