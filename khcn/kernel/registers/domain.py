"""Acts on single records: enter, change, move to another state, withdraw, confirm. Imports are in `register_io`."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, may, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.entering import require_enterable
from khcn.kernel.registers.forms import broken_rules
from khcn.kernel.registers.life import WITHDRAWN, Move, Standing
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Record, Source
from khcn.kernel.registers.rules import AGENCY_STAFF, EDITORS, edit_name, may_add
from khcn.kernel.registers.signals import records_saved
from khcn.kernel.registers.values import plain_text


@transaction.atomic
def add_record(
    register: Register,
    *,
    by: Actor,
    values: Mapping[str, Any],
    state: str = "",
    source: str = Source.TYPED,
    artificial: bool = False,
) -> Record:
    """Enter a record in its first state, or, for what already stands elsewhere, in the state it has there."""
    values = with_own_agency(register, values, by)
    record = register.model(source=source, artificial=artificial)
    record.state = state or register.life.states[0].code
    require_enterable(register, record.state, by)
    _fill(register, record, values)
    close_if_ended(record, by)
    store(register, record, values)
    StateChange.objects.create(**first_change(record, by))
    record_event("record.add", record, by=by, after=told(register, record, values))
    records_saved.send(sender=type(register), register=register, records=[record], by=by)
    return record


@transaction.atomic
def edit_record(
    register: Register,
    record: Record,
    *,
    by: Actor,
    values: Mapping[str, Any],
    reason: str = "",
    seen_at: datetime | None = None,
) -> Record:
    """Change some values. Nothing is written when nothing differs.

    `seen_at` is the `updated_at` that the person had before her; what others wrote since is not overwritten unseen.
    """
    record = _locked(register, record)
    require(by, edit_name(register), record)
    _kept(record)
    if seen_at is not None and record.updated_at != seen_at:
        raise DomainError(
            _(
                "Bản ghi đã được sửa lúc %(at)s, sau khi bạn mở biểu mẫu. Hãy mở bản ghi ở cửa sổ khác để xem thay đổi; "
                "bấm lưu lần nữa nếu vẫn muốn ghi những gì đang điền."
            )
            % {"at": f"{timezone.localtime(record.updated_at):%H:%M %d/%m/%Y}"},
            code="record.changed_since",
        )
    keep_agency(register, values, by)
    before, pointed = told(register, record, values), _pointers(register, record)
    _fill(register, record, values)
    moved = {name for name, key in _pointers(register, record).items() if key != pointed[name]}
    if told(register, record, values) == before and not moved and not _many_differ(register, record, values):
        return record
    set_reason(record, reason)
    store(register, record, values)
    redate_first_change(record)
    after = told(register, record, values)
    changed = {name for name in after if after[name] != before[name] or name in moved}
    record_event(
        "record.edit", record, by=by,
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip
    records_saved.send(sender=type(register), register=register, records=[record], by=by)
    return record


def allowed_moves(register: Register, record: Record, by: Actor) -> list[Move]:
    """The moves that this person may make with this record now."""
    if not may(by, edit_name(register), record):
        return []
    return [move for move in register.life.moves_from(record.state) if by.has(*move.roles)]


@transaction.atomic
def move_record(
    register: Register,
    record: Record,
    move: str,
    *,
    by: Actor,
    on: date,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
) -> Record:
    """Take a step of the record's life as of the day `on`, filling the fields that the step needs."""
    record = _locked(register, record)
    step = next((one for one in allowed_moves(register, record, by) if one.code == move), None)
    if step is None:
        raise NotAllowed(
            _("Bản ghi đang ở trạng thái “%(state)s” nên bạn không làm được bước này.")
            % {"state": record.life_state.staff},
            code="record.move_not_allowed",
        )
    if step.reason and not reason.strip():
        sentence = _("Hãy ghi lý do hoặc căn cứ.")
        raise DomainError(sentence, code="record.reason_missing", fields={"reason": sentence})
    keep_agency(register, values or {}, by)
    before = {"state": record.state, **told(register, record, values or {})}
    _fill(register, record, values or {})
    _need(register, record, step)
    enter_state(register, record, step.target, on=on, reason=reason, by=by)
    record_event(
        "record.move", record, by=by, before=before,
        after={"state": record.state, "on": on, "reason": reason.strip(), **told(register, record, values or {})},
    )  # fmt: skip
    records_saved.send(sender=type(register), register=register, records=[record], by=by)
    return record


