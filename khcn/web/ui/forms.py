"""The page of one form: show it, check it, do the act; a refusal lands at its field, nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khcn.kernel.errors import DomainError


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: str,
    save: Callable[[], HttpResponse],
    keep: str = "",
    template: str = "ui/form_page.html",
    **context: Any,
) -> HttpResponse:
    """Answer with the form, or with what `save` gives once the form holds and the act was not refused."""
    if request.method == "POST" and form.is_valid():
        try:
            return save()
        except DomainError as refusal:
            show_refusal(form, refusal)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, template, {"form": form, "page_title": title, "keep": keep, **context}, status=status
    )


def show_refusal(form: forms.BaseForm, refusal: DomainError) -> None:
    """Put the refusal of an act where the person looks: at the field, and above the form."""
    for name, message in refusal.fields.items():
        form.add_error(name if name in form.fields else None, message)
    form.add_error(None, refusal.message)
