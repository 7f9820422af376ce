"""One entry: this subject did this kind of work in this year, and this proves it."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.model_fields import SubjectKeyField, YearField
from khcn.kernel.registers.records import Record
from khcn.registers.activity_ledger.choices import ActivityKind


class ActivityEntry(Record):
    """Written by the system from a record of another register (`proof_register`), or by hand with its evidence.

    The subject is the organisation; a person counts where no organisation is named.
    """

    search_fields = ("organisation__name", "person__name", "evidence")
    title_field = "evidence"

    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tổ chức, doanh nghiệp"),
    )  # fmt: skip
    person = models.ForeignKey(
        "directory.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cá nhân")
    )
    kind = models.CharField(_("loại hoạt động"), max_length=12, choices=ActivityKind.choices)
    year = YearField(_("năm"), db_index=True)
    evidence = models.CharField(_("minh chứng"), max_length=400)
    proof_register = models.CharField(_("sổ làm căn cứ"), max_length=60, blank=True, editable=False)
    proof_id = models.PositiveBigIntegerField(_("bản ghi làm căn cứ"), null=True, blank=True, editable=False)
    subject_key = SubjectKeyField(_("chủ thể"))

    class Meta(Record.Meta):
        verbose_name = _("hoạt động")
        verbose_name_plural = _("hoạt động khoa học và công nghệ")
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["proof_register", "proof_id"], name="activityentry_proof"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="activityentry_subject",
                condition=Q(organisation__isnull=False) | Q(person__isnull=False),
                violation_error_message=_("Hãy ghi tổ chức hoặc cá nhân thực hiện."),
            ),
            models.CheckConstraint(
                name="activityentry_proof_whole",
                condition=Q(proof_register="", proof_id=None)
                | (~Q(proof_register="") & Q(proof_id__isnull=False)),
            ),
            models.UniqueConstraint(
                name="activityentry_once",
                fields=["proof_register", "proof_id", "kind", "year", "subject_key"],
                condition=~Q(proof_register=""),
            ),
        ]

    @property
    def automatic(self) -> bool:
        return bool(self.proof_register)

    def settle(self) -> None:
        super().settle()
        self.subject_key = self.key_of_subject()

    def key_of_subject(self) -> str:
        if self.organisation_id:
            return f"directory.organisation:{self.organisation_id}"
        return f"directory.person:{self.person_id}" if self.person_id else ""

    def validate_constraints(self, *args: Any, **kwargs: Any) -> None:
        """Acts of people come by here; what the system wrote follows its proof and is corrected there."""
        if self.automatic:
            sentence = gettext(
                "Dòng này do hệ thống tự ghi từ sổ khác. Hãy sửa bản ghi làm minh chứng: %(proof)s."
            ) % {"proof": self.evidence}
            raise ValidationError({NON_FIELD_ERRORS: [sentence]})
        super().validate_constraints(*args, **kwargs)
