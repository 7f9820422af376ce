"""Who sees and edits records, and which fields: one set of conditions for all registers.

Levels of fields: `public` fields for everybody; fields not named internal or personal for people of the
administration; all of them for the department, the responsible agency and the owner.
"""

from collections.abc import Callable
from enum import IntEnum

from django.db.models import Model, Q

from khcn.kernel.access import NOTHING, Actor, declare, may
from khcn.kernel.accounts.choices import Role
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import Record, Visibility

DEPARTMENT = (Role.ADMIN, Role.COORDINATOR, Role.LEADER)
EDITORS = (Role.ADMIN, Role.COORDINATOR)
AGENCY_STAFF = (Role.REPORTER, Role.APPROVER)


class Level(IntEnum):
    """How much of a record somebody reads."""

    NOTHING = 0
    PUBLIC = 1
    SHARED = 2
    INTERNAL = 3


def level_of(actor: Actor, register: Register) -> Level:
    """How much the person reads of records in general, as lists, exports and counts show them."""
    department = EDITORS if register.restricted else DEPARTMENT
    if actor.has(*department):
        return Level.INTERNAL
    if register.restricted:
        return Level.NOTHING
    if actor.has(*AGENCY_STAFF, Role.LEADER):
        return Level.SHARED
    return Level.PUBLIC if register.public else Level.NOTHING


def list_level(actor: Actor, register: Register) -> Level:
    """How much of each row a list shows; whoever sees nothing but their own records reads them whole."""
    general = level_of(actor, register)
    own = (_of_agencies(actor), _of_owner(actor, register))
    return Level.INTERNAL if general == Level.NOTHING and any(q != NOTHING for q in own) else general


def level_on(actor: Actor, register: Register, record: Record) -> Level:
    """How much the person reads of this record."""
    general = level_of(actor, register)
    if general == Level.INTERNAL:
        return general
    if type(record)._base_manager.filter(_own(actor, register), pk=record.pk).exists():
        return Level.INTERNAL
    if not may(actor, view_name(register), record):
        return Level.NOTHING
    return general


def readable(register: Register, level: Level) -> tuple[str, ...]:
    """The fields read at this level, in the order of the declaration; `state` is read at every level."""
    if level == Level.INTERNAL:
        return register.fields
    if level == Level.SHARED:
        return tuple(name for name in register.fields if name not in register.internal_fields)
    if level == Level.PUBLIC:
        return tuple(name for name in register.fields if name in register.public)
    return ()


def readable_computed(register: Register, level: Level) -> tuple[str, ...]:
    """What is worked out from the fields and read at this level; the public reads what `public` names."""
    if level == Level.PUBLIC:
        return tuple(name for name in register.computed if name in register.public)
    if level == Level.SHARED:
        return tuple(name for name in register.computed if name not in register.internal_fields)
    return register.computed if level == Level.INTERNAL else ()


def view_name(register: Register) -> str:
    return f"{register.label}.view"


def edit_name(register: Register) -> str:
    return f"{register.label}.edit"


def files_name(register: Register) -> str:
    """Who has this right reads a record whole."""
    return f"{register.label}.files"


def seen_by(actor: Actor, register: Register) -> Q:
    """Records whose page the person may open."""
    level = level_of(actor, register)
    if level == Level.INTERNAL:
        return register.inside(actor)
    seen = _own(actor, register)
    if level == Level.SHARED:
        seen |= Q(visibility__in=[Visibility.SHARED, Visibility.PUBLIC]) & register.outside
    if level == Level.PUBLIC:
        seen |= _public(register)
    return seen


def files_seen_by(actor: Actor, register: Register) -> Q:
    """Records whose attached documents the person may open: those read whole, whatever pages show the public."""
    return register.inside(actor) if level_of(actor, register) == Level.INTERNAL else _own(actor, register)


def edited_by(actor: Actor, register: Register) -> Q:
    """Records the person may change: the department all that are kept by hand, an agency its own where allowed."""
    if register.readonly:
        return NOTHING
    if actor.has(*EDITORS):
        return register.by_hand
    return _of_agencies(actor) & register.by_hand if register.entered_by_agencies else NOTHING


def may_add(actor: Actor, register: Register) -> bool:
    """Whether the person may enter new records at all."""
    if register.readonly:
        return False
    return actor.has(*EDITORS) or (register.entered_by_agencies and bool(actor.agencies_as(*AGENCY_STAFF)))


def owns(actor: Actor, register: Register, record: Record) -> bool:
    """Whether the record is about the organisation for which the person sits."""
    q = _of_owner(actor, register)
    return q != NOTHING and type(record)._base_manager.filter(q, pk=record.pk).exists()


def _public(register: Register) -> Q:
    shown = [one.code for one in register.life.every if one.name_for_public and one.standing != Standing.VOID]
    if not register.public:
        return NOTHING
    seen = Q(visibility=Visibility.PUBLIC, state__in=shown) & register.outside
    consent = register.consent.get(register.model.title_field)
    return seen & Q(**{consent: True}) if consent else seen


def _own(actor: Actor, register: Register) -> Q:
    return _of_agencies(actor) | _of_owner(actor, register)


def _of_agencies(actor: Actor) -> Q:
    agencies = actor.agencies_as(*AGENCY_STAFF, Role.LEADER)
    return Q(responsible__in=sorted(agencies)) if agencies else NOTHING


def _of_owner(actor: Actor, register: Register) -> Q:
    path = owner_path(register)
    agencies = actor.seats_as(Role.ENTERPRISE, Role.EXPERT) | actor.seats_as(*AGENCY_STAFF)
    if not path or not agencies:
        return NOTHING
    return Q(**{f"{path}__in": sorted(agencies)})


def owner_path(register: Register) -> str:
    """The path from a record to the agency in which its owner sits; empty when there is none."""
    model: type[Model] = register.model
    names = register.subject.split("__") if register.subject else []
    for name in names:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    fields = {field.name for field in model._meta.get_fields()}
    return "__".join((*names, "agency")) if "agency" in fields else ""


FILES_SENTENCE = (
    "Sở, cơ quan phụ trách và chủ bản ghi mở tài liệu đính kèm; bản ghi công khai không kéo theo tài liệu."
)


def declare_rights() -> None:
    """Give every register its rights to view and edit; called once all declarations are known."""
    for register in registers:
        _declare(view_name(register), register, seen_by, _view_sentence(register))
        _declare(edit_name(register), register, edited_by, _edit_sentence(register))
        _declare(files_name(register), register, files_seen_by, FILES_SENTENCE)


def _declare(name: str, register: Register, rule: Callable[[Actor, Register], Q], sentence: str) -> None:
    def condition(actor: Actor) -> Q:
        return rule(actor, register)

    condition.__doc__ = sentence
    declare(name, model=register.label)(condition)


def _view_sentence(register: Register) -> str:
    if register.restricted:
        return "Quản trị, điều phối và cơ quan phụ trách xem; sổ hạn chế, không chia sẻ, không công khai."
    return (
        "Sở xem mọi bản ghi, cơ quan xem bản ghi được chia sẻ và của mình, công chúng xem bản ghi công khai."
    )


def _edit_sentence(register: Register) -> str:
    if register.readonly:
        return "Sổ do hệ thống tự lập từ các sổ khác, không ai sửa tay."
    if register.entered_by_agencies:
        return "Quản trị và điều phối sửa mọi bản ghi; cơ quan sửa bản ghi mình phụ trách."
    return "Chỉ quản trị và điều phối sửa."
