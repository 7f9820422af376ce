"""Who may do what with S&T tasks: all predicates of the operation, told once as conditions."""

from typing import Any

from django.db.models import Q, QuerySet

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role
from khcn.operations.st_tasks.choices import Access, CouncilRole, CouncilState, Purpose, TeamRole
from khcn.operations.st_tasks.models import (
    Application,
    Conflict,
    Council,
    CouncilItem,
    Declaration,
    Meeting,
    Seat,
    StTask,
    TeamMember,
)

OFFICERS = (Role.ADMIN, Role.COORDINATOR)
DEPARTMENT = (Role.ADMIN, Role.COORDINATOR, Role.LEADER)
SITTING = (CouncilState.APPOINTED, CouncilState.CLOSED)
#: Members of a team who write; the owner always does, the others once they accepted the invitation.
WRITERS = (TeamRole.OWNER, TeamRole.LEADER, TeamRole.EDITOR)


# --- teams -----------------------------------------------------------------------------------------------------------


def team_rows(actor: Actor, *roles: str) -> QuerySet[TeamMember]:
    """Places of this person in teams, in these roles or in any; an invitation not accepted gives nothing."""
    if actor.user_id is None:
        return TeamMember.objects.none()
    rows = TeamMember.objects.filter(user_id=actor.user_id, removed_at=None)
    if roles:
        rows = rows.filter(role__in=roles)
    return rows.filter(Q(role=TeamRole.OWNER) | Q(accepted=True))


def _tasks_of_team(actor: Actor, purpose: str, *, states: tuple[str, ...] = ()) -> Q:
    if not actor.user_id:
        return NOTHING
    own = Application.objects.filter(purpose=purpose, pk__in=team_rows(actor, *WRITERS).values("application"))
    if states:
        own = own.filter(state__in=states)
    return Q(pk__in=own.filter(task__isnull=False).values("task"))


# --- in what capacity somebody moves a task --------------------------------------------------------------------------


@declare("st_tasks.sttask.as_proposer", model="st_tasks.StTask")
def as_proposer(actor: Actor) -> Q:
    """Người lập đề xuất và đồng tác giả đã nhận lời cùng soạn."""
    return _tasks_of_team(actor, Purpose.PROPOSAL)


@declare("st_tasks.sttask.as_applicant", model="st_tasks.StTask")
def as_applicant(actor: Actor) -> Q:
    """Người lập hồ sơ được chọn, chủ nhiệm và người cùng soạn của hồ sơ đó."""
    return _tasks_of_team(actor, Purpose.DOSSIER, states=("chosen",))


@declare("st_tasks.sttask.as_host", model="st_tasks.StTask")
def as_host(actor: Actor) -> Q:
    """Người của hồ sơ được chọn; người ngồi ghế doanh nghiệp, chuyên gia tại tổ chức chủ trì."""
    own = _tasks_of_team(actor, Purpose.DOSSIER, states=("chosen",))
    agencies = actor.seats_as(Role.ENTERPRISE, Role.EXPERT, Role.REPORTER, Role.APPROVER)
    return own | Q(host__agency__in=sorted(agencies)) if agencies else own


@declare("st_tasks.sttask.as_officer", model="st_tasks.StTask")
def as_officer(actor: Actor) -> Q:
    """Quản trị và điều phối của Sở."""
    return EVERYTHING if actor.has(*OFFICERS) else NOTHING


@declare("st_tasks.sttask.as_leader", model="st_tasks.StTask")
def as_leader(actor: Actor) -> Q:
    """Lãnh đạo Sở, lãnh đạo Ủy ban nhân dân tỉnh."""
    return EVERYTHING if actor.has(Role.LEADER) else NOTHING


@declare("st_tasks.sttask.as_council", model="st_tasks.StTask")
def as_council(actor: Actor) -> Q:
    """Chủ tịch, thư ký khoa học và thư ký hành chính của hội đồng đang xem xét nhiệm vụ."""
    if not actor.user_id:
        return NOTHING
    leading = Seat.objects.filter(
        user_id=actor.user_id, left_on=None,
        role__in=[CouncilRole.CHAIR, CouncilRole.SECRETARY, CouncilRole.HEAD, CouncilRole.GROUP_SECRETARY],
    )  # fmt: skip
    councils = Council.objects.filter(Q(pk__in=leading.values("council")) | Q(clerk_id=actor.user_id))
    appointed = councils.filter(state=CouncilState.APPOINTED)
    return Q(pk__in=appointed.values("items__task"))


# --- what somebody sees ----------------------------------------------------------------------------------------------


