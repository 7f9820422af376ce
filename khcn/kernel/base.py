"""Abstract models shared by the house: validity dates, sources, folded text for searching."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.lib.vn_text import fold


class Confirmation(models.TextChoices):
    CONFIRMED = "confirmed", _("Đã xác nhận")
    TO_CONFIRM = "to_confirm", _("Cần xác nhận")


class Sourced(models.Model):
    """A statement with its legal basis; what nobody has verified says so."""

    legal_basis = models.CharField(_("căn cứ pháp lý"), max_length=300, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    confirmation = models.CharField(
        _("tình trạng xác nhận"),
        max_length=12,
        choices=Confirmation.choices,
        default=Confirmation.TO_CONFIRM,
    )

    class Meta:
        abstract = True

    @property
    def needs_confirmation(self) -> bool:
        return self.confirmation == Confirmation.TO_CONFIRM


class DatedQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> "DatedQuerySet":
        """Rows in force on `day`; both end dates belong to the period."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gte=day),
        )


class Dated(models.Model):
    """In force from the first to the last day, both included; None is open."""

    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )


def dates_in_order(name: str) -> models.CheckConstraint:
    """A period may not end before it begins."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
    )


class Searchable(models.Model):
    """Keeps a folded copy (no marks, lower case, đ→d) of the fields named in `search_fields`."""

    search_fields: ClassVar[tuple[str, ...]] = ()
    folded = models.TextField(editable=False, default="", blank=True)

    class Meta:
        abstract = True

    def refold(self) -> None:
        self.folded = fold(" ".join(str(getattr(self, name) or "") for name in self.search_fields))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refold()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)


def matches(query: str) -> Q:
    """Every word of `query` stands in the folded copy, in any order."""
    condition = Q()
    for word in fold(query.replace("\x00", " ")).split():
        condition &= Q(folded__contains=word)
    return condition
