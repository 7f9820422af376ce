"""Acts on agencies: add, rename, let succeed, confirm. Old names and edges are kept."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.agencies.choices import SuccessionKind
from khcn.kernel.agencies.models import Agency, AgencyName, Succession
from khcn.kernel.audit.domain import record_event
from khcn.kernel.base import Confirmation
from khcn.kernel.errors import DomainError


@transaction.atomic
def add_agency(
    *, by: Actor, code: str, name: str, kind: str, valid_from: date | None = None, **fields: Any
) -> Agency:
    """A new agency with its first dated name."""
    require(by, "agencies.agency.edit")
    if Agency.objects.filter(code=code).exists():
        raise DomainError(
            _("Mã “{code}” đã thuộc về cơ quan khác. Hãy chọn mã khác.").format(code=code),
            code="agency_code_taken",
            fields={"code": _("Mã này đã dùng.")},
        )
    agency = Agency.objects.create(code=code, name=name, kind=kind, valid_from=valid_from, **fields)
    AgencyName.objects.create(agency=agency, name=name, short_name=agency.short_name, valid_from=valid_from)
    record_event("agency.add", agency, by=by, after={"code": code, "name": name, "kind": kind})
    return agency


@transaction.atomic
def edit_agency(*, by: Actor, agency: Agency, **fields: Any) -> Agency:
    """Correct what the directory says of an agency; its name is changed by `rename_agency`."""
    require(by, "agencies.agency.edit", agency)
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    before = {name: str(getattr(agency, name) or "") for name in fields}
    for name, value in fields.items():
        setattr(agency, name, value)
    agency.save()
    after = {name: str(value or "") for name, value in fields.items()}
    if before != after:
        record_event("agency.edit", agency, by=by, before=before, after=after)
    return agency


@transaction.atomic
def rename_agency(
    *, by: Actor, agency: Agency, name: str, short_name: str, on: date, legal_basis: str = "", note: str = ""
) -> Agency:
    """From `on` the agency bears another name; before that day it keeps the old one."""
    require(by, "agencies.agency.edit", agency)
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    latest = agency.names.order_by("-valid_from").first()
    if latest and latest.valid_from and on <= latest.valid_from:
        raise DomainError(
            _("Ngày đổi tên {on} phải sau ngày bắt đầu của tên hiện dùng ({start}).").format(
                on=f"{on:%d/%m/%Y}", start=f"{latest.valid_from:%d/%m/%Y}"
            ),
            code="rename_before_name",
            fields={"on": _("Chọn ngày muộn hơn.")},
        )
    if latest:
        latest.valid_to = on - timedelta(days=1)
        latest.save()
    AgencyName.objects.create(agency=agency, name=name, short_name=short_name, valid_from=on)
    Succession.objects.create(
        predecessor=agency, successor=agency, kind=SuccessionKind.RENAME, effective_on=on,
        legal_basis=legal_basis, note=note, confirmation=Confirmation.CONFIRMED if legal_basis else Confirmation.TO_CONFIRM,
    )  # fmt: skip
    before = {"name": agency.name, "short_name": agency.short_name}
    agency.aliases = sorted({*agency.aliases, agency.name})
    agency.name, agency.short_name = name, short_name
    agency.save()
    record_event("agency.rename", agency, by=by, before=before, after={"name": name, "on": on})
    return agency


@transaction.atomic
def add_succession(
    *,
    by: Actor,
    predecessor: Agency,
    successor: Agency | None,
    kind: str,
    effective_on: date,
    function: str = "",
    legal_basis: str = "",
    note: str = "",
) -> Succession:
    """From that day the successor carries on; a body that ends is closed the day before."""
    require(by, "agencies.agency.edit", predecessor)
    if kind == SuccessionKind.RENAME:
        raise DomainError(_("Hãy dùng chức năng Đổi tên."), code="use_rename")
    if successor is None and kind not in (SuccessionKind.DISSOLVE, SuccessionKind.SPLIT):
        raise DomainError(
            _("Hãy chọn cơ quan tiếp nhận."), code="successor_missing", fields={"successor": _("Chưa chọn.")}
        )
    if successor == predecessor:
        raise DomainError(
            _("Cơ quan tiếp nhận phải khác cơ quan được sắp xếp."),
            code="succession_of_itself",
            fields={"successor": _("Chọn cơ quan khác.")},
        )
    if predecessor.valid_from and effective_on <= predecessor.valid_from:
        raise DomainError(
            _("Ngày có hiệu lực phải sau ngày cơ quan bắt đầu hoạt động ({start}).").format(
                start=f"{predecessor.valid_from:%d/%m/%Y}"
            ),
            code="succession_before_start",
            fields={"effective_on": _("Chọn ngày muộn hơn.")},
        )
    edge, created = Succession.objects.get_or_create(
        predecessor=predecessor,
        successor=successor,
        effective_on=effective_on,
        function=function,
        defaults={
            "kind": kind,
            "legal_basis": legal_basis,
            "note": note,
            "confirmation": Confirmation.CONFIRMED if legal_basis else Confirmation.TO_CONFIRM,
        },
    )
    if not created:
        raise DomainError(_("Quan hệ kế thừa này đã được ghi."), code="succession_known")
    if kind != SuccessionKind.TRANSFER:
        _close(predecessor, effective_on - timedelta(days=1))
    record_event(
        "agency.succeed",
        predecessor,
        by=by,
        after={"to": str(successor or ""), "kind": kind, "on": effective_on},
    )
    return edge


@transaction.atomic
def confirm_succession(*, by: Actor, succession: Succession, legal_basis: str) -> Succession:
    """A person has read the document; from now on the edge counts as confirmed."""
    require(by, "agencies.agency.edit", succession.predecessor)
    if not legal_basis.strip():
        raise DomainError(
            _("Hãy ghi số, ký hiệu và ngày của văn bản làm căn cứ."),
            code="basis_missing",
            fields={"legal_basis": _("Chưa ghi căn cứ.")},
        )
    before = {"legal_basis": succession.legal_basis, "confirmation": succession.confirmation}
    succession.legal_basis = legal_basis.strip()
    succession.confirmation = Confirmation.CONFIRMED
    succession.save()
    record_event(
        "agency.confirm_succession", succession.predecessor, by=by, before=before,
        after={"legal_basis": succession.legal_basis, "to": str(succession.successor or "")},
    )  # fmt: skip
    return succession


def _close(agency: Agency, last_day: date) -> None:
    if agency.valid_to is None or agency.valid_to > last_day:
        agency.valid_to = last_day
        agency.save()