@declare("st_tasks.sttask.follow", model="st_tasks.StTask")
def may_follow(actor: Actor) -> Q:
    """Sở theo dõi mọi nhiệm vụ; bên đề xuất, bên nộp hồ sơ được chọn và tổ chức chủ trì theo dõi nhiệm vụ của mình.

    Thành viên hội đồng không vào đây: họ có trang riêng, chỉ thấy phần được giao và không thấy tên tác giả khi ẩn danh.
    """
    if actor.has(*DEPARTMENT):
        return unjudged(actor)
    return as_proposer(actor) | as_host(actor)


@declare("st_tasks.sttask.inside", model="st_tasks.StTask")
def may_see_inside(actor: Actor) -> Q:
    """Sở và tổ chức chủ trì xem dự toán, hợp đồng, báo cáo, tự đánh giá, kết quả; người chỉ đề xuất nhiệm vụ thì không,
    vì có thể là bên dự tuyển không được chọn."""
    return unjudged(actor) if actor.has(*DEPARTMENT) else as_host(actor)


@declare("st_tasks.sttask.list")
def may_list(actor: Actor) -> Q:
    """Sở mở được danh sách xử lý nhiệm vụ."""
    return EVERYTHING if actor.has(*DEPARTMENT) else NOTHING


@declare("st_tasks.sttask.manage", model="st_tasks.StTask")
def may_manage(actor: Actor) -> Q:
    """Quản trị và điều phối giao chuyên viên, phân loại, ghi hợp đồng, kinh phí, kiểm tra, điều chỉnh."""
    return EVERYTHING if actor.has(*OFFICERS) else NOTHING


@declare("st_tasks.application.propose")
def may_propose(actor: Actor) -> Q:
    """Mọi tài khoản đã đăng nhập đều lập được đề xuất và hồ sơ."""
    return EVERYTHING if actor.user_id else NOTHING


def judged_blind(actor: Actor) -> QuerySet[Any, Any]:
    """The tasks that a blind council with this person in it has not concluded."""
    own = Seat.objects.filter(user=actor.user_id, left_on=None).exclude(council__state=CouncilState.CANCELLED)
    items = CouncilItem.objects.filter(
        council__blind=True, concluded_at=None, council__in=own.values("council")
    )
    return items.order_by().values("task")


def unjudged(actor: Actor) -> Q:
    """All tasks but those that this person judges blindly: pages of a task tell whose it is."""
    return ~Q(pk__in=judged_blind(actor)) if actor.user_id else EVERYTHING


@declare("st_tasks.application.view", model="st_tasks.Application")
def may_view_application(actor: Actor) -> Q:
    """Nhóm soạn xem hồ sơ của mình; Sở chỉ xem sau khi hồ sơ đã gửi, hồ sơ tuyển chọn chỉ sau khi mở hồ sơ.

    Người của Sở ngồi trong hội đồng chấm ẩn danh không xem hồ sơ của nhiệm vụ đó trước khi hội đồng kết luận.
    """
    if not actor.user_id:
        return NOTHING
    own = Q(pk__in=team_rows(actor).values("application"))
    if not actor.has(*DEPARTMENT):
        return own
    sent = ~Q(state__in=["draft", "withdrawn"])
    opened = Q(purpose=Purpose.PROPOSAL) | Q(call=None) | Q(call__opened_on__isnull=False)
    seen = Application.objects.filter(sent & opened).exclude(task__in=judged_blind(actor))
    return own | Q(pk__in=seen.values("pk"))


@declare("st_tasks.application.edit", model="st_tasks.Application")
def may_edit_application(actor: Actor) -> Q:
    """Người lập, chủ nhiệm và người cùng soạn đã nhận lời, khi hồ sơ còn soạn, được trả lại hoặc được chọn và phải hoàn thiện."""
    if not actor.user_id:
        return NOTHING
    at_work = Q(state__in=["draft", "returned"]) | Q(
        state="chosen", task__step__in=["completing", "revising"]
    )
    return Q(pk__in=team_rows(actor, *WRITERS).values("application")) & at_work


@declare("st_tasks.application.send", model="st_tasks.Application")
def may_send_application(actor: Actor) -> Q:
    """Người lập và chủ nhiệm gửi, rút hồ sơ."""
    if not actor.user_id:
        return NOTHING
    return Q(pk__in=team_rows(actor, TeamRole.OWNER, TeamRole.LEADER).values("application"))


@declare("st_tasks.call.manage", model="st_tasks.Call")
def may_manage_call(actor: Actor) -> Q:
    """Quản trị và điều phối lập đợt thông báo, mở hồ sơ, gia hạn cho từng hồ sơ."""
    return EVERYTHING if actor.has(*OFFICERS) else NOTHING


@declare("st_tasks.call.view", model="st_tasks.Call")
def may_view_call(actor: Actor) -> Q:
    """Sở xem mọi đợt; ai cũng xem đợt đã công bố."""
    return EVERYTHING if actor.has(*DEPARTMENT) else Q(published_at__isnull=False)