@transaction.atomic
def withdraw_record(register: Register, record: Record, *, by: Actor, reason: str) -> Record:
    """Take a record that should never have been entered out of every count; it stays findable with its reason."""
    record = _locked(register, record)
    require(by, edit_name(register), record)
    _kept(record)
    if not reason.strip():
        sentence = _("Hãy ghi lý do rút bản ghi khỏi sổ.")
        raise DomainError(sentence, code="record.reason_missing", fields={"reason": sentence})
    before = {"state": record.state}
    enter_state(register, record, WITHDRAWN.code, on=by.on, reason=reason, by=by)
    record_event("record.withdraw", record, by=by, before=before, after={"reason": reason.strip()})
    records_saved.send(sender=type(register), register=register, records=[record], by=by)
    return record


@transaction.atomic
def confirm_record(register: Register, record: Record, *, by: Actor) -> Record:
    """A person has looked through the record today and vouches for it."""
    record = _locked(register, record)
    require(by, edit_name(register), record)
    _kept(record)
    before, record.confirmed_on = record.confirmed_on, by.on
    record.save()
    record_event(
        "record.confirm", record, by=by, before={"confirmed_on": before}, after={"confirmed_on": by.on}
    )
    records_saved.send(sender=type(register), register=register, records=[record], by=by)
    return record


