"""The register of media items."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, total
from khcn.registers.media.models import MediaItem


@registers.add
class MediaItems(Register):
    model = MediaItem
    code = "tin-bai"
    name = _("Tin, bài truyền thông")
    group = "phong-trao"
    icon = "notes"
    about = _(
        "Tin, bài, phóng sự, chuyên mục về KH,CN&ĐMST: đăng ở đâu, ngày nào, giới thiệu nhiệm vụ nào, bao nhiêu lượt xem."
    )
    legal_basis = ("Kế hoạch 57/KH-UBND",)
    identity = (("title", "outlet", "published_on"),)
    similar = ("title",)
    sections = (
        section(_("Tin, bài"), "title", "channel", "outlet", "kind", "published_on", "link"),
        section(_("Nội dung"), "topic", "directions", "task", "plan_task"),
        section(_("Lượt tiếp cận"), "reach", "reach_source"),
    )  # fmt: skip
    helps = {
        "outlet": _("Tên báo, đài, chuyên mục hoặc trang."),
        "task": _("Mã hoặc tên nhiệm vụ KH&CN có kết quả được giới thiệu."),
        "reach": _("Để trống khi không có số liệu đo được; đừng ghi số ước chừng."),
        "plan_task": _("Số nhiệm vụ hoặc mục của kế hoạch, ví dụ IV.9."),
    }
    columns = ("title", "channel", "outlet", "kind", "published_on", "topic")
    filters = ("channel", "kind", "topic", "responsible")
    sorts = ("published_on",)
    examples = {"title": "Bài giới thiệu mô hình mẫu số 1", "outlet": "Báo Mẫu", "published_on": "01/02/2024"}
    imports = {"Tiêu đề": "title", "Tên bài": "title", "Báo, đài": "outlet", "Ngày đăng": "published_on", "Link": "link", "Lượt xem": "reach"}  # fmt: skip
    public = ("title", "channel", "outlet", "kind", "published_on", "topic", "directions", "task", "link")
    facts = (
        count("media.items", _("Tin, bài về KH,CN&ĐMST trong kỳ"), unit=_("tin, bài"), over="published_on"),
        count("media.broadcasts", _("Lượt phát thanh, truyền hình trong kỳ"), unit=_("lượt phát"), over="published_on", where=Q(channel__in=["radio", "tv"])),
        count("media.results", _("Tin, bài giới thiệu kết quả nghiên cứu trong kỳ"), unit=_("tin, bài"), over="published_on", where=Q(topic="result")),
        total("media.reach", _("Lượt tiếp cận đo được trong kỳ"), "reach", unit=_("lượt"), over="published_on"),
    )  # fmt: skip
