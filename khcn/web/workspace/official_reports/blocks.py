"""Acts on the blocks of a section. Nothing typed is lost: who saves second sees both texts."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.kernel.errors import DomainError
from khcn.outputs.official_reports.editing import (
    BlockChanged,
    add_block,
    decide_block,
    decide_waiting,
    edit_block,
    move_block,
    restore_block,
    settle_newer,
)
from khcn.outputs.official_reports.models import Block, OfficialReport, Section
from khcn.web.workspace.official_reports.common import allowed, frame, page_url
from khcn.web.workspace.official_reports.forms import BlockForm

#: Buttons of a block: given the block and what was sent with it.
ACTS: dict[str, Callable[..., Block]] = {
    "luu": lambda block, text, seen, by: edit_block(block=block, text=text, seen_revision=seen, by=by),
    "dung": lambda block, text, seen, by: decide_block(block=block, keep=True, seen_revision=seen, by=by),
    "bo": lambda block, text, seen, by: decide_block(block=block, keep=False, seen_revision=seen, by=by),
    "nguyen-van": lambda block, text, seen, by: restore_block(block=block, seen_revision=seen, by=by),
    "nguon-moi": lambda block, text, seen, by: settle_newer(
        block=block, take=True, seen_revision=seen, by=by
    ),
    "giu": lambda block, text, seen, by: settle_newer(block=block, take=False, seen_revision=seen, by=by),
    "len": lambda block, text, seen, by: move_block(block=block, up=True, by=by),
    "xuong": lambda block, text, seen, by: move_block(block=block, up=False, by=by),
}


@require_POST
def official_block(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    report = allowed(request, code)
    block = get_object_or_404(Block.objects.select_related("section"), pk=pk, section__report=report)
    form, act = BlockForm(request.POST), ACTS.get(request.POST.get("viec", ""))
    if act is None or not form.is_valid():
        raise Http404
    text = form.cleaned_data["text"]
    try:
        act(block, text, form.cleaned_data["revision"], request.actor)
    except BlockChanged as refusal:
        return _both(request, report, block, text, refusal, refusal.theirs)
    except DomainError as refusal:
        return _both(request, report, block, text, refusal, None)
    return redirect(page_url(report, block.section.code, block.pk))


def _both(
    request: HttpRequest, report: OfficialReport, block: Block, text: str, refusal: DomainError, theirs: Block | None
) -> HttpResponse:  # fmt: skip
    """What was typed, beside what stands there now."""
    title = _("Chưa lưu được đoạn này")
    context = {
        **frame(report.cycle, title), "report": report, "there": theirs or block, "theirs": theirs, "text": text,
        "refusal": refusal, "back": page_url(report, block.section.code, block.pk),
    }  # fmt: skip
    return render(request, "official_reports/block_conflict.html", context, status=409 if theirs else 422)


@require_POST
def official_block_add(request: HttpRequest, code: str) -> HttpResponse:
    report = allowed(request, code)
    section = get_object_or_404(Section, report=report, code=request.POST.get("muc", ""))
    made = add_block(section=section, text=request.POST.get("text", ""), by=request.actor)
    return redirect(page_url(report, section.code, made.pk))


@require_POST
def official_blocks_waiting(request: HttpRequest, code: str) -> HttpResponse:
    """Decide on everything nobody looked at: in one section, or in the whole report."""
    report = allowed(request, code)
    section = Section.objects.filter(report=report, code=request.POST.get("muc", "")).first()
    keep = request.POST.get("viec") == "dung"
    count = decide_waiting(report=report, keep=keep, by=request.actor, section=section)
    text = _("Đã dùng {n} đoạn của đơn vị.") if keep else _("Đã bỏ {n} đoạn chưa xem.")
    messages.success(request, text.format(n=count))
    return redirect(page_url(report, section.code if section else ""))
