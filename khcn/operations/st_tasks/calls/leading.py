"""The conditions that a leader must meet (TT 20/2023/TT-BKHCN), each met, not met, or unknown; unknown is never met.

Only people of the directory are known to lead a task or to be barred. Names are compared besides, without regard to
marks: the same name is something to look at, nothing to refuse by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _

from khcn.lib.vn_text import fold
from khcn.operations.st_tasks.calls.common import days_of
from khcn.operations.st_tasks.models import Application, Sanction, StTask, TeamMember
from khcn.operations.st_tasks.money.regime import article_of, confirmed
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Outline
from khcn.operations.st_tasks.running.obligations import BUSY, USUAL_ARTICLE, Obligation
from khcn.registers.directory.choices import Degree
from khcn.registers.directory.models import Person

YEARS = "leader.active_years"
ENOUGH = (Degree.DOCTOR, Degree.MASTER, Degree.SPECIALIST_2, Degree.SPECIALIST_1, Degree.BACHELOR)
#: So many of the same name are told.
MOST_TOLD = 3


class Met(StrEnum):
    YES = "met"
    NO = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Condition:
    """One condition: what is asked, how it stands, why, and where it is written."""

    code: str
    name: str
    met: Met
    why: str
    article: str
    confirmed: bool = True


def conditions_of(
    application: Application, leader: TeamMember, on: date, owed: Iterable[Obligation]
) -> list[Condition]:
    """Degree, years, no other task at once, no sanction; `owed` is what is known of the person. Two queries more."""
    outline = outline_of(application.procedure)
    owed = [one for one in owed if one.of_leader]
    told = [
        ("degree", _("Tốt nghiệp đại học trở lên"), _degree(leader)),
        ("years", _("Hoạt động trong lĩnh vực đủ số năm"), _years(leader, days_of(outline, YEARS), on)),
        ("one_task", _("Không đồng thời chủ nhiệm nhiệm vụ khác"), _leads(leader, application, owed)),
        ("sanction", _("Không đang bị hạn chế tham gia"), _barred(leader, on, owed)),
    ]
    return [_condition(outline, code, name, *stand) for code, name, stand in told]


def _condition(outline: Outline, code: str, name: str, met: Met, why: str) -> Condition:
    source = {"sanction": "sanction.leader_years"}.get(code, YEARS)
    return Condition(
        code,
        name,
        met,
        why,
        article_of(outline, source) or USUAL_ARTICLE,
        confirmed=confirmed(outline, source),
    )


def _degree(leader: TeamMember) -> tuple[Met, str]:
    degree = leader.person.degree if leader.person else ""
    if degree in ENOUGH:
        return Met.YES, _("Danh bạ chuyên gia ghi học vị %(degree)s.") % {"degree": Degree(degree).label}
    if leader.degree_year is not None:
        return Met.YES, _(
            "Hồ sơ khai tốt nghiệp đại học trở lên năm %(year)s; đối chiếu với văn bằng."
        ) % {"year": leader.degree_year}  # fmt: skip
    if degree == Degree.COLLEGE:
        return Met.NO, _("Danh bạ chuyên gia ghi trình độ cao đẳng.")
    return Met.UNKNOWN, _("Hồ sơ và danh bạ chuyên gia chưa ghi trình độ.")


def _years(leader: TeamMember, years: int | None, on: date) -> tuple[Met, str]:
    if years is None:
        return Met.UNKNOWN, _("Bộ quy tắc không ghi số năm; xem lý lịch khoa học.")
    if leader.degree_year is None:
        return Met.UNKNOWN, _("Chưa ghi năm tốt nghiệp; xem lý lịch khoa học, cần %(years)s năm.") % {
            "years": years
        }
    since, told = on.year - leader.degree_year, {"year": leader.degree_year, "years": years}
    if since > years:
        return Met.YES, _(
            "Tốt nghiệp năm %(year)s, quá %(years)s năm; đối chiếu lĩnh vực với lý lịch."
        ) % told
    if since == years:
        return (
            Met.UNKNOWN,
            _("Tốt nghiệp năm %(year)s, tròn %(years)s năm trong năm nay; xem ngày cấp bằng.") % told,
        )
    return Met.NO, _("Tốt nghiệp năm %(year)s, chưa đủ %(years)s năm.") % told


def _leads(leader: TeamMember, application: Application, owed: list[Obligation]) -> tuple[Met, str]:
    if found := [one for one in owed if one.code == "leads_another"]:
        return Met.NO, " ".join(one.sentence for one in found)
    busy = StTask.objects.filter(state__in=BUSY).exclude(pk=application.task_id or 0)
    if leader.person_id:
        busy = busy.exclude(leader=leader.person_id)
    rows = busy.exclude(leader_name="").order_by("pk").values_list("name", "leader_name")
    wanted = fold(leader.name)
    same = [task for task, name in rows.iterator() if fold(name) == wanted]
    if same:
        names = "; ".join(f"“{one}”" for one in same[:MOST_TOLD])
        return (
            Met.UNKNOWN,
            _("Cần kiểm tra: người cùng tên đang làm chủ nhiệm %(names)s.") % {"names": names},
        )
    return _known(leader, _("Không có nhiệm vụ nào khác đang do người này làm chủ nhiệm."))


def _barred(leader: TeamMember, on: date, owed: list[Obligation]) -> tuple[Met, str]:
    if found := [one for one in owed if one.code == "sanction"]:
        return Met.NO, " ".join(str(one) for one in found)
    same = Person.objects.filter(title_key=fold(leader.name)[:200])
    if leader.person_id:
        same = same.exclude(pk=leader.person_id)
    rows = Sanction.objects.filter(Q(valid_from__lte=on, valid_to__gte=on), person__in=same)
    if one := rows.order_by("pk").first():
        return Met.UNKNOWN, _(
            "Cần kiểm tra: người cùng tên trong danh bạ đang bị hạn chế đến hết ngày %(day)s."
        ) % {"day": f"{one.valid_to:%d/%m/%Y}"}  # fmt: skip
    return _known(leader, _("Không có hạn chế nào đang áp dụng với người này."))


def _known(leader: TeamMember, sentence: str) -> tuple[Met, str]:
    """Nothing was found; that tells something only of somebody who is known."""
    if leader.person_id:
        return Met.YES, sentence
    return Met.UNKNOWN, _(
        "Chủ nhiệm chưa gắn với người trong danh bạ; không thấy ai cùng tên vướng điều này."
    )  # fmt: skip


def candidates(leader: TeamMember) -> list[Person]:
    """People of the directory with the same name, for the department to choose from."""
    rows = Person.objects.filter(title_key=fold(leader.name)[:200]).exclude(standing="void")
    return list(rows.select_related("organisation").order_by("pk")[:10])
