"""Who sees duties and says that they are done.

Duties follow their record: who may open it as staff sees its duties, who may edit it completes them. The conditions
use what a duty copies from its record, so that one list over all registers needs one query.
"""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role
from khcn.kernel.duties.models import Duty
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.rules import AGENCY_STAFF, DEPARTMENT, EDITORS


@declare("duties.duty.view", model="duties.Duty")
def may_view(actor: Actor) -> Q:
    """Sở xem nghĩa vụ của mọi sổ (sổ hạn chế: quản trị, điều phối); cơ quan xem nghĩa vụ mình phụ trách."""
    if actor.has(*EDITORS):
        return EVERYTHING
    agencies = actor.agencies_as(*AGENCY_STAFF, Role.LEADER)
    own = Q(agency__in=sorted(agencies)) if agencies else NOTHING
    if not actor.has(*DEPARTMENT):
        return own
    restricted = sorted(one.code for one in registers if one.restricted)
    return own | ~Q(register__in=restricted) if restricted else EVERYTHING


@declare("duties.duty.edit", model="duties.Duty")
def may_edit(actor: Actor) -> Q:
    """Ai được sửa bản ghi thì được ghi nghĩa vụ đã làm: quản trị, điều phối; cơ quan với sổ cơ quan tự nhập."""
    if actor.has(*EDITORS):
        return EVERYTHING
    agencies = actor.agencies_as(*AGENCY_STAFF, Role.LEADER)
    if not agencies:
        return NOTHING
    closed = sorted(one.code for one in registers if not _entered_by_agencies(one.code))
    return Q(agency__in=sorted(agencies)) & ~Q(register__in=closed)


@declare("duties.duty.waive", model="duties.Duty")
def may_waive(actor: Actor) -> Q:
    """Chỉ quản trị và điều phối ghi miễn nghĩa vụ, mở lại nghĩa vụ đã đóng."""
    return EVERYTHING if actor.has(*EDITORS) else NOTHING


@declare("duties.dutyrule.view", model="duties.DutyRule")
def may_view_rules(actor: Actor) -> Q:
    """Người trong các cơ quan nhà nước xem quy tắc nghĩa vụ và căn cứ pháp lý."""
    return EVERYTHING if actor.has(*DEPARTMENT, *AGENCY_STAFF) else NOTHING


@declare("duties.dutyrule.edit", model="duties.DutyRule")
def may_edit_rules(actor: Actor) -> Q:
    """Quản trị và điều phối sửa, xác nhận quy tắc nghĩa vụ."""
    return EVERYTHING if actor.has(*EDITORS) else NOTHING


def edits(actor: Actor, duty: Duty) -> bool:
    """The right `duties.duty.edit` for a duty at hand, without a query."""
    if actor.has(*EDITORS):
        return True
    own = duty.agency_id in actor.agencies_as(*AGENCY_STAFF, Role.LEADER)
    return own and _entered_by_agencies(duty.register)


def _entered_by_agencies(code: str) -> bool:
    register = registers.get(code)
    return register is not None and register.entered_by_agencies and not register.readonly
