"""Organisations and people: names that nobody bears, numbers that nobody was given."""

from datetime import timedelta

from stdnum import isni
from stdnum.vn import mst

from khcn.config.demo.drafting import Draft
from khcn.config.demo.words import read_words
from khcn.registers.directory.models import Organisation

WITHOUT_TAX_CODE = ("household", "state", "foreign")


def tax_code(n: int) -> str:
    """The n-th code under 99, which is no province's prefix, with a right check digit."""
    codes = (f"99{10 * n + k:07d}" for k in range(10))
    return next(bare + digit for bare in codes if len(digit := mst.calc_check_digit(bare)) == 1)


def orcid(n: int) -> str:
    """The n-th identifier of a block that is not given out, with a right check digit."""
    bare = f"0099{n:011d}"
    code = bare + next(end for end in "0123456789X" if isni.is_valid(bare + end))
    return "-".join(code[at : at + 4] for at in range(0, 16, 4))


def person_name(draft: Draft) -> str:
    """“Trần Ví Dụ Hà”: a real form with a middle name that marks it."""
    lists, _told = read_words()
    rng = draft.world.rng
    return f"{rng.choice(lists['ho'])} {rng.choice(['Ví Dụ', 'Mẫu Thử'])} {rng.choice(lists['ten'])}"


def organisation(draft: Draft) -> None:
    told, n = draft.values, draft.number
    if told["kind"] not in WITHOUT_TAX_CODE and draft.chance(0.9):
        told["tax_code"] = tax_code(n)
    told["email"] = f"to-chuc-{n}@vi-du.example"
    told["phone"] = f"0000 000 {n:03d}"
    if draft.chance(0.4):
        told["website"] = f"https://vi-du.example/to-chuc-{n}"
    told["leader"] = person_name(draft)
    if told["kind"] == "science":
        told["science_certificate"] = f"{n}/ĐK-KHCN-MẪU"
    staff = told.get("employees")
    if staff and draft.chance(0.4):
        told["research_staff"] = max(staff // draft.between(6, 25), 0)
    if told["kind"] in ("enterprise", "cooperative"):
        size = (
            "micro"
            if not staff or staff < 10
            else "small"
            if staff < 50
            else "medium"
            if staff < 200
            else "large"
        )
        told["size"] = size


def person(draft: Draft) -> None:
    told, n = draft.values, draft.number
    told["name"] = f"{person_name(draft)} {n}"
    told["email"] = f"chuyen-gia-{n}@vi-du.example"
    told["phone"] = f"0000 001 {n:03d}"
    if told.get("capacity") == "expert" and draft.chance(0.5):
        told["orcid"] = orcid(n)
    if told.get("degree") != "doctor":
        draft.drop("title")
    told["consent"] = draft.chance(0.65)
    if told["consent"]:
        told["consent_on"] = draft.world.today - timedelta(draft.between(30, 900))
    if not told["consent"] and told["visibility"] == "public":
        told["visibility"] = "shared"
    if isinstance(told.get("organisation"), Organisation) and told["organisation"].territory:
        told["territory"] = told["organisation"].territory


SHAPES = {"to-chuc": organisation, "chuyen-gia": person}