@declare("st_tasks.council.manage", model="st_tasks.Council")
def may_manage_council(actor: Actor) -> Q:
    """Quản trị, điều phối và thư ký hành chính của hội đồng."""
    if actor.has(*OFFICERS):
        return EVERYTHING
    return Q(clerk_id=actor.user_id) if actor.user_id else NOTHING


@declare("st_tasks.council.view", model="st_tasks.Council")
def may_view_council(actor: Actor) -> Q:
    """Sở xem mọi hội đồng; thành viên xem hội đồng mình ngồi từ khi có quyết định."""
    if actor.has(*DEPARTMENT):
        return EVERYTHING
    if not actor.user_id:
        return NOTHING
    own = Seat.objects.filter(user_id=actor.user_id, left_on=None)
    sitting = Q(pk__in=own.values("council"), state__in=[CouncilState.APPOINTED, CouncilState.CLOSED])
    return sitting | Q(clerk_id=actor.user_id)


@declare("st_tasks.procedure.view", model="st_tasks.Procedure")
def may_view_procedure(actor: Actor) -> Q:
    """Ai đã đăng nhập cũng đọc được bộ quy tắc: quy trình là công khai."""
    return EVERYTHING if actor.user_id else NOTHING


@declare("st_tasks.procedure.edit", model="st_tasks.Procedure")
def may_edit_procedure(actor: Actor) -> Q:
    """Quản trị và điều phối lập phiên bản mới, đưa vào áp dụng."""
    return EVERYTHING if actor.has(*OFFICERS) else NOTHING


# --- pages of councils -----------------------------------------------------------------------------------------------


@declare("st_tasks.council.form")
def may_form_council(actor: Actor) -> Q:
    """Quản trị và điều phối lập hội đồng, tổ thẩm định."""
    return EVERYTHING if actor.has(*OFFICERS) else NOTHING


@declare("st_tasks.council.oversee", model="st_tasks.Council")
def may_oversee_council(actor: Actor) -> Q:
    """Sở và thư ký hành chính xem trang điều hành hội đồng; ai đang ngồi trong hội đồng chấm ẩn danh thì không, kể cả người của Sở."""
    if not actor.user_id:
        return NOTHING
    seen = EVERYTHING if actor.has(*DEPARTMENT) else Q(clerk_id=actor.user_id)
    sitting = Seat.objects.filter(user_id=actor.user_id, left_on=None, council__blind=True)
    return seen & ~Q(pk__in=sitting.values("council"))


@declare("st_tasks.council.sit", model="st_tasks.Council")
def may_sit(actor: Actor) -> Q:
    """Thành viên mở hội đồng mình ngồi từ khi có quyết định thành lập."""
    if not actor.user_id:
        return NOTHING
    own = Seat.objects.filter(user_id=actor.user_id, left_on=None)
    return Q(pk__in=own.values("council"), state__in=[CouncilState.APPOINTED, CouncilState.CLOSED])


# --- files of sheets and meetings ------------------------------------------------------------------------------------


# These stand inside the rights of all attachments, which SQLite reads as one statement: few levels, joins within them.


def _serves(actor: Actor, council: str) -> Q:
    """Councils, by this path, that the person serves without sitting in them blindly."""
    blind = Seat.objects.filter(user_id=actor.user_id or 0, left_on=None, council__blind=True)
    seen = EVERYTHING if actor.has(*OFFICERS) else Q(**{f"{council}__clerk": actor.user_id})
    return seen & ~Q(**{f"{council}__in": blind.order_by().values("council")})


def _own_tasks(actor: Actor) -> QuerySet[Any, Any]:
    """Tasks for which this person wrote something: proposal or dossier."""
    rows = team_rows(actor).filter(application__task__isnull=False)
    return rows.order_by().values("application__task")


@declare("st_tasks.sheet.view", model="st_tasks.Sheet")
def may_view_sheet(actor: Actor) -> Q:
    """Người quản lý hội đồng xem bản quét phiếu, thành viên xem phiếu của mình; bên đề xuất, bên nộp hồ sơ thì không."""
    if not actor.user_id:
        return NOTHING
    served = _serves(actor, "item__council") & ~Q(item__task__in=_own_tasks(actor))
    own = Q(seat__user=actor.user_id, seat__left_on=None, seat__council__state__in=SITTING)
    return served | own


