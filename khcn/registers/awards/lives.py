"""The lives of rounds and of what is entered in them."""

from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State

CANCELLED = State("cancelled", _("Đã hủy"), Standing.PENDING, tone="quiet")

AWARD = Life(
    (
        State("preparing", _("Đang chuẩn bị"), Standing.PENDING),
        State("open", _("Đang nhận bài"), Standing.ACTIVE),
        State("judging", _("Đang chấm"), Standing.ACTIVE),
        State("awarded", _("Đã trao giải"), Standing.ENDED),
        CANCELLED,
    ),
    (
        Move("open", _("Phát động"), ("preparing",), "open", needs=("valid_from",), roles=MOVERS),
        Move("judge", _("Bắt đầu chấm"), ("open",), "judging", roles=MOVERS),
        Move("award", _("Ghi trao giải"), ("judging",), "awarded", needs=("decision",), roles=MOVERS),
        Move("cancel", _("Hủy đợt"), ("preparing",), "cancelled", reason=True),
        Move("reopen", _("Chuẩn bị lại"), ("cancelled",), "preparing", reason=True),
    ),
)

ENTRY = Life(
    (
        State("received", _("Đã nhận bài"), Standing.PENDING, owner=_("Đã gửi bài")),
        State("shortlisted", _("Vào vòng chấm cuối"), Standing.PENDING),
        State("rejected", _("Không hợp lệ"), Standing.PENDING, tone="quiet"),
        State("prized", _("Đạt giải"), Standing.ACTIVE),
        State("unplaced", _("Không đạt giải"), Standing.ACTIVE, public="", tone="quiet"),
        State("revoked", _("Đã hủy giải"), Standing.ENDED, public=""),
    ),
    (
        Move("shortlist", _("Chọn vào vòng cuối"), ("received",), "shortlisted", roles=MOVERS),
        Move("reject", _("Loại vì không hợp lệ"), ("received", "shortlisted"), "rejected", reason=True, roles=MOVERS),
        Move("readmit", _("Nhận lại"), ("rejected",), "received", reason=True, roles=MOVERS),
        Move("prize", _("Ghi đạt giải"), ("shortlisted", "received"), "prized", needs=("prize", "valid_from"), roles=MOVERS),
        Move("unplace", _("Ghi không đạt giải"), ("shortlisted", "received"), "unplaced", roles=MOVERS),
        Move("revoke", _("Hủy giải"), ("prized",), "revoked", reason=True),
    ),
)  # fmt: skip

CONTEST = Life(
    (
        State("registering", _("Đang đăng ký"), Standing.ACTIVE),
        State("preliminary", _("Sơ khảo"), Standing.ACTIVE),
        State("final", _("Chung khảo"), Standing.ACTIVE),
        State("prized", _("Đã công bố giải"), Standing.ENDED),
    ),
    (
        Move("preliminary", _("Vào sơ khảo"), ("registering",), "preliminary", roles=MOVERS),
        Move("final", _("Vào chung khảo"), ("registering", "preliminary"), "final", roles=MOVERS),
        Move("prize", _("Công bố giải"), ("final",), "prized", needs=("decision",), roles=MOVERS),
    ),
)

PROJECT = Life(
    (
        State("registered", _("Đã đăng ký"), Standing.PENDING),
        State("preliminary", _("Sơ khảo"), Standing.PENDING),
        State("final", _("Chung khảo"), Standing.PENDING),
        State("rejected", _("Không hợp lệ"), Standing.PENDING, tone="quiet"),
        State("prized", _("Đạt giải"), Standing.ACTIVE),
        State("unplaced", _("Không đạt giải"), Standing.ACTIVE, public="", tone="quiet"),
        State("revoked", _("Đã hủy giải"), Standing.ENDED, public=""),
    ),
    (
        Move("preliminary", _("Vào sơ khảo"), ("registered",), "preliminary", roles=MOVERS),
        Move("final", _("Vào chung khảo"), ("preliminary", "registered"), "final", roles=MOVERS),
        Move("reject", _("Loại vì không hợp lệ"), ("registered", "preliminary", "final"), "rejected", reason=True, roles=MOVERS),
        Move("readmit", _("Nhận lại"), ("rejected",), "registered", reason=True, roles=MOVERS),
        Move("prize", _("Ghi đạt giải"), ("final", "preliminary"), "prized", needs=("prize", "valid_from"), roles=MOVERS),
        Move("unplace", _("Ghi không đạt giải"), ("final", "preliminary", "registered"), "unplaced", roles=MOVERS),
        Move("revoke", _("Hủy giải"), ("prized",), "revoked", reason=True),
    ),
)  # fmt: skip
