"""plan.yaml, targets.yaml, findings.yaml: every clause, party and code they name exists."""

from collections.abc import Iterator

from khcn.kernel.packs.cross_checks.index import Index, Row, no_circle, parties, repeated, unknown
from khcn.kernel.packs.errors import Problem

PLAN, TARGETS, FINDINGS = "plan.yaml", "targets.yaml", "findings.yaml"


def check_plan(index: Index) -> Iterator[Problem]:
    """Sections nest, tasks are numbered without a gap, parties and clauses exist."""
    plan = index.sections.get("plan")
    if plan is None:
        return
    yield from _check_identity(index, plan)
    yield from _check_sections(index)
    yield from _check_tasks(index)
    for key in ("duties", "reporting"):
        yield from repeated(PLAN, key, (row["code"] for row in plan[key]), "mã")
        for number, row in enumerate(plan[key], start=1):
            yield from parties(index, PLAN, f"{key}[{number}].party", row["party"])
            yield from _clauses(index, PLAN, f"{key}[{number}].clause", [row["clause"]])
    yield from _check_duties(index)
    yield from _check_reporting(index)
    yield from _clauses(index, PLAN, "funding", (line["clause"] for line in plan["funding"]))
    yield from parties(index, PLAN, "recipients", plan["recipients"])


def _check_identity(index: Index, plan: Row) -> Iterator[Problem]:
    issuers = [
        plan["identity"]["issuer"],
        *(document.get("issuer") for document in plan["identity"]["implements"]),
    ]
    yield from unknown(PLAN, "identity.issuer", issuers, index.agencies, "mã cơ quan")
    yield from unknown(PLAN, "territory", [plan["territory"]], index.territories, "mã đơn vị hành chính")
    if plan["horizon"]["from"] > plan["horizon"]["to"]:
        yield Problem(PLAN, "horizon", "năm đầu sau năm cuối.")


def _check_sections(index: Index) -> Iterator[Problem]:
    paths = [section["path"] for section in index.rows("plan", "sections")]
    yield from repeated(PLAN, "sections", paths, "đường dẫn mục")
    for number, path in enumerate(paths, start=1):
        parent = path.rpartition(".")[0]
        if parent and parent not in paths[: number - 1]:
            yield Problem(
                PLAN, f"sections[{number}]", f"mục “{path}” đứng trước mục cha “{parent}” hoặc thiếu mục cha."
            )


def _check_tasks(index: Index) -> Iterator[Problem]:
    tasks = index.rows("plan", "tasks")
    yield from repeated(PLAN, "tasks", (task["code"] for task in tasks), "mã nhiệm vụ")
    if [task["no"] for task in tasks] != list(range(1, len(tasks) + 1)):
        yield Problem(PLAN, "tasks", "số thứ tự nhiệm vụ phải liên tục từ 1, không lặp.")
    for number, task in enumerate(tasks, start=1):
        place = f"tasks[{number}]"
        yield from parties(index, PLAN, f"{place}.leads", task["leads"])
        yield from parties(index, PLAN, f"{place}.coordinating", task["coordinating"])
        yield from unknown(PLAN, f"{place}.targets", task["targets"], index.targets, "mã chỉ tiêu")
        yield from _clauses(index, PLAN, f"{place}.sections", task["sections"])
        issuers = (document.get("issuer") for document in task["refers_to"])
        yield from unknown(PLAN, f"{place}.refers_to", issuers, index.agencies, "mã cơ quan")
        yield from _check_schedule(task["schedule"], place)


def _check_schedule(schedule: Row, place: str) -> Iterator[Problem]:
    start, end = schedule["from"], schedule["to"]
    if schedule["kind"] == "range" and not (start and end and start <= end):
        yield Problem(PLAN, f"{place}.schedule", "khoảng năm phải có năm đầu không sau năm cuối.")
    if schedule["kind"] == "until" and not end:
        yield Problem(PLAN, f"{place}.schedule", "thiếu năm cuối (to).")


