"""Sentences suggested from data alone, each by a rule with a code. Numbers in them name their origin."""

from collections import Counter
from collections.abc import Callable, Iterator

from khcn.agency_reports.choices import Declared, Level
from khcn.agency_reports.models import Answer
from khcn.outputs.official_reports import skeleton
from khcn.outputs.official_reports.money import MoneyLine, lines_of, total
from khcn.outputs.official_reports.pieces import (
    Origin,
    Piece,
    of_answers,
    of_figure,
    of_goal,
    of_requests,
    of_statuses,
    of_tasks,
    suggestion,
)
from khcn.outputs.official_reports.sources import Sources
from khcn.outputs.official_reports.wording import (
    counted,
    goal,
    millions,
    named,
    number,
    quoted,
    share,
    with_unit,
)
from khcn.status.choices import BY_URGENCY, LATE, TARGETS_BY_URGENCY, TARGETS_WORRYING, Status, TargetStatus
from khcn.status.targets import Outcome, Standing

_TARGET_WORDS = {
    "reached": "đã đạt", "on_track": "đúng tiến độ", "at_risk": "có nguy cơ không đạt", "off_track": "chệch hướng",
    "not_enough": "chưa đủ dữ liệu để đánh giá", "contested": "có các cách tính cho kết quả khác nhau",
}  # fmt: skip
_TASK_WORDS = {
    Status.DONE: "hoàn thành", Status.STOPPED: "đã kết thúc", Status.OVERDUE: "chậm, quá hạn",
    Status.LATE_REPORT: "chậm báo cáo", Status.DUE_SOON: "sắp đến hạn", Status.ON_TRACK: "đúng tiến độ",
    Status.NOT_DUE: "chưa đến hạn", Status.EXPIRED: "hết thời hạn, chờ quyết định",
    Status.NO_OWNER: "chưa rõ cơ quan chủ trì", Status.NO_DATA: "chưa có cập nhật",
}  # fmt: skip
_DECLARED_WORDS = {
    Declared.AHEAD: "vượt", Declared.MET: "đạt", Declared.LATE: "chậm", Declared.NOT_DUE: "chưa đến hạn",
    Declared.DONE: "hoàn thành", Declared.STOPPED: "dừng",
}  # fmt: skip
_LEVEL_WORDS = {
    Level.GOVERNMENT: "Chính phủ, Thủ tướng Chính phủ", Level.MINISTRY: "các bộ, ngành Trung ương",
    Level.COUNCIL: "Hội đồng nhân dân tỉnh", Level.PROVINCE: "Ủy ban nhân dân tỉnh",
    Level.DEPARTMENT: "Sở Khoa học và Công nghệ", Level.AGENCY: "đơn vị tự giải quyết",
}  # fmt: skip
_VINTAGE_WORDS = {"estimate": " (ước tính)", "preliminary": " (số sơ bộ)", "final": ""}


def sentences(sources: Sources) -> Iterator[Piece]:
    """A rule that finds nothing in the data says nothing."""
    for rule in _RULES:
        yield from rule(sources)


def _completeness(sources: Sources) -> Iterator[Piece]:
    done, code = sources.done, sources.cycle.code
    if not done.asked:
        return
    arrived = [one for one in done.standings if one.state in ("sent", "accepted")]
    in_time = [one for one in arrived if one.timely]
    missing = [one for one in done.standings if one.outstanding]
    names = lambda rows: [one.request.agency.code for one in rows]  # noqa: E731
    asked = [one for one in done.standings if one.state != "excused"]
    text = f"Có {number(len(arrived))}/{number(done.asked)} đơn vị được yêu cầu đã gửi báo cáo ({share(len(arrived), done.asked)})"
    figures = [
        of_requests(number(len(arrived)), code, "arrived", names(arrived)),
        of_requests(number(done.asked), code, "asked", names(asked)),
        of_requests(share(len(arrived), done.asked), code, "arrived", names(asked)),
    ]
    if in_time:
        text += f", trong đó {number(len(in_time))} đơn vị gửi đúng hạn"
        figures.append(of_requests(number(len(in_time)), code, "in_time", names(in_time)))
    if missing:
        text += f"; {number(len(missing))} đơn vị chưa gửi"
        figures.append(of_requests(number(len(missing)), code, "missing", names(missing)))
    yield suggestion(skeleton.CONDUCT, "do-day-du", f"{text}.", figures)


