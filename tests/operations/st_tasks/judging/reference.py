"""The same results once more, slowly and in another way: whole numbers, pairs compared by functions, nothing shared with the code.

Written from the rules: TT 06/2023 (votes), TT 20/2023 (points), TT 11/2014 (grades), NĐ 08/2014 arts 32–33 (quorum). A score is
given in hundredths of a point; a ratio is kept as (numerator, denominator) and compared by multiplying across.
"""

from functools import cmp_to_key
from math import gcd

Ballot = list[int | None]  # one entry a criterion, in hundredths; None: no points given
Votes = dict[str, Ballot]  # by member
Ratio = tuple[int, int]


def shorten(ratio: Ratio) -> Ratio:
    top, bottom = ratio
    common = gcd(top, bottom) or 1
    return top // common, bottom // common


def larger(one: Ratio, other: Ratio) -> bool:
    return one[0] * other[1] > other[0] * one[1]


def at_least(one: Ratio, other: Ratio) -> bool:
    return not larger(other, one)


def score_of(votes: Votes, present: int, contents: list[bool], proposed: bool) -> dict[str, object]:
    """One bid: mean of all, invalid members, mean of valid, zeros that bar, final, content mean, whether it passes."""
    filled = {}
    for member in votes:
        if not any(points is None for points in votes[member]):
            filled[member] = sum(points for points in votes[member] if points is not None)
    count, whole = 0, 0
    for member in filled:
        count += 1
        whole += filled[member]
    invalid = set()
    for member in filled:
        # |x - S/n| > (S/n)/5   <=>   5 |n x - S| > S
        if 5 * abs(count * filled[member] - whole) > whole:
            invalid.add(member)
    left = [member for member in filled if member not in invalid]
    bad = set()
    for place in range(len(contents)):
        zeros = 0
        for member in votes:
            if votes[member][place] == 0 and votes[member][place] is not None:
                zeros += 1
        if 4 * zeros > present:
            bad.add(place)
    answer: dict[str, object] = {
        "mean_all": shorten((whole, 100 * count)) if count else None,
        "invalid": invalid,
        "barred": bad,
        "mean_valid": None,
        "final": None,
        "content": None,
        "passes": False,
    }
    if not left:
        return answer
    kept = sum(filled[member] for member in left)
    mean = (kept, 100 * len(left))
    final = mean
    if proposed and at_least(mean, (70, 1)):
        final = (mean[0] * 11, mean[1] * 10)
    inner = 0
    for member in left:
        for place, counts in enumerate(contents):
            if counts:
                inner += votes[member][place] or 0
    answer["mean_valid"] = shorten(mean)
    answer["final"] = shorten(final)
    answer["content"] = shorten((inner, 100 * len(left)))
    answer["passes"] = at_least(mean, (70, 1)) and not bad
    return answer


def before(one: dict, other: dict) -> int:
    """Less than 0 when the first bid goes first: points, budget, an excellent record, content; 0 when nothing decides."""
    for better, worse, sign in ((one, other, -1), (other, one, 1)):
        if larger(better["final"], worse["final"]):
            return sign
    if one["budget"] != other["budget"]:
        return -1 if one["budget"] < other["budget"] else 1
    if one["excellent"] != other["excellent"]:
        return -1 if one["excellent"] else 1
    for better, worse, sign in ((one, other, -1), (other, one, 1)):
        if larger(better["content"], worse["content"]):
            return sign
    return 0


def places(scored: dict[str, dict]) -> dict[str, int]:
    """Passing bids: how many stand strictly before each, plus one, bid against bid."""
    passing = {name: one for name, one in scored.items() if one["passes"]}
    found = {}
    for name in passing:
        found[name] = 1
        for rival in passing:
            if rival != name and before(passing[rival], passing[name]) < 0:
                found[name] += 1
    order = sorted(passing, key=cmp_to_key(lambda one, other: before(passing[one], passing[other])))
    assert [found[name] for name in order] == sorted(found.values())
    return found


def winner_of(found: dict[str, int]) -> str | None:
    first = [name for name, place in found.items() if place == 1]
    if len(first) == 1:
        return first[0]
    return None


def recommended(marks: list[list[str | None]]) -> bool | None:
    """TT 06/2023: more than three quarters of the complete ballots say “do”; None without any."""
    yes = no = 0
    for sheet in marks:
        if None in sheet:
            continue
        if "fail" in sheet:
            no += 1
        else:
            yes += 1
    if yes + no == 0:
        return None
    return yes * 4 > (yes + no) * 3


def grade_of_member(products: list[tuple], report: str | None, late: bool) -> str | None:
    """TT 11/2014; a product is (quantity, quality, kind, ordered, delivered)."""
    for quantity, quality, kind, *_ in products:
        if quantity is None or quality is None or kind is None:
            return None
    if report is None:
        return None
    if late:
        return "fail"
    levels = {"fail": 0, "pass": 1, "excellent": 2}
    lowest = min(min(levels[mark] for mark in product[:3]) for product in products)
    if lowest == 2 and levels[report] >= 1:
        return "excellent"
    if levels[report] == 0:
        return "fail"
    good = 0
    for quantity, quality, kind, ordered, delivered in products:
        if levels[quality] == 0 or levels[kind] == 0:
            return "fail"
        if levels[quantity] >= 1:
            good += 1
        elif ordered is None or delivered is None or delivered * 4 < ordered * 3:
            return "fail"
    return "pass" if good * 4 >= len(products) * 3 else "fail"


def grade_of_council(grades: list[str | None], present: int) -> str | None:
    counted = [grade for grade in grades if grade is not None]
    if not counted:
        return None
    against = counted.count("fail")
    if against * 3 > present:
        return "fail"
    if against == 0 and counted.count("excellent") * 4 >= present * 3:
        return "excellent"
    return "pass"


def meeting_valid(roles: dict[str, str], present: set[str], authorised: bool) -> bool:
    """NĐ 08/2014 arts 32–33: two thirds, the chair or an authorised vice-chair, all reviewers, the scientific secretary."""
    seated = [key for key in roles if roles[key] != "admin_secretary"]
    here = [key for key in seated if key in present]
    if not seated or len(here) * 3 < len(seated) * 2:
        return False
    held = [roles[key] for key in here]
    if "chair" not in held and not (authorised and "vice" in held):
        return False
    wanted = [key for key in seated if roles[key] == "reviewer"]
    if not wanted or any(key not in here for key in wanted):
        return False
    return "secretary" in held
