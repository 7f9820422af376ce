"""The abstract models of register records: validity, state, visibility, order, search."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.kernel.base import Confirmation
from khcn.kernel.registers.life import SIMPLE, Life, Standing
from khcn.lib.vn_text import fold, sort_key


class Visibility(models.TextChoices):
    INTERNAL = "internal", _("Nội bộ")
    SHARED = "shared", _("Chia sẻ")
    PUBLIC = "public", _("Công khai")


class Source(models.TextChoices):
    TYPED = "typed", _("Nhập tay")
    FILE = "file", _("Nhập từ tệp")
    API = "api", _("Qua API")
    REGISTER = "register", _("Từ sổ khác")


#: What is in force is told as what is not: nearly all records are live, so an index of standings would lead astray.
NOT_LIVE = (Standing.PENDING, Standing.VOID)


class RecordQuerySet(QuerySet):
    def kept(self) -> "RecordQuerySet":
        """Without what was withdrawn or merged into another record."""
        return self.exclude(standing=Standing.VOID)

    def in_force(self, day: date) -> "RecordQuerySet":
        """In force on `day` by validity dates, whatever the state is today.

        The last day of validity counts; the day of withdrawal or ending does not; days on which the
        record was paused do not. What ended without ever being granted was never in force.
        """
        return self.filter(in_force_on(self.model, day))


def in_force_on(model: Any, day: date) -> Q:
    """The condition behind `in_force`, for counts that ask about several days at once."""
    # "not later than" instead of "missing or up to": a database walks the list in order and sorts nothing
    begun = ~Q(valid_from__gt=day)
    not_past = ~Q(valid_to__lt=day)
    not_ended = ~Q(ended_on__lte=day)
    in_force = begun & not_past & not_ended & ever_in_force(model)
    if model.LIFE.with_standing(Standing.PAUSED):
        in_force &= ~Q(paused_on(model, day))
    return in_force


def ever_in_force(model: Any) -> Q:
    """What holds of every record in force, whatever the day: it was granted, and not withdrawn."""
    live = ~Q(standing__in=NOT_LIVE)
    if model.LIFE.with_standing(Standing.PENDING):
        live &= ~Q(standing=Standing.ENDED, valid_from=None)
    return live


def paused_on(model: Any, day: date) -> Exists:
    """Whether the record stood still on the day."""
    return Exists(
        pauses_of(model).filter(Q(until=None) | Q(until__gt=day), on__lte=day, object_id=OuterRef("pk"))
    )


def pauses_of(model: Any) -> QuerySet[Any]:
    """The times at which records of this model stood still."""
    from django.contrib.contenttypes.models import ContentType

    from khcn.kernel.registers.models import StateChange

    kind = ContentType.objects.get_for_model(model)
    return StateChange.objects.filter(kind=kind, standing=Standing.PAUSED).order_by()


class Record(models.Model):
    """One record of a register.

    `search_fields` may walk along foreign keys (`organisation__name`); `title_field` names what the record is
    called in lists and sorts it. `standing` is set from `state` by `save()`.
    """

    LIFE: ClassVar[Life] = SIMPLE
    search_fields: ClassVar[tuple[str, ...]] = ("name",)
    title_field: ClassVar[str] = "name"

    state = models.CharField(_("trạng thái"), max_length=30, editable=False)
    standing = models.CharField(max_length=8, choices=Standing.choices, editable=False)
    valid_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("hiệu lực đến hết"), null=True, blank=True)
    ended_on = models.DateField(_("kết thúc từ ngày"), null=True, blank=True, editable=False)
    responsible = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("cơ quan phụ trách"),
    )  # fmt: skip
    territory = models.ForeignKey(
        "territory.Unit", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("địa bàn"),
    )  # fmt: skip
    visibility = models.CharField(
        _("mức chia sẻ"), max_length=8, choices=Visibility.choices, default=Visibility.SHARED
    )
    note = models.TextField(_("ghi chú"), blank=True)
    source = models.CharField(
        _("nguồn"), max_length=8, choices=Source.choices, default=Source.TYPED, editable=False
    )
    artificial = models.BooleanField(_("dữ liệu mẫu"), default=False, editable=False)
    confirmed_on = models.DateField(_("ngày rà soát gần nhất"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged_from"
    )
    folded = models.TextField(editable=False, default="", blank=True)
    title_key = models.CharField(max_length=200, editable=False, default="", db_index=True)
    order_key = models.CharField(max_length=160, editable=False, default="")
    history = HistoricalRecords(inherit=True, excluded_fields=["folded", "title_key", "order_key"])

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order_key", "pk"]
        indexes = [
            models.Index(fields=["order_key", "id"], name="%(class)s_ok"),
            models.Index(fields=["valid_from", "id"], name="%(class)s_vf"),
            models.Index(fields=["valid_to", "id"], name="%(class)s_vt"),
            models.Index(fields=["standing", "state"], name="%(class)s_st"),
        ]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_dates",
                condition=(Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")))
                & (Q(valid_from=None) | Q(ended_on=None) | Q(ended_on__gte=F("valid_from"))),
                violation_error_message=_("Ngày kết thúc không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="%(class)s_ended", condition=~Q(standing=Standing.ENDED) | Q(ended_on__isnull=False)
            ),
            models.CheckConstraint(
                name="%(class)s_merged", condition=Q(merged_into=None) | Q(standing=Standing.VOID)
            ),
        ]

    def __str__(self) -> str:
        return str(follow(self, self.title_field) or f"#{self.pk}")

    def settle(self) -> None:
        """Work out what is stored twice: standing, the folded copy, the sorting key."""
        self.state = self.state or self.LIFE.states[0].code
        self.standing = self.LIFE[self.state].standing
        told = (follow(self, name) for name in self.search_fields)
        self.folded = fold(" ".join(str(value) for value in told if value not in (None, "")))
        title = str(follow(self, self.title_field) or "")
        self.title_key = fold(title)[:200]
        self.order_key = order_key(title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "folded", "title_key", "order_key", "standing", "updated_at"}
        super().save(*args, **kwargs)

    @property
    def life_state(self) -> Any:
        return self.LIFE[self.state]


class Certificate(Record):
    """A record that a body issued on a day under a number: it is dated as soon as it is in force."""

    number = models.CharField(_("số"), max_length=80, blank=True)
    issuer = models.CharField(_("cơ quan cấp"), max_length=300, blank=True)
    decision = models.CharField(_("quyết định"), max_length=200, blank=True)
    legal_basis = models.CharField(_("căn cứ pháp lý"), max_length=300, blank=True)
    confirmation = models.CharField(
        _("tình trạng xác nhận"), max_length=12, choices=Confirmation.choices, default=Confirmation.CONFIRMED
    )

    class Meta(Record.Meta):
        abstract = True
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_dated",
                condition=~Q(standing__in=[Standing.ACTIVE, Standing.PAUSED]) | Q(valid_from__isnull=False),
                violation_error_message=_("Bản ghi có hiệu lực phải có ngày bắt đầu."),
            ),
        ]


def follow(record: models.Model, path: str) -> Any:
    """The value at the end of a path such as `organisation__name`; None where it breaks off."""
    value: Any = record
    for name in path.split("__"):
        value = getattr(value, name, None)
        if value is None:
            return None
    return value


def order_key(text: str) -> str:
    """The Vietnamese order of a text in letters that sort alike under every database collation."""
    return sort_key(text)[:80].encode().hex()[:160]


def has_key(name: str, values: Iterable[Any]) -> Q:
    """Records with one of these texts as their natural key, among kept ones; in the words of `once`, so that
    SQLite finds them by its index."""
    return Q(**{f"{name}__in": [*values]}) & ~Q(**{name: ""})


def once(name: str, *fields: str, filled: tuple[str, ...] = ()) -> models.UniqueConstraint:
    """A natural key among the records that are kept; texts named in `filled` count only when they are there."""
    condition = ~Q(standing=Standing.VOID)
    for field in filled:
        condition &= ~Q(**{field: ""})
    return models.UniqueConstraint(
        fields=fields,
        name=name,
        condition=condition,
        violation_error_message=_("Giá trị này đã có ở một bản ghi khác."),
    )