def with_own_agency(register: Register, values: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """The values of a new record; people of an agency enter records of their own agency only."""
    if not may_add(by, register):
        raise NotAllowed(
            _("Tài khoản của bạn không được thêm bản ghi vào sổ này. Hãy liên hệ Sở KH&CN."),
            code=f"not_allowed:{edit_name(register)}",
        )
    told_values = dict(values)
    if told_values.get("responsible") is None and not by.has(*EDITORS):
        told_values["responsible_id"] = min(by.seats_as(*AGENCY_STAFF))
        told_values.pop("responsible", None)
    keep_agency(register, told_values, by)
    return told_values


def first_change(record: Record, by: Actor | None) -> dict[str, Any]:
    """The first row of the chain of states: from the day of validity, or from the day of entry."""
    entered = by.on if by else date.today()
    begun = record.valid_from if record.standing != Standing.PENDING else None
    start = begun or entered
    if record.ended_on and record.ended_on < start:
        start = record.ended_on
    return {
        "kind": ContentType.objects.get_for_model(record), "object_id": record.pk, "state": record.state,
        "standing": record.standing, "on": start, "by_id": by.user_id if by else None,
    }  # fmt: skip


def close_if_ended(record: Record, by: Actor) -> None:
    """A record entered as ended has a day on which it ended."""
    standing = record.LIFE[record.state].standing
    if standing == Standing.ENDED and record.ended_on is None:
        record.ended_on = record.valid_to or by.on
        if record.valid_from and record.ended_on < record.valid_from:
            record.ended_on = record.valid_from


def keep_agency(register: Register, values: Mapping[str, Any], by: Actor) -> None:
    """People of an agency do not hand records to another agency by editing them."""
    if by.has(*EDITORS) or not {"responsible", "responsible_id"} & values.keys():
        return
    agency = values.get("responsible")
    chosen = agency.pk if agency is not None else values.get("responsible_id")
    if chosen not in by.agencies_as(*AGENCY_STAFF):
        sentence = _("Bạn chỉ ghi được bản ghi do cơ quan của mình phụ trách.")
        raise NotAllowed(sentence, code="record.other_agency", fields={"responsible": sentence})


def _locked(register: Register, record: Record) -> Record:
    return register.model._default_manager.select_for_update().get(pk=record.pk)


def _kept(record: Record) -> None:
    """What was withdrawn stays as it was."""
    if record.standing == Standing.VOID:
        raise DomainError(_("Bản ghi này đã được rút khỏi sổ từ trước."), code="record.withdrawn")


def _fill(register: Register, record: Record, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in register.many:
            setattr(record, name, value)


def store(register: Register, record: Record, values: Mapping[str, Any]) -> None:
    """Save with the rules of the declaration and the constraints of the database as sentences."""
    broken = broken_rules(
        register, {name: getattr(record, name) for name in register.fields if name not in register.many}
    )
    if broken:
        raise DomainError(" ".join(broken.values()), code="record.rule", fields=broken)
    record.settle()
    try:
        record.validate_constraints()
        with transaction.atomic():
            record.save()
    except ValidationError as error:
        raise _refusal(register, error) from error
    except IntegrityError as error:
        raise DomainError(
            _(
                "Không lưu được vì trùng với một bản ghi vừa được người khác lưu. Hãy tải lại trang rồi thử lại."
            ),
            code="record.conflict",
        ) from error
    for name in register.many:
        if name in values:
            getattr(record, name).set(values[name])


def _refusal(register: Register, error: ValidationError) -> DomainError:
    fields = {
        name: " ".join(sentences) for name, sentences in error.message_dict.items() if name in register.fields
    }
    return DomainError(" ".join(error.messages), code="record.constraint", fields=fields)


def _need(register: Register, record: Record, step: Move) -> None:
    missing = [name for name in step.needs if getattr(record, name) in (None, "")]
    if missing:
        names = ", ".join(f"“{register.label_of(name)}”" for name in missing)
        raise DomainError(
            _("Bước này cần có %(names)s.") % {"names": names},
            code="record.field_missing",
            fields={name: _("Cần điền ở bước này.") for name in missing},
        )


def enter_state(register: Register, record: Record, state: str, *, on: date, reason: str, by: Actor) -> None:
    """Write the new state with its day, close the one before, keep the dates of the record in line."""
    chain = StateChange.objects.filter(kind=ContentType.objects.get_for_model(record), object_id=record.pk)
    latest = chain.filter(until=None).select_for_update().first()
    if latest and on < latest.on:
        if record.standing == Standing.PENDING or state == WITHDRAWN.code:
            on = latest.on if state == WITHDRAWN.code else on
            chain.filter(pk=latest.pk).update(on=min(on, latest.on))
        else:
            raise DomainError(
                _(
                    "Ngày %(on)s trước ngày bắt đầu của trạng thái hiện nay (%(since)s). Hãy chọn ngày muộn hơn."
                )
                % {"on": f"{on:%d/%m/%Y}", "since": f"{latest.on:%d/%m/%Y}"},
                code="record.move_too_early",
                fields={"on": _("Chọn ngày muộn hơn.")},
            )
    standing = register.life[state].standing
    if standing == Standing.ACTIVE:
        record.valid_from = record.valid_from or on
        record.ended_on = None
    if standing == Standing.ENDED:
        record.ended_on = on
    record.state = state
    set_reason(record, reason)
    store(register, record, {})
    chain.filter(until=None).update(until=on)
    StateChange.objects.create(
        kind=ContentType.objects.get_for_model(record), object_id=record.pk, state=state, standing=standing,
        on=on, reason=reason.strip()[:500], by_id=by.user_id,
    )  # fmt: skip


def redate_first_change(record: Record) -> None:
    """When the start of validity is corrected, the only state of a record starts with it."""
    chain = StateChange.objects.filter(kind=ContentType.objects.get_for_model(record), object_id=record.pk)
    if record.valid_from and record.standing == Standing.ACTIVE and chain.count() == 1:
        chain.update(on=record.valid_from)


def _pointers(register: Register, record: Record) -> dict[str, Any]:
    """The keys of related records: two of them may bear the same name."""
    return {name: getattr(record, register.field(name).attname) for name in register.single}


def _many_differ(register: Register, record: Record, values: Mapping[str, Any]) -> bool:
    return any(
        {one.pk for one in values[name]} != set(getattr(record, name).values_list("pk", flat=True))
        for name in register.many
        if name in values
    )


def told(register: Register, record: Record, values: Mapping[str, Any]) -> dict[str, str]:
    """The named values as the audit keeps them: personal data are told to have changed, not what they are."""
    names = [name for name in register.fields if name in values and name not in register.many]
    return {name: _masked(register, record, name) for name in names}


def set_reason(record: Record, reason: str) -> None:
    """Kept with the version that the next save writes."""
    setattr(record, "_change_reason", reason.strip()[:100])  # noqa: B010 - simple_history reads this name


def _masked(register: Register, record: Record, name: str) -> str:
    text = plain_text(record, name)
    if name not in register.personal or not text:
        return text
    return "•" + hashlib.sha256(text.encode()).hexdigest()[:8]
