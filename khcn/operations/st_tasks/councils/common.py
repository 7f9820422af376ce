"""What the acts of councils share: the lock that orders them, who may do it, refusals."""

from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.operations.st_tasks.choices import CouncilState, MeetingState
from khcn.operations.st_tasks.models import Council, Meeting, Seat


def locked(council_id: int) -> Council:
    """The council, held until the end of the transaction: handing in, concluding and closing go one after the other."""
    rows = (
        Council.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .defer("procedure__definition")
    )
    return rows.get(pk=council_id)


def drafting(council_id: int) -> Council:
    """The council, held, if its members and items may still be changed."""
    council = locked(council_id)
    if council.state != CouncilState.DRAFT:
        raise DomainError(
            _(
                "Hội đồng đã có quyết định thành lập nên không sửa được; hãy thay thành viên bằng quyết định mới."
            ),
            code="council.not_draft",
        )
    return council


def appointed(council_id: int) -> Council:
    """The council, held, if it is at work."""
    council = locked(council_id)
    if council.state != CouncilState.APPOINTED:
        raise DomainError(
            _("Hội đồng chưa có quyết định thành lập hoặc đã kết thúc."), code="council.not_appointed"
        )
    return council


def refuse_closed(meeting: Meeting) -> None:
    if meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        raise DomainError(_("Phiên họp đã kết thúc nên không ghi thêm được."), code="meeting.closed")


def own_seat(seat: Seat, by: Actor) -> None:
    """Refuse whoever does not sit there."""
    if seat.user_id is None or seat.user_id != by.user_id:
        raise NotAllowed(
            _(
                "Chỉ chính thành viên mới khai và chấm phần của mình; thư ký nhập phiếu giấy ở trang phiên họp."
            ),
            code="not_allowed:st_tasks.seat",
        )
    if seat.left_on is not None:
        raise NotAllowed(_("Bạn đã thôi tham gia hội đồng này."), code="not_allowed:st_tasks.seat")


def told(message: str, code: str, field: str) -> DomainError:
    """A refusal tied to one field of a form."""
    return DomainError(message, code=code, fields={field: message})
