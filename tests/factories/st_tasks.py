"""S&T tasks for tests: a small rule set with every state of the old regime, tasks at any step, teams, councils, people.

The rule set names guards and effects only when it is asked to (`procedure(guards=("similar_judged",))`), so a test of one
part does not stand in the way of another.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from khcn.kernel.access import Actor
from khcn.kernel.accounts.models import User
from khcn.operations.st_tasks.models import (
    Application,
    Call,
    Council,
    CouncilItem,
    Procedure,
    Seat,
    StTask,
    TaskEvent,
    TeamMember,
)
from khcn.registers.directory.models import Organisation, Person
from tests.factories.agencies import AgencyFactory
from tests.factories.people import UserFactory, actor_for, seat

#: code, name, phase, holder
STATES = """
received Đã nhận đề xuất|proposed officer
returned Trả lại để bổ sung|proposed proposer
screening Tổng hợp, tra cứu trùng lặp|proposed officer
identification Hội đồng xác định nhiệm vụ|proposed council
identified Hoàn thiện sau họp|proposed officer
ordering Trình phê duyệt đặt hàng|proposed leader
ordered Đã phê duyệt đặt hàng|ordered officer
calling Thông báo, nhận hồ sơ|selecting applicant
direct Giao trực tiếp|selecting applicant
opening Mở hồ sơ|selecting officer
selection Hội đồng tuyển chọn|selecting council
completing Hoàn thiện hồ sơ|selecting applicant
appraisal Thẩm định kinh phí|selecting council
revising Chỉnh sửa sau thẩm định|selecting applicant
deciding Trình phê duyệt|selecting leader
approved Đã phê duyệt|approved officer
running Đang thực hiện|running host
paused Tạm dừng|paused officer
dossier Nộp hồ sơ nghiệm thu|accepting host
checking Kiểm tra hồ sơ nghiệm thu|accepting officer
acceptance Hội đồng nghiệm thu|accepting council
finishing Hoàn thiện sau nghiệm thu|accepted host
registration Đăng ký kết quả|accepted officer
recognition Công nhận kết quả|accepted leader
settlement Thanh lý|accepted officer
handover Giao quyền, bàn giao|accepted officer
follow_up Theo dõi ứng dụng|accepted host
closed Hoàn tất|closed nobody
terminated Chấm dứt|terminated nobody
not_recommended Hội đồng không đề nghị|declined nobody
rejected Không tiếp nhận|declined nobody
merged Đã gộp|declined nobody
cancelled Hủy|declined nobody
"""
#: code: from > to; actors; needs; takes; guards; effects; "!" asks for a reason
TRANSITIONS = """
screen: received > screening; officer
return!: received|screening > returned; officer
resend: returned > received; proposer
reject!: received|screening > rejected; officer; ; ; ; close_application
withdraw!: received|returned|screening > cancelled; proposer; ; ; ; close_application
merge!: screening > merged; officer; ; ; ; close_application
to_identification: screening > identification; officer; kind, share_group; ; similar_judged
recommend: identification > identified; officer, council; ; ; council_recommends
not_recommend: identification > not_recommended; officer, council; ; ; council_concluded
to_order: identified > ordering; officer; objective, expected_results, route
back_to_identified!: ordering > identified; leader, officer
order: ordering > ordered; leader, officer; order_symbol, ordered_on
decline_order!: ordering > cancelled; leader
call: ordered > calling; officer; ; order_published_on; call_open_or_set
assign!: ordered > direct; officer; ; order_published_on
close_call: calling > opening; officer; ; ; call_closed
recall!: opening|selection > ordered; officer; ; ; no_valid_dossier_or_no_winner
close_direct: direct > opening; officer; ; ; dossier_sent
to_selection: opening > selection; officer; ; ; dossiers_opened, valid_dossier
choose: selection > completing; officer, council; ; ; council_chose; take_winner
cancel_task!: ordered|calling|direct|opening|selection > cancelled; leader, officer
cancel_result!: completing|appraisal|revising|deciding > cancelled; leader, officer; cancel_notice_on; ; cancel_noticed
to_appraisal: completing > appraisal; applicant, officer; ; ; dossier_completed
appraise: appraisal > revising; officer, council; ; ; finance_concluded; take_appraisal
to_decide: revising > deciding; applicant, officer; ; ; budget_matches
approve: deciding > approved; leader, officer; approval_symbol, valid_from, budget, state_budget, starts_on, ends_on; code; procedure_valid, no_open_obligations; give_code
refuse_approval!: deciding > cancelled; leader
sign: approved > running; officer; ; result_published_on; contract_signed, instalments_cover; start_running
pause!: running > paused; officer
resume!: paused > running; officer
terminate!: paused > terminated; leader, officer; termination_symbol; ; stop_decided
assess: running > dossier; host, officer; ; ; self_assessment
hand_in: dossier > checking; host; ; dossier_on; ; set_dossier_day
supplement!: checking > dossier; officer
to_acceptance: checking > acceptance; officer; ; dossier_on
conclude: acceptance > finishing; officer, council; accepted_on, grade, acceptance_minutes; ; council_graded; take_grade
to_registration: finishing > registration; host, officer
register: registration > recognition; officer; certificate, registered_on; ; results_entered
recognise: recognition > settlement; leader, officer; recognition_symbol, recognised_on
settle: settlement > handover; officer; settled_on; ; money_settled, contract_liquidated
settle_failed!: finishing > settlement; officer; ; ; graded_fail
hand_over: handover > follow_up; officer; handed_over_on; ; hand_over_entered; plan_follow_up
finish: follow_up > closed; officer; ; ; follow_up_over, publicity_done
"""
#: Twelve fields, one of every kind.
PROPOSAL_FIELDS: tuple[dict[str, Any], ...] = (
    {"code": "name", "label": "Tên nhiệm vụ", "kind": "line", "required": True, "max": 300, "column": "title"},
    {"code": "need", "label": "Tính cấp thiết", "kind": "text", "required": True, "column": "need"},
    {"code": "objective", "label": "Mục tiêu", "kind": "text", "required": True, "column": "objective"},
    {"code": "summary", "label": "Nội dung chính", "kind": "text", "column": "summary"},
    {"code": "results", "label": "Kết quả dự kiến", "kind": "text", "required": True, "column": "expected_results"},
    {"code": "user", "label": "Nơi dự kiến ứng dụng", "kind": "line", "max": 200, "column": "expected_user"},
    {"code": "money", "label": "Kinh phí dự kiến", "kind": "money", "column": "asked_total"},
    {"code": "months", "label": "Số tháng thực hiện", "kind": "number", "max": 60},
    {"code": "begin", "label": "Năm bắt đầu", "kind": "year"},
    {"code": "ready", "label": "Ngày sẵn sàng", "kind": "date"},
    {
        "code": "form_of_use", "label": "Hình thức ứng dụng", "kind": "choice",
        "choices": [{"code": "mo-hinh", "name": "Mô hình"}, {"code": "quy-trinh", "name": "Quy trình"}],
    },
    {"code": "own_money", "label": "Có vốn đối ứng", "kind": "yes_no"},
)  # fmt: skip
DOSSIER_FIELDS: tuple[dict[str, Any], ...] = (
    {
        "code": "name",
        "label": "Tên nhiệm vụ",
        "kind": "line",
        "required": True,
        "max": 300,
        "column": "title",
    },
    {"code": "method", "label": "Phương pháp thực hiện", "kind": "text", "required": True},
    {"code": "team_story", "label": "Năng lực của nhóm", "kind": "text", "blind": True},
)
FIGURES = {"registration.days": 30, "follow_up.years": 5, "call.open_days": 30, "publish.order_days": 15}


def _state(line: str) -> dict[str, Any]:
    named, where = line.split("|")
    code, name = named.split(" ", 1)
    phase, holder = where.split()
    return {"code": code, "name": name, "phase": phase, "holder": holder, "final": holder == "nobody"}


def _transition(line: str, guards: tuple[str, ...], effects: tuple[str, ...]) -> dict[str, Any]:
    code, told = line.split(":", 1)
    way, *rest = (part.strip() for part in told.split(";"))
    sources, target = (part.strip() for part in way.split(">"))
    actors, needs, takes, guarded, done = (
        [one.strip() for one in part.split(",") if one.strip()] for part in (*rest, "", "", "", "", "")[:5]
    )
    return {
        "code": code.rstrip("!"), "label": f"Bước {code.rstrip('!')}", "from": sources.split("|"), "to": target,
        "actors": actors, "needs": needs, "takes": takes, "reason": code.endswith("!"),
        "guards": [one for one in guarded if one in guards], "effects": [one for one in done if one in effects],
    }  # fmt: skip


def definition(*, guards: tuple[str, ...] = (), effects: tuple[str, ...] = ()) -> dict[str, Any]:
    """A rule set as the packs write it; only these guards and effects are named in it."""
    return {
        "states": [_state(line) for line in STATES.strip().splitlines()],
        "transitions": [_transition(line, guards, effects) for line in TRANSITIONS.strip().splitlines()],
        "figures": [{"code": code, "value": value, "what": code} for code, value in FIGURES.items()],
        "forms": [
            {"code": "DX1", "name": "Phiếu đề xuất nhiệm vụ", "purpose": "proposal", "fields": [*PROPOSAL_FIELDS]},
            {
                "code": "TM1", "name": "Thuyết minh nhiệm vụ", "purpose": "dossier", "fields": [*DOSSIER_FIELDS],
                "papers": ["LL1"],
            },
            {"code": "LL1", "name": "Lý lịch khoa học", "purpose": "paper"},
        ],
        "councils": [
            {"code": "identification", "name": "Hội đồng tư vấn xác định nhiệm vụ", "judges": "identification"},
            {"code": "selection", "name": "Hội đồng tư vấn tuyển chọn", "judges": "selection"},
            {"code": "finance", "name": "Tổ thẩm định kinh phí", "judges": "finance"},
            {"code": "acceptance", "name": "Hội đồng tư vấn nghiệm thu", "judges": "acceptance"},
        ],
        "cost_items": [
            {"code": "cong", "name": "Công lao động"},
            {"code": "nguyen-vat-lieu", "name": "Nguyên vật liệu"},
            {"code": "thiet-bi", "name": "Thiết bị", "lump_sum": False},
        ],
        "routes": ["tuyen-chon", "giao-truc-tiep"],
    }  # fmt: skip


def procedure(
    *, guards: tuple[str, ...] = (), effects: tuple[str, ...] = (), code: str = "thu", **over: Any
) -> Procedure:
    """A small rule set in force since 2015, the one that is already there with that code if nothing else is asked."""
    told = {
        "name": "Bộ quy tắc thử", "state": "in_force", "confirmation": "confirmed", "valid_from": date(2015, 1, 1),
        "definition": definition(guards=guards, effects=effects),
    } | over  # fmt: skip
    if not (guards or effects or over) and (there := Procedure.objects.filter(code=code).first()):
        return there
    versions = Procedure.objects.filter(code=code)
    told.setdefault("version", versions.count() + 1)
    if told["state"] == "in_force":
        versions.filter(state="in_force").update(state="retired")
    return Procedure.objects.create(code=code, **told)


def organisation(name: str = "Công ty Mẫu số 1", **over: Any) -> Organisation:
    return Organisation.objects.create(name=name, **({"kind": "enterprise"} | over))


def person(name: str = "Người Mẫu Một", **over: Any) -> Person:
    return Person.objects.create(name=name, **over)


@dataclass
class Players:
    """Who plays in the way of a task; `other` has nothing to do with it."""

    proposer: User
    applicant: User
    officer: User
    leader: User
    member: User
    other: User

    def actor(self, name: str, day: date | None = None) -> Actor:
        return actor_for(getattr(self, name), day)


def players() -> Players:
    return Players(
        proposer=UserFactory(), applicant=UserFactory(), officer=seat("coordinator", AgencyFactory()),
        leader=seat("leader", AgencyFactory()),
        member=UserFactory(), other=UserFactory(),
    )  # fmt: skip


#: The fields that the constraints ask of a task in each phase, added up along the way.
_ORDERED = {"order_symbol": "1/QĐ-DH", "ordered_on": date(2024, 2, 1)}
_APPROVED = {
    "approval_symbol": "2/QĐ-PD", "valid_from": date(2024, 6, 1), "starts_on": date(2024, 7, 1),
    "ends_on": date(2026, 6, 30), "budget": 1_000_000_000, "state_budget": 800_000_000,
}  # fmt: skip
_ACCEPTED = {"accepted_on": date(2026, 7, 1), "grade": "pass", "acceptance_minutes": "3/BB-NT"}


def _filled(phase: str) -> dict[str, Any]:
    if phase in ("proposed", "declined"):
        return {}
    if phase in ("ordered", "selecting"):
        return {**_ORDERED}
    if phase in ("accepted", "closed"):
        return _ORDERED | _APPROVED | _ACCEPTED
    return _ORDERED | _APPROVED


def task(step: str = "received", *, rules: Procedure | None = None, **over: Any) -> StTask:
    """A task that stands at this step of the rule set, with what the database asks for there."""
    rules = rules or procedure()
    state = next(one for one in rules.definition["states"] if one["code"] == step)
    told: dict[str, Any] = {
        "name": "Nghiên cứu mô hình mẫu", "kind": "de-tai", "procedure": rules, "step": step, "holder": state["holder"],
        "state": state["phase"], "step_since": timezone.now(), "visibility": "internal",
    }  # fmt: skip
    told |= _filled(state["phase"]) | over
    if state["phase"] in ("terminated", "declined"):
        told.setdefault("ended_on", told.get("valid_from") or timezone.localdate())
    partners, directions = told.pop("partners", ()), told.pop("directions", ())
    made = StTask.objects.create(**told)
    made.partners.set(partners)
    made.directions.set(directions)
    return made


def event(
    of: StTask, target: str, *, transition: str = "x", on: date | None = None, **over: Any
) -> TaskEvent:
    told = {
        "source": "",
        "acted_as": "officer",
        "by_name": "Người Mẫu",
        "on": on or timezone.localdate(),
    } | over
    return TaskEvent.objects.create(task=of, transition=transition, target=target, **told)


def application(
    *,
    owner: User | None = None,
    purpose: str = "proposal",
    state: str = "draft",
    of: StTask | None = None,
    **over: Any,
) -> Application:
    """A proposal or dossier whose owner is in its team; sent states get a task, a receipt and a time."""
    rules = over.pop("procedure", None) or (of.procedure if of and of.procedure else procedure())
    owner = owner or UserFactory()
    sent = state not in ("draft", "withdrawn")
    if of is None and (sent or purpose == "dossier"):
        of = task("received" if purpose == "proposal" else "calling", rules=rules)
    told: dict[str, Any] = {
        "purpose": purpose, "procedure": rules, "form": "DX1" if purpose == "proposal" else "TM1", "owner": owner,
        "state": state, "task": of, "title": "Nghiên cứu mô hình mẫu",
    }  # fmt: skip
    if sent:
        told |= {"sent_at": timezone.now(), "receipt": f"BN-{Application.objects.count() + 1:05d}"}
    if state == "invalid":
        told["validity_note"] = "Thiếu tài liệu"
    made = Application.objects.create(**(told | over))
    TeamMember.objects.create(
        application=made,
        role="owner",
        name=owner.full_name,
        user=owner,
        accepted=True,
        answered_at=timezone.now(),
    )
    return made


def team_member(
    of: Application, *, role: str = "member", user: User | None = None, **over: Any
) -> TeamMember:
    """Somebody named in the team; with an account the invitation is accepted."""
    told: dict[str, Any] = {"name": user.full_name if user else "Thành viên Mẫu", "user": user}
    if user is not None:
        told |= {"accepted": True, "answered_at": timezone.now()}
    return TeamMember.objects.create(application=of, role=role, **(told | over))


def call(*, rules: Procedure | None = None, closes_at: datetime | None = None, **over: Any) -> Call:
    """A published call that is open for another ten days."""
    now = timezone.now()
    told: dict[str, Any] = {
        "procedure": rules or procedure(), "code": f"dot-{Call.objects.count() + 1}", "title": "Đợt thông báo mẫu",
        "route": "tuyen-chon", "year": now.year, "opens_at": now - timedelta(days=20),
        "closes_at": closes_at or now + timedelta(days=10), "published_at": now - timedelta(days=20),
    }  # fmt: skip
    return Call.objects.create(**(told | over))


def council(
    *, kind: str = "selection", members: tuple[User, ...] = (), tasks: tuple[StTask, ...] = (),
    dossiers: tuple[Application, ...] = (), state: str = "appointed", **over: Any,
) -> Council:  # fmt: skip
    """A council in which the first member takes the chair; it judges these tasks or dossiers."""
    told: dict[str, Any] = {"procedure": procedure(), "kind": kind, "name": "Hội đồng mẫu", "state": state}
    if state in ("appointed", "closed"):
        told |= {"symbol": "9/QĐ-HĐ", "decided_on": date(2024, 3, 1)}
    made = Council.objects.create(**(told | over))
    for order, user in enumerate(members):
        role = "member" if order else "chair"
        Seat.objects.create(
            council=made, user=user, name=user.full_name, role=role, side="expert", order=order
        )
    for judged in tasks:
        CouncilItem.objects.create(council=made, task=judged)
    for dossier in dossiers:
        CouncilItem.objects.create(council=made, task=dossier.task, dossier=dossier)
    return made
