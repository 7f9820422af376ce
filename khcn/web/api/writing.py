"""Writing: the same forms, rights and acts as the pages; two programs never overwrite each other unseen."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import require
from khcn.kernel.errors import NotAllowed
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.domain import add_record, edit_record, move_record, withdraw_record
from khcn.kernel.registers.entering import enterable_states
from khcn.kernel.registers.forms import initial_of
from khcn.kernel.registers.records import Record, Source
from khcn.kernel.registers.rules import edit_name, may_add
from khcn.web.api.faults import Refused, not_there, wrong
from khcn.web.api.routes import router
from khcn.web.api.shapes import WRITTEN, Change, NewRecord, Step, Whole, Withdrawal, answer
from khcn.web.api.telling import address, record_of, register_of, told_whole, version_of
from khcn.web.api.values import checked
from khcn.web.workspace.registers.entry import seen_alike

Act = Callable[[Record], Record]


@router.post("/so-dang-ky/{code}", summary=gettext_lazy("Thêm một bản ghi"), response={**WRITTEN, 201: Whole})
def add(request: HttpRequest, code: str, body: NewRecord) -> JsonResponse:
    register, _level = register_of(request, code)
    if not may_add(request.actor, register):
        sentence = _("Tài khoản của bạn không được thêm bản ghi vào sổ này. Hãy liên hệ Sở KH&CN.")
        raise NotAllowed(sentence, code=f"not_allowed:{edit_name(register)}")
    if body.state and body.state not in [one.code for one in enterable_states(register, request.actor)]:
        raise wrong("state", _("Bản ghi mới không nhận trạng thái này; xem mô tả của sổ."), "state")
    values = checked(register, body.values, by=request.actor, names=register.fields, initial={})
    if not body.different and (same := seen_alike(request, register, values)):
        message = _(
            "Sổ đã có bản ghi gần giống. Nếu đúng là bản ghi khác, hãy gửi lại với “different”: true."
        )
        raise Refused(409, "record.likely_same", message, records=same)
    made = add_record(register, by=request.actor, values=values, state=body.state, source=Source.API)
    return _answer(request, register, made, 201, Location=address(register, made.pk))


@router.patch(
    "/so-dang-ky/{code}/{int:pk}", summary=gettext_lazy("Sửa vài trường của một bản ghi"), response=WRITTEN
)
def edit(request: HttpRequest, code: str, pk: int, body: Change) -> JsonResponse:
    """Needs the version that was read: `If-Match`, or `version` in the body."""
    register, record = _editable(request, code, pk)
    names = [name for name in body.values if name in register.fields]
    initial = initial_of(register, record)
    values = checked(register, body.values, by=request.actor, names=names, initial=initial)

    def act(fresh: Record) -> Record:
        return edit_record(register, fresh, by=request.actor, values=values, reason=body.reason)

    return _acted(request, register, record, act, body.version, needed=True)


@router.post(
    "/so-dang-ky/{code}/{int:pk}/moves/{move}", summary=gettext_lazy("Chuyển trạng thái"), response=WRITTEN
)
def move(request: HttpRequest, code: str, pk: int, move: str, body: Step) -> JsonResponse:
    register, record = _editable(request, code, pk)
    step = register.life.move(move)
    if step is None:
        raise not_there()
    names = [name for name in body.values if name in step.needs]
    initial = initial_of(register, record)
    values = checked(register, body.values, by=request.actor, names=names, initial=initial)

    def act(fresh: Record) -> Record:
        on = body.on or request.actor.on
        return move_record(
            register, fresh, step.code, by=request.actor, on=on, reason=body.reason, values=values
        )

    return _acted(request, register, record, act, body.version)


@router.post(
    "/so-dang-ky/{code}/{int:pk}/withdraw", summary=gettext_lazy("Rút bản ghi nhập nhầm khỏi sổ"), response=WRITTEN
)  # fmt: skip
def withdraw(request: HttpRequest, code: str, pk: int, body: Withdrawal) -> JsonResponse:
    register, record = _editable(request, code, pk)

    def act(fresh: Record) -> Record:
        return withdraw_record(register, fresh, by=request.actor, reason=body.reason)

    return _acted(request, register, record, act, body.version)


def _editable(request: HttpRequest, code: str, pk: int) -> tuple[Register, Record]:
    register, record, _level = record_of(request, code, pk)
    require(request.actor, edit_name(register), record)
    return register, record


def _acted(
    request: HttpRequest, register: Register, record: Record, act: Act, version: str, *, needed: bool = False
) -> JsonResponse:
    """Do the act on the record as it was when the caller read it."""
    with transaction.atomic():
        fresh = register.model._default_manager.select_for_update().get(pk=record.pk)
        _refuse_if_changed(request, fresh, version, needed)
        done = act(fresh)
    return _answer(request, register, done)


def _refuse_if_changed(request: HttpRequest, record: Record, version: str, needed: bool) -> None:
    header = request.headers.get("If-Match", "").strip()
    now = version_of(record)
    # a proxy that compresses makes the tag weak; it still names the same version
    known = {tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")} if header else set()
    if needed and not header and not version:
        message = _("Hãy gửi kèm phiên bản bạn đã đọc: đầu mục If-Match, hoặc “version” trong nội dung.")
        raise Refused(428, "version.missing", message)
    message = _("Bản ghi đã được người khác sửa sau khi bạn đọc. Hãy đọc lại rồi sửa trên bản mới.")
    if header and not known & {now, "*"}:
        raise Refused(412, "version.changed", message, version=now)
    if version and version != now:
        raise Refused(409, "version.changed", message, version=now)


def _answer(
    request: HttpRequest, register: Register, record: Record, status: int = 200, **headers: str
) -> JsonResponse:
    """The record as it stands now."""
    _register, fresh, level = record_of(request, register.code, record.pk)
    told = told_whole(request, register, fresh, level)
    return answer(told, status, ETag=f'"{version_of(fresh)}"', **headers)
