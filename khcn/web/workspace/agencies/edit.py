"""Changing the directory: each page asks, calls one act, answers."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from khcn.kernel.access import require
from khcn.kernel.agencies import domain
from khcn.kernel.agencies.models import Agency, Succession
from khcn.web.ui.forms import form_page
from khcn.web.workspace.agencies.forms import (
    AgencyForm,
    ConfirmForm,
    NewAgencyForm,
    RenameForm,
    SuccessionForm,
)


def _agency(request: HttpRequest, code: str) -> Agency:
    agency = get_object_or_404(Agency, code=code)
    require(request.actor, "agencies.agency.edit", agency)
    return agency


def _page(
    request: HttpRequest, form: forms.Form, title: str, act: Callable, done: str, agency: Agency | None = None
):
    def save() -> HttpResponse:
        saved = act(form.cleaned_data)
        messages.success(request, done)
        return redirect("agency_detail", code=(agency or saved).code)

    return form_page(request, form, title=title, save=save, keep=f"agency-{agency.pk if agency else 'new'}")


def agency_new(request: HttpRequest) -> HttpResponse:
    require(request.actor, "agencies.agency.edit")
    form = NewAgencyForm(request.POST or None)
    return _page(
        request,
        form,
        _("Thêm cơ quan"),
        lambda data: domain.add_agency(by=request.actor, **data),
        _("Đã thêm cơ quan."),
    )


def agency_edit(request: HttpRequest, code: str) -> HttpResponse:
    agency = _agency(request, code)
    form = AgencyForm(request.POST or None, instance=Agency.objects.get(pk=agency.pk))
    return _page(
        request, form, _("Sửa thông tin cơ quan"),
        lambda data: domain.edit_agency(by=request.actor, agency=agency, **data), _("Đã lưu."), agency,
    )  # fmt: skip


def agency_rename(request: HttpRequest, code: str) -> HttpResponse:
    agency = _agency(request, code)
    form = RenameForm(request.POST or None, initial={"name": agency.name, "short_name": agency.short_name})
    return _page(
        request, form, _("Đổi tên {name}").format(name=agency.name),
        lambda data: domain.rename_agency(by=request.actor, agency=agency, **data),
        _("Đã ghi tên mới. Văn bản cũ vẫn giữ tên cũ."), agency,
    )  # fmt: skip


def succession_new(request: HttpRequest, code: str) -> HttpResponse:
    agency = _agency(request, code)
    form = SuccessionForm(request.POST or None)
    return _page(
        request, form, _("Sắp xếp {name}").format(name=agency.name),
        lambda data: domain.add_succession(by=request.actor, predecessor=agency, **data),
        _("Đã ghi quan hệ kế thừa."), agency,
    )  # fmt: skip


def succession_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    edge = get_object_or_404(Succession.objects.select_related("predecessor", "successor"), pk=pk)
    require(request.actor, "agencies.agency.edit", edge.predecessor)
    form = ConfirmForm(request.POST or None, initial={"legal_basis": edge.legal_basis})
    return _page(
        request, form, _("Xác nhận: {edge}").format(edge=edge),
        lambda data: domain.confirm_succession(by=request.actor, succession=edge, **data),
        _("Đã xác nhận."), edge.predecessor,
    )  # fmt: skip