def _target_counts(sources: Sources) -> Iterator[Piece]:
    by_status: dict[str, list[str]] = {}
    for target in sources.targets:
        by_status.setdefault(sources.standings[target.pk].code, []).append(target.code)
    if not by_status:
        return
    told = [(code, by_status[code]) for code in reversed(TARGETS_BY_URGENCY) if code in by_status]
    words = counted((len(codes), f"chỉ tiêu {_TARGET_WORDS[status]}") for status, codes in told)
    whole = number(len(sources.targets))
    figures = [of_statuses(whole, sources.plan, "", [one.code for one in sources.targets])]
    figures += [of_statuses(number(len(codes)), sources.plan, status, codes) for status, codes in told]
    yield suggestion(
        skeleton.TARGETS, "chi-tieu-dem", f"Trong {whole} chỉ tiêu của Kế hoạch có {words}.", figures
    )


def _target_values(sources: Sources) -> Iterator[Piece]:
    """One sentence for each target that has a figure of the year, reading by reading."""
    silent = []
    for target in sources.targets:
        said = [
            one
            for outcome in _told_outcomes(sources.standings[target.pk])
            for one in _value(outcome, sources)
        ]
        if not said:
            silent.append(target)
            continue
        text = f"{target.short_title}: " + "; ".join(words for words, _figures in said)
        figures = [one for _words, rows in said for one in rows]
        if aim := goal(target):
            text += f"; mục tiêu {aim}"
            figures.append(of_goal(aim, sources.plan, target.code))
        yield suggestion(skeleton.TARGETS, "chi-tieu-so-lieu", f"{text}.", figures, target.code)
    if silent:
        count = number(len(silent))
        names = named((quoted(one.short_title) for one in silent), "chỉ tiêu")
        yield suggestion(
            skeleton.TARGETS, "chi-tieu-chua-co-so", f"Chưa có số liệu năm {sources.year} của {count} chỉ tiêu: {names}.",
            [of_statuses(count, sources.plan, "no_figure", [one.code for one in silent])],
        )  # fmt: skip


def _told_outcomes(standing: Standing) -> list[Outcome]:
    """The reading that governs; all of them while nobody chose."""
    governing = [one for one in standing.outcomes if one.governing]
    return governing or standing.outcomes


def _value(outcome: Outcome, sources: Sources) -> Iterator[tuple[str, list[Origin]]]:
    figure = outcome.evidence.series.get(sources.year)
    if figure is None or outcome.measure is None:
        return
    code, unit = outcome.measure.indicator.code, outcome.evidence.card.unit if outcome.evidence.card else ""
    told = with_unit(figure.value, unit)
    figures = [of_figure(told, figure, code)]
    text = f"năm {figure.year} là {told}{_VINTAGE_WORDS[figure.vintage]}"
    if outcome.measure.label and not outcome.governing:
        text = f"theo cách tính {quoted(outcome.measure.label)}, {text}"
    before = outcome.evidence.series.get(sources.year - 1)
    if before is not None:
        was = with_unit(before.value, unit)
        text += f", năm {before.year} là {was}"
        figures.append(of_figure(was, before, code))
    yield text, figures


def _targets_best_and_worst(sources: Sources) -> Iterator[Piece]:
    for rule, statuses, words in (
        ("chi-tieu-da-dat", (TargetStatus.REACHED.value,), "Các chỉ tiêu đã đạt mục tiêu"),
        ("chi-tieu-cham", TARGETS_WORRYING, "Các chỉ tiêu cần tập trung chỉ đạo"),
    ):
        rows = [one for one in sources.targets if sources.standings[one.pk].code in statuses]
        if rows:
            names = named((quoted(one.short_title) for one in rows), "chỉ tiêu")
            figure = of_statuses(names, sources.plan, "+".join(statuses), [one.code for one in rows])
            yield suggestion(skeleton.TARGETS, rule, f"{words}: {names}.", [figure])


def _task_counts(sources: Sources) -> Iterator[Piece]:
    by_status: dict[str, list[str]] = {}
    for task in sources.tasks:
        by_status.setdefault(sources.statuses[task.pk].computed, []).append(task.no)
    if not by_status:
        return
    told = [(status, by_status[status]) for status in reversed(BY_URGENCY) if status in by_status]
    words = counted((len(nos), f"nhiệm vụ {_TASK_WORDS[status]}") for status, nos in told)
    whole = number(len(sources.tasks))
    figures = [of_tasks(whole, sources.plan, "", [one.no for one in sources.tasks])]
    figures += [of_tasks(number(len(nos)), sources.plan, status.value, nos) for status, nos in told]
    yield suggestion(
        skeleton.TASKS, "nhiem-vu-dem", f"Trong {whole} nhiệm vụ của Kế hoạch có {words}.", figures
    )