def _check_duties(index: Index) -> Iterator[Problem]:
    task_codes = {task["code"] for task in index.tasks.values()}
    items = (item["code"] for duty in index.rows("plan", "duties") for item in duty["items"])
    yield from repeated(PLAN, "duties.items", items, "mã trách nhiệm")
    for number, duty in enumerate(index.rows("plan", "duties"), start=1):
        yield from unknown(PLAN, f"duties[{number}].tasks", duty["tasks"], task_codes, "mã nhiệm vụ")


def _check_reporting(index: Index) -> Iterator[Problem]:
    for number, rule in enumerate(index.rows("plan", "reporting"), start=1):
        place = f"reporting[{number}]"
        yield from unknown(PLAN, place, [*rule["to"], rule["via"]], index.agencies, "mã cơ quan")
        if (rule["frequency"] == "once") != (rule["year"] is not None):
            yield Problem(PLAN, place, "báo cáo một lần phải có năm; báo cáo định kỳ thì không.")


def check_targets(index: Index) -> Iterator[Problem]:
    """Values fit their operator, parents and owners exist, at most one reading is suggested."""
    targets = index.rows("targets", "targets")
    yield from repeated(TARGETS, "targets", (target["code"] for target in targets), "mã chỉ tiêu")
    by_code = {target["code"]: target for target in targets}
    yield from no_circle(by_code, TARGETS, "targets", lambda target: target["parent"])
    for number, target in enumerate(targets, start=1):
        place = f"targets[{number}]"
        yield from unknown(TARGETS, f"{place}.parent", [target["parent"]], index.targets, "mã chỉ tiêu")
        yield from unknown(TARGETS, f"{place}.owner", [target["owner"]], index.agencies, "mã cơ quan")
        rivals = target.get("variants", [])
        yield from _clauses(index, TARGETS, place, [target["clause"], *(rival["clause"] for rival in rivals)])
        if target["baseline"]:
            area = [target["baseline"]["territory"]]
            yield from unknown(TARGETS, f"{place}.baseline", area, index.territories, "mã đơn vị hành chính")
        for value in (target, *rivals):
            yield from _check_value(value, target["kind"], place)
        if sum(bool(reading.get("suggested")) for reading in target["readings"]) > 1:
            yield Problem(TARGETS, f"{place}.readings", "chỉ một cách hiểu được đánh dấu suggested.")


def _check_value(value: Row, kind: str, place: str) -> Iterator[Problem]:
    low, high, operator = value["low"], value["high"], value["operator"]
    if kind in ("group", "qualitative"):
        if operator or low is not None or high is not None:
            yield Problem(TARGETS, place, "chỉ tiêu nhóm hoặc định tính không có toán tử và giá trị.")
        return
    if operator is None or (low is None and high is None):
        yield Problem(TARGETS, place, "thiếu toán tử hoặc giá trị.")
    if operator == "between" and (low is None or high is None):
        yield Problem(TARGETS, place, "toán tử between cần cả low và high.")
    if low is not None and high is not None and low > high:
        yield Problem(TARGETS, place, f"low {low} lớn hơn high {high}.")


def check_findings(index: Index) -> Iterator[Problem]:
    """Findings point to targets, tasks, duties and clauses of this plan."""
    findings = index.rows("findings", "findings")
    yield from repeated(FINDINGS, "findings", (finding["code"] for finding in findings), "mã phát hiện")
    for number, finding in enumerate(findings, start=1):
        place, refs = f"findings[{number}].refs", finding["refs"]
        yield from unknown(FINDINGS, place, refs["targets"], index.targets, "mã chỉ tiêu")
        yield from unknown(FINDINGS, place, refs["tasks"], index.tasks, "số nhiệm vụ")
        yield from unknown(FINDINGS, place, refs["duties"], index.duties, "mục trách nhiệm")
        yield from _clauses(index, FINDINGS, place, refs["clauses"])
        decider = [finding["decided_by"]]
        yield from unknown(FINDINGS, f"findings[{number}].decided_by", decider, index.agencies, "mã cơ quan")
        if not any(refs.values()):
            yield Problem(FINDINGS, place, "phát hiện phải chỉ ra ít nhất một chỗ trong kế hoạch.")


def _clauses(index: Index, file: str, place: str, clauses: Iterator[str] | list[str]) -> Iterator[Problem]:
    yield from unknown(file, place, clauses, index.clauses, "mục")
