"""From an empty folder to a filled platform; run again, it changes only what is new."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from khcn.config.demo_people import demo_sign_ins
from khcn.kernel.duties.loading import load_rules
from khcn.kernel.duties.refresh import refresh_all
from khcn.plan.pack import load_pack_once
from khcn.registers.directory.taxonomies import load_science_fields


def prepare(tell: Callable[[str], object]) -> None:
    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    if load_pack_once(settings.KHCN_PACK):
        tell(f"Đã nạp gói dữ liệu: {settings.KHCN_PACK.name}")
    load_science_fields()
    tell(f"Quy tắc nghĩa vụ: {load_rules()}")
    refresh_all(timezone.localdate())
    if settings.PRODUCTION:
        return
    tell("\nTài khoản mẫu (chỉ dùng trên máy này):")
    for line in demo_sign_ins(settings.VAR / "demo-sign-ins.txt"):
        tell(f"  {line}")