def _declared(sources: Sources) -> Iterator[Piece]:
    """The agencies' own word, beside what the dates say."""
    found: dict[str, list[Answer]] = {}
    for rows in sources.of_tasks().values():
        for answer in rows:
            if answer.declared and answer.item.role == "lead" and answer.pk not in sources.overruled:
                found.setdefault(answer.declared, []).append(answer)
    told = [(one, found[one]) for one in Declared if one in found]
    if told:
        words = counted((len(rows), f"nhiệm vụ {_DECLARED_WORDS[one]}") for one, rows in told)
        figures = [of_answers(number(len(rows)), sources.cycle.code, rows) for _one, rows in told]
        yield suggestion(
            skeleton.TASKS, "nhiem-vu-tu-danh-gia", f"Theo tự đánh giá của cơ quan chủ trì: {words}.", figures
        )


def _late_tasks(sources: Sources) -> Iterator[Piece]:
    rows = [one for one in sources.tasks if sources.statuses[one.pk].computed in LATE]
    if rows:
        names = named((f"nhiệm vụ {one.no} {quoted(one.short_title)}" for one in rows), "nhiệm vụ")
        figure = of_tasks(names, sources.plan, "late", [one.no for one in rows])
        yield suggestion(
            skeleton.TASKS, "nhiem-vu-cham", f"Các nhiệm vụ chậm so với yêu cầu: {names}.", [figure]
        )


def _money(sources: Sources) -> Iterator[Piece]:
    lines = lines_of(sources)
    if not lines:
        return
    parts, figures = [], []
    for field, words in (("planned", "kế hoạch"), ("allocated", "đã cấp"), ("disbursed", "đã giải ngân")):
        amount, behind = total(lines, field)
        if amount is not None:
            told = number(millions(amount))
            parts.append(f"{words} {told} triệu đồng")
            figures.append(of_answers(told, sources.cycle.code, behind))
    if not parts:
        return
    agencies = {line.answer.report.request.agency_id: line.answer for line in lines}
    who = number(len(agencies))
    figures.insert(0, of_answers(who, sources.cycle.code, agencies.values()))
    if rate := _rate(lines):
        parts.append(f"bằng {rate} số đã cấp")
        figures.append(of_answers(rate, sources.cycle.code, [one.answer for one in lines]))
    text = f"Theo báo cáo của {who} đơn vị, kinh phí: {', '.join(parts)}."
    yield suggestion(skeleton.MONEY, "kinh-phi-tong", text, figures)


def _rate(lines: list[MoneyLine]) -> str:
    """Disbursed against allocated, where every line tells both."""
    if any(not one.amounts["allocated"] or one.amounts["disbursed"] is None for one in lines):
        return ""
    allocated, disbursed = total(lines, "allocated")[0], total(lines, "disbursed")[0]
    return share(disbursed or 0, allocated) if allocated else ""


def _obstacles(sources: Sources) -> Iterator[Piece]:
    rows = [one for one in sources.answers if one.obstacle.strip() and not one.nothing]
    if not rows:
        return
    levels = Counter(one.level for one in rows)
    whole = number(len(rows))
    text = f"Các đơn vị nêu {whole} khó khăn, vướng mắc"
    figures = [of_answers(whole, sources.cycle.code, rows)]
    told = [level for level in skeleton.LEVELS if levels[level]]
    if told:
        text += "; đề nghị cấp giải quyết: " + ", ".join(
            f"{_LEVEL_WORDS[level]} {number(levels[level])}" for level in told
        )
        figures += [
            of_answers(number(levels[level]), sources.cycle.code, [one for one in rows if one.level == level])
            for level in told
        ]
    yield suggestion(skeleton.OBSTACLES, "vuong-mac-theo-cap", f"{text}.", figures)


_RULES: tuple[Callable[[Sources], Iterator[Piece]], ...] = (
    _completeness, _target_counts, _target_values, _targets_best_and_worst, _task_counts, _declared, _late_tasks,
    _money, _obstacles,
)  # fmt: skip
