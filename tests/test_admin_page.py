"""The administrator's page names every setting and every role."""

import re
from pathlib import Path

import khcn
from khcn.kernel.accounts.choices import Role

PACKAGE = Path(khcn.__file__).parent
PAGE = (PACKAGE.parent / "docs" / "huong-dan" / "quan-tri.md").read_text(encoding="utf-8")
READ = re.compile(r'env\.(?:text|flag|number|items)\(\s*"(\w+)"|\btext\("(KHCN_\w+)"')


def read_from_the_environment() -> set[str]:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "config").glob("*.py"))
    return {name for pair in READ.findall(sources) for name in pair if name}


def test_settings_are_found_in_the_code():
    assert {"KHCN_MODE", "KHCN_SECRET_KEY", "DATABASE_URL", "KHCN_SECOND_FACTOR_ROLES"} <= (
        read_from_the_environment()
    )


def test_every_setting_stands_in_the_table_and_no_other():
    told = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert told == read_from_the_environment(), "docs/huong-dan/quan-tri.md: add or remove these settings"


def test_every_role_is_explained():
    for role in Role:
        assert str(role.label) in PAGE, role.label
