"""What templates show: Vietnamese dates and numbers, badges, links that keep the query, tied fields."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from khcn.web.templatetags.khcn_ui import field_is_wide, vn_date, vn_datetime, vn_number, vn_percent
from khcn.web.ui.statuses import MESSAGE_LOOKS, STATUSES

ROOT = Path(__file__).resolve().parents[3]
SPRITE = (ROOT / "khcn/web/static/khcn/icons.svg").read_text(encoding="utf-8")
ICONS = set(re.findall(r'<symbol id="([^"]+)"', SPRITE))
TEMPLATES = sorted((ROOT / "khcn").rglob("templates/**/*.html"))


def render(source: str, **context: object) -> str:
    return Template("{% load khcn_ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (1234.5, None, "1.234,5"),
        (Decimal("1234567.8900"), None, "1.234.567,89"),
        (1000, None, "1.000"),
        (Decimal("2.5"), 0, "3"),
        (7, 1, "7,0"),
        (-0.5, None, "−0,5"),
        (0, None, "0"),
        (Decimal("1E+3"), None, "1.000"),
        (None, None, "—"),
        ("", None, "—"),
        ("chưa có", None, "—"),
        (float("nan"), None, "—"),
        (True, None, "—"),
    ],
)
def test_number_is_written_the_vietnamese_way_and_missing_is_not_zero(value, places, shown):
    assert vn_number(value, places) == shown


def test_percent_of_missing_value_carries_no_sign():
    assert vn_percent(Decimal("12.50")) == "12,5%"
    assert vn_percent(None) == "—"


def test_dates_are_day_first_and_in_local_time():
    assert vn_date(date(2023, 3, 27)) == "27/03/2023"
    assert vn_date(datetime(2026, 3, 27, 18, 30, tzinfo=UTC)) == "28/03/2026"
    assert vn_datetime(datetime(2026, 3, 27, 7, 5, tzinfo=UTC)) == "14:05, 27/03/2026"
    assert vn_date(None) == vn_datetime(None) == "—"


def test_badge_says_status_by_word_and_icon_and_escapes_foreign_words():
    badge = render('{% status_badge "overdue" %}')
    assert "Quá hạn" in badge and "#alert-triangle" in badge and "tone-late" in badge
    strange = render("{% status_badge code %}", code="<b>lạ</b>")
    assert "&lt;b&gt;lạ&lt;/b&gt;" in strange and "tone-quiet" in strange


def test_query_replace_keeps_other_filters_and_removes_empty_ones():
    request = RequestFactory().get("/nhiem-vu/?q=chè&page=3&nam=2026")
    link = render("{% query_replace page=4 nam=None %}", request=request)
    assert link == "?q=ch%C3%A8&amp;page=4"


def test_sort_header_turns_round_and_starts_at_first_page():
    request = RequestFactory().get("/?sap-xep=han&page=9")
    head = render('{% sort_header "han" "Hạn" %}', request=request)
    assert 'aria-sort="ascending"' in head and 'href="?sap-xep=-han"' in head
    other = render('{% sort_header "ten" "Tên" %}', request=request)
    assert "aria-sort" not in other and 'href="?sap-xep=ten"' in other


class Update(forms.Form):
    result = forms.CharField(label="Kết quả", help_text="Viết gọn.")
    kind = forms.ChoiceField(label="Loại", widget=forms.RadioSelect, choices=[("a", "Ngày làm việc")])


def test_field_ties_label_help_and_error_to_the_widget():
    form = Update({})
    form.is_valid()
    page = render_to_string("ui/_form.html", {"form": form})
    widget = re.search(r'<input[^>]*name="result"[^>]*>', page).group()
    described = re.search(r'aria-describedby="([^"]+)"', widget).group(1).split()
    assert set(described) == {"id_result_helptext", "id_result_error"}
    assert all(f'id="{name}"' in page for name in described)
    assert 'aria-invalid="true"' in widget and '<label for="id_result">' in page
    assert '<a href="#id_result">Kết quả</a>' in page
    assert "<legend>Loại" in page


def test_pager_names_rows_in_vietnamese():
    paginator = SimpleNamespace(count=1234, get_elided_page_range=lambda *a, **k: [1, 2], ELLIPSIS="…")
    page = SimpleNamespace(
        paginator=paginator, number=1, start_index=1, end_index=50, has_other_pages=True, has_next=True,
        next_page_number=2, has_previous=False,
    )  # fmt: skip
    html = render_to_string("ui/_pager.html", {"page": page, "request": RequestFactory().get("/?q=a")})
    assert "1–50 trong 1.234 dòng" in html and 'href="?q=a&amp;page=2"' in html


def test_timeline_uses_classes_that_the_style_sheet_has():
    rows = [{"label": "Cây dược liệu", "status": "in_progress", "start": 2, "span": 3}]
    html = render_to_string(
        "ui/_timeline.html", {"label": "Tiến độ", "years": [2022, 2023, 2024], "rows": rows}
    )
    css = (ROOT / "khcn/web/static/khcn/khcn.css").read_text(encoding="utf-8")
    for name in ("gc-cols-3", "gc-start-2", "gc-span-3"):
        assert name in html and f".{name}{{" in css


@pytest.mark.parametrize("name", ["400", "403_csrf", "500", "503"])
def test_error_page_needs_no_request_and_says_what_to_do(name):
    page = render_to_string(f"{name}.html")
    assert 'lang="vi"' in page and "<h1>" in page and f"Mã lỗi {name[:3]}" in page


def test_every_status_and_message_has_its_icon_in_the_sprite():
    used = {look.icon for look in (*STATUSES.values(), *MESSAGE_LOOKS.values())}
    assert used <= ICONS
    assert set(json.loads((ROOT / "frontend/icons.json").read_text(encoding="utf-8"))) == ICONS


def test_every_icon_named_in_a_template_is_in_the_sprite():
    found = {
        name
        for path in TEMPLATES
        for name in re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert found and found - ICONS == set()


def test_templates_have_no_inline_style_or_script():
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:")
    html_only = {path.name: re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert [name for name, text in html_only.items() if inline.search(text)] == []


class Widths(forms.Form):
    code = forms.CharField(max_length=60)
    name = forms.CharField(max_length=300)
    note = forms.CharField(widget=forms.Textarea)
    site = forms.URLField(max_length=300)
    several = forms.CharField(widget=forms.TextInput(attrs={"data-several": "true"}))


def test_long_texts_and_several_records_take_the_whole_width_of_a_form() -> None:
    form = Widths()
    assert [field.name for field in form if field_is_wide(field)] == ["name", "note", "several"]
