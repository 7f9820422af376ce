"""pack.yaml: the folder's name, the territories, the roles and the plan it names."""

from collections.abc import Iterator

from khcn.kernel.packs.cross_checks.index import Index, unknown
from khcn.kernel.packs.errors import Problem

FILE = "pack.yaml"
_NEEDS_PLAN = ("targets", "findings")


def check_identity(index: Index) -> Iterator[Problem]:
    """The pack answers for its folder and names only what its own files declare."""
    about = index.sections["pack"]
    if about["code"] != index.folder_name:
        yield Problem(FILE, "code", f"mã “{about['code']}” phải trùng tên thư mục “{index.folder_name}”.")
    territory = about["territory"]
    places = [territory["current"], *territory["before"]]
    yield from unknown(FILE, "territory", places, index.territories, "mã đơn vị hành chính")
    yield from unknown(FILE, "roles", about["roles"].values(), index.agencies, "mã cơ quan")
    yield from _check_plan_reference(index)


def _check_plan_reference(index: Index) -> Iterator[Problem]:
    named, given = index.sections["pack"]["plan"], index.sections.get("plan")
    if given is None:
        for section in _NEEDS_PLAN:
            if section in index.sections:
                yield Problem(
                    f"{section}.yaml", "", "gói có tệp này nhưng không có plan.yaml. Hãy thêm kế hoạch."
                )
        if named is not None:
            yield Problem(FILE, "plan", "nêu kế hoạch nhưng gói không có plan.yaml.")
        return
    if named is None:
        yield Problem(FILE, "plan", "gói có plan.yaml nhưng pack.yaml không nêu kế hoạch.")
        return
    for key in ("symbol", "issued_on", "issuer"):
        if named[key] != given["identity"][key]:
            yield Problem(
                FILE, f"plan.{key}", f"“{named[key]}” khác với plan.yaml: “{given['identity'][key]}”."
            )
