"""Serve a page of all parts under the real content security policy, without database or settings.

python frontend/preview/serve.py [PORT]: / all parts, /bang 500 rows, /in print page, /404, /500, /vao signed out,
/bieu-do charts.
"""

import functools
import sys
from datetime import date, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import django
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.test import RequestFactory
from django.urls import path

HERE = Path(__file__).resolve().parent
WEB = HERE.parent.parent / "khcn" / "web"
sys.path.insert(0, str(HERE.parent.parent))
settings.configure(
    SECRET_KEY="preview",  # noqa: S106 (signs nothing: the preview has no sessions)
    ROOT_URLCONF=__name__,
    STATIC_URL="/static/",
    USE_TZ=True,
    TIME_ZONE="Asia/Ho_Chi_Minh",
    LANGUAGE_CODE="vi",
    INSTALLED_APPS=["django.contrib.staticfiles", "django.contrib.contenttypes", "django.contrib.auth"],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates", WEB / "templates"],
            "OPTIONS": {
                "builtins": [
                    "django.templatetags.i18n",
                    "django.templatetags.static",
                    "khcn.web.templatetags.khcn_ui",
                ],
                "libraries": {
                    "khcn_ui": "khcn.web.templatetags.khcn_ui",
                    "khcn_charts": "khcn.web.templatetags.khcn_charts",
                },
                "context_processors": ["django.template.context_processors.request"],
            },
        }
    ],
)
django.setup()

import charts  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402

names = ["set_language", "account_logout", "account_login", "profile", "mfa_index", "search"]
urlpatterns = [path(f"{name}/", lambda request: None, name=name) for name in names]

AGENCIES = [
    "Sở Khoa học và Công nghệ",
    "Trung tâm Ứng dụng tiến bộ khoa học và công nghệ và Tiêu chuẩn đo lường chất lượng tỉnh",
    "Ban Quản lý các khu công nghiệp và Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp",
    "Uỷ ban nhân dân xã Thượng Nông",
    "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
]
TASKS = [
    "Hỗ trợ doanh nghiệp nhỏ và vừa đổi mới công nghệ, thiết bị trong chế biến chè Shan tuyết",
    "Xây dựng cơ sở dữ liệu chuyên gia",
    "Nghiên cứu, bảo tồn và phát triển nguồn gen cây dược liệu bản địa dưới tán rừng gắn với chuỗi giá trị và chỉ dẫn địa lý",
    "Nâng cao năng lực phòng thử nghiệm",
]
CODES = ["in_progress", "overdue", "met", "not_due", "due_soon", "exceeded", "to_confirm"]


class Demo(forms.Form):
    title = forms.CharField(label="Tên nhiệm vụ", help_text="Viết gọn, tối đa 200 ký tự.")
    lead = forms.ChoiceField(label="Cơ quan chủ trì", choices=[(name, name) for name in AGENCIES])
    amount = forms.DecimalField(label="Kinh phí (triệu đồng)", required=False)
    due = forms.DateField(label="Thời hạn", help_text="Ngày/tháng/năm, ví dụ 05/12/2026.")
    kind = forms.ChoiceField(
        label="Cách tính hạn",
        widget=forms.RadioSelect,
        choices=[("w", "Ngày làm việc"), ("d", "Ngày theo lịch")],
    )
    note = forms.CharField(label="Kết quả bằng lời", widget=forms.Textarea, required=False)
    evidence = forms.FileField(
        label="Tệp minh chứng", required=False, help_text="PDF, DOCX hoặc ảnh, tối đa 20 MB."
    )
    sure = forms.BooleanField(label="Số liệu này đã được lãnh đạo đơn vị xem", required=False)


class Filter(forms.Form):
    q = forms.CharField(
        label="Tìm trong danh sách", widget=forms.TextInput(attrs={"type": "search"}), required=False
    )
    lead = forms.ChoiceField(
        label="Chủ trì", choices=[("", "Tất cả")] + [(a, a) for a in AGENCIES], required=False
    )
    status = forms.ChoiceField(
        label="Tình trạng", choices=[("", "Tất cả"), ("late", "Quá hạn")], required=False
    )
    year = forms.ChoiceField(label="Năm", choices=[("", "Tất cả"), ("2026", "2026")], required=False)


class Message(str):
    level_tag = "info"


def message(level: str, text: str) -> Message:
    note = Message(text)
    note.level_tag = level
    return note


def rows(count: int) -> list[dict]:
    start = date(2026, 1, 5)
    return [
        {
            "no": number + 1,
            "name": TASKS[number % len(TASKS)],
            "lead": AGENCIES[number % len(AGENCIES)],
            "due": start + timedelta(days=number * 3),
            "money": 1234.5 + number * 377,
            "share": (number * 7.3) % 100,
            "code": CODES[number % len(CODES)],
        }
        for number in range(count)
    ]