@declare("st_tasks.meeting.view", model="st_tasks.Meeting")
def may_view_meeting(actor: Actor) -> Q:
    """Người quản lý hội đồng xem tài liệu phiên họp; thành viên xem khi đã khai và không vướng xung đột với mọi nội dung
    của phiên, khi chấm ẩn danh thì sau kết luận; bên đề xuất, bên nộp hồ sơ thì không."""
    if not actor.user_id:
        return NOTHING
    seats = Seat.objects.filter(user_id=actor.user_id, left_on=None, council__state__in=SITTING)
    sits = Q(council__in=seats.order_by().values("council"))
    written = _on_agenda(Q(councilitem__task__in=_own_tasks(actor)))
    return (_serves(actor, "council") | (sits & ~_on_agenda(_shut(actor)))) & ~written


def _shut(actor: Actor) -> Q:
    """Items that a member does not read: blind ones before they are concluded, not declared, barred."""
    own: dict[str, Any] = {"seat__user": actor.user_id, "seat__left_on": None}
    declared = Declaration.objects.filter(**own).order_by().values("item")
    barred = Conflict.objects.filter(**own, bars=True, waived_at=None).order_by().values("item")
    blind = Q(councilitem__council__blind=True, councilitem__concluded_at=None)
    return blind | ~Q(councilitem__in=declared) | Q(councilitem__in=barred)


def _on_agenda(items: Q) -> Q:
    """Meetings with such an item."""
    return Q(pk__in=Meeting.items.through.objects.filter(items).values("meeting"))


# --- acceptance, results, use ----------------------------------------------------------------------------------------


def _of_own_tasks(actor: Actor) -> Q:
    """Rows of tasks of which this person is the host."""
    return Q(task__in=StTask.objects.filter(as_host(actor)).values("pk")) if actor.user_id else NOTHING


@declare("st_tasks.sttask.tell_outcome", model="st_tasks.StTask")
def may_tell_outcome(actor: Actor) -> Q:
    """Tổ chức chủ trì ghi tự đánh giá, kết quả, báo cáo ứng dụng, công bố; quản trị và điều phối ghi thay được."""
    return EVERYTHING if actor.has(*OFFICERS) else as_host(actor)


@declare("st_tasks.use.view", model="st_tasks.Use")
def may_view_use(actor: Actor) -> Q:
    """Sở xem mọi báo cáo ứng dụng và minh chứng; tổ chức chủ trì xem của nhiệm vụ mình."""
    return EVERYTHING if actor.has(*DEPARTMENT) else _of_own_tasks(actor)


@declare("st_tasks.use.confirm", model="st_tasks.Use")
def may_confirm_use(actor: Actor) -> Q:
    """Quản trị và điều phối xác nhận, trả lại, rút báo cáo ứng dụng: số của chỉ tiêu T4 theo đó mà đổi."""
    return EVERYTHING if actor.has(*OFFICERS) else NOTHING


@declare("st_tasks.selfassessment.view", model="st_tasks.SelfAssessment")
def may_view_self_assessment(actor: Actor) -> Q:
    """Sở xem mọi tự đánh giá; tổ chức chủ trì xem của mình."""
    return EVERYTHING if actor.has(*DEPARTMENT) else _of_own_tasks(actor)


@declare("st_tasks.publicity.view", model="st_tasks.Publicity")
def may_view_publicity(actor: Actor) -> Q:
    """Sở xem mọi hình thức công bố đã làm; tổ chức chủ trì xem của mình."""
    return EVERYTHING if actor.has(*DEPARTMENT) else _of_own_tasks(actor)


def registered_results() -> Q:
    """Results that the library shows outside: of tasks without secrets whose results were registered or that ended well."""
    shown = StTask.objects.filter(
        confidential=False, state__in=["accepted", "closed"], grade__in=["excellent", "pass"]
    )
    return Q(task__in=shown.values("pk"))


@declare("st_tasks.result.view", model="st_tasks.Result")
def may_view_result(actor: Actor) -> Q:
    """Sở xem mọi kết quả, tổ chức chủ trì xem của mình; người có tài khoản xem phần giới thiệu của kết quả đã nghiệm thu
    không có yêu cầu bảo mật; công chúng xem những kết quả trong số đó được đặt công khai."""
    if actor.has(*DEPARTMENT):
        return EVERYTHING
    if actor.user_id is None:
        return registered_results() & Q(access=Access.OPEN)
    return registered_results() | _of_own_tasks(actor)


@declare("st_tasks.result.files", model="st_tasks.Result")
def may_read_result_files(actor: Actor) -> Q:
    """Toàn văn: Sở và tổ chức chủ trì đọc hết; người khác đọc theo mức của từng kết quả (công khai, người có tài khoản)."""
    if actor.has(*DEPARTMENT):
        return EVERYTHING
    levels = [Access.OPEN] if actor.user_id is None else [Access.OPEN, Access.REGISTERED]
    allowed = registered_results() & Q(access__in=levels)
    return allowed if actor.user_id is None else allowed | _of_own_tasks(actor)
