"""A news item, article or broadcast about science, technology and innovation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.model_fields import CountField
from khcn.kernel.registers.records import Record, once
from khcn.registers.directory.models import TechnologyDirection
from khcn.registers.media.choices import Channel, MediaKind, Topic


class MediaItem(Record):
    """Something published on a day; it stays counted on that day."""

    search_fields = ("title", "outlet", "task")
    title_field = "title"

    title = models.CharField(_("tên tin, bài"), max_length=300)
    outlet = models.CharField(_("nơi đăng, phát"), max_length=200, blank=True)
    channel = models.CharField(_("kênh"), max_length=10, choices=Channel.choices)
    kind = models.CharField(_("thể loại"), max_length=10, choices=MediaKind.choices, default=MediaKind.NEWS)
    published_on = models.DateField(_("ngày đăng, phát"))
    topic = models.CharField(_("chủ đề"), max_length=10, choices=Topic.choices, default=Topic.OTHER)
    directions = models.ManyToManyField(
        TechnologyDirection, blank=True, verbose_name=_("hướng công nghệ"), related_name="+"
    )
    task = models.CharField(_("nhiệm vụ KH&CN được giới thiệu"), max_length=300, blank=True)
    plan_task = models.CharField(_("nhiệm vụ của kế hoạch"), max_length=40, blank=True)
    link = models.URLField(_("đường dẫn"), blank=True)
    reach = CountField(_("lượt tiếp cận"))
    reach_source = models.CharField(_("nguồn số lượt tiếp cận"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("tin, bài")
        verbose_name_plural = _("tin, bài truyền thông")
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["published_on", "id"], name="mediaitem_published"),
        ]
        constraints = [*Record.Meta.constraints, once("mediaitem_once", "title", "outlet", "published_on")]