def navigation() -> list[dict]:
    def item(label: str, icon: str, active: bool = False, count: int = 0) -> dict:
        return {"label": label, "url": "/", "icon": icon, "active": active, "count": count}

    work = [
        item("Hôm nay", "sun"),
        item("Việc của tôi", "checklist", count=12),
        item("Vướng mắc", "alert-triangle"),
    ]
    plan = [
        item("Nội dung kế hoạch", "file-text"),
        item("Chỉ tiêu", "target"),
        item("Nhiệm vụ", "list-check", active=True, count=18),
        item("Tiến độ theo năm", "timeline"),
        item("Trách nhiệm, báo cáo", "users-group"),
        item("Phát hiện", "flag", count=9),
    ]
    house = [item("Cơ quan, đơn vị", "building"), item("Địa bàn", "map")]
    return [
        {"title": "", "items": work},
        {"title": "12/KH-UBND", "items": plan},
        {"title": "Danh mục", "items": house},
    ]


class Person:
    pk, is_authenticated = 1, True

    def __str__(self) -> str:
        return "Nguyễn Thị Hồng Hạnh"


class Nobody:
    pk, is_authenticated = None, False


def context(signed_in: bool = True) -> dict:
    form = Demo({"title": "", "lead": AGENCIES[0], "due": "31/02/2026", "amount": "abc"})
    form.is_valid()
    timeline = [
        {"label": name, "url": "#", "status": code, "start": 1 + index, "span": 9 - index * 2, "note": None}
        for index, (name, code) in enumerate(
            zip(TASKS, ["in_progress", "overdue", "met", "not_due"], strict=False)
        )
    ]
    timeline.append({"label": "Nhiệm vụ chưa ghi thời hạn", "status": "unknown"})
    return {
        "site": {"province_name": "Tuyên Quang"},
        "user": Person() if signed_in else Nobody(),
        "shell": {
            "navigation": navigation() if signed_in else [],
            "unread": 7,
            "banners": [
                "Hệ thống đang có dữ liệu mẫu do nhóm phát triển tự đặt ra, không phải số liệu thật."
            ],
        },
        "trail": [("Kế hoạch", "#"), ("12/KH-UBND", "#"), ("Nhiệm vụ", "")],
        "messages": [
            message("success", "Đã lưu cập nhật của nhiệm vụ 7. Lãnh đạo đơn vị sẽ nhận thông báo."),
            message(
                "error", "Dòng 12, cột “Mã VILAS”: mã “VILAS-7” đã có ở phòng Hoá phân tích. Hãy sửa mã."
            ),
        ],
        "form": form,
        "fresh": Demo(initial={"lead": AGENCIES[1]}, prefix="moi"),
        "filter_form": Filter(),
        "active_filters": [{"label": "Tình trạng: Quá hạn", "url": "?"}],
        "rows": rows(12),
        "many": rows(500),
        "page": Paginator(range(500), 50).page(4),
        "years": list(range(2022, 2031)),
        "timeline": timeline,
        "codes": [*CODES, "no_owner", "not_available", "returned", "blocked", "published", "deterioration"],
        "tabs": [
            {"label": "Tổng quan", "url": "#", "active": True},
            {"label": "Cập nhật", "url": "#", "count": 14},
            {"label": "Vướng mắc", "url": "#", "count": 2},
            {"label": "Minh chứng", "url": "#", "count": 1250},
            {"label": "Lịch sử", "url": "#"},
        ],
        "facts": [
            ("Chủ trì", AGENCIES[1]),
            ("Phối hợp", ", ".join(AGENCIES[2:])),
            ("Thời hạn", "31/12/2026, còn 27 ngày làm việc"),
            ("Kinh phí", "1.250 triệu đồng"),
            ("Văn bản giao", None),
        ],
        "today": date(2026, 3, 27),
        "agencies": AGENCIES,
    }


PAGES = {
    "/": ("kitchen.html", True),
    "/bang": ("rows.html", True),
    "/in": ("paper.html", True),
    "/404": ("404.html", True),
    "/403": ("403.html", True),
    "/500": ("500.html", True),
    "/vao": ("signed_out.html", False),
    "/bieu-do": ("charts.html", True),
}


class Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        super().end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/static"))

    def do_GET(self) -> None:
        place = self.path.split("?")[0]
        if place not in PAGES:
            return super().do_GET()
        template, signed_in = PAGES[place]
        request = RequestFactory().get(self.path)
        told = context(signed_in)
        if template == "charts.html":
            told |= charts.context()
        body = render_to_string(template, told, request=request).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *args: object) -> None:
        pass


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8091
    handler = functools.partial(Handler, directory=str(WEB / "static"))
    ThreadingHTTPServer(("127.0.0.1", port), handler).serve_forever()
