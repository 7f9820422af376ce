"""Amounts of money in Vietnamese words, as contracts and receipts write them: “Một tỷ hai trăm triệu đồng chẵn”.

`num2words` (0.5) was looked at: it leaves “không trăm” out (2.000.000.005 becomes “hai tỷ lẻ năm”) and turns English from
10^18 on, so its words cannot stand on a contract.
"""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu")
BILLION = 10**9
MOST = 10**18 * 9


def amount_in_words(amount: int, *, unit: str = "đồng", even: str = "chẵn") -> str:
    """The amount with a capital letter and its unit; whole đồng that end on a thousand are “chẵn”.

    Raises ValueError for what is no whole number or lies beyond 9 billion billion.
    """
    words = number_in_words(amount)
    tail = f" {even}" if even and amount and amount % 1000 == 0 else ""
    text = f"{words} {unit}{tail}"
    return text[:1].upper() + text[1:]


def number_in_words(number: int) -> str:
    """A whole number in words: mốt and lăm after tens, linh for an empty ten, “không trăm” for empty hundreds."""
    if isinstance(number, bool) or not isinstance(number, int) or abs(number) > MOST:
        raise ValueError(f"cannot be put into words: {number!r}")
    if number < 0:
        return f"âm {number_in_words(-number)}"
    return " ".join(_words(number, full=False)) or DIGITS[0]


def _words(number: int, *, full: bool) -> list[str]:
    """`full`: something stands before it, so empty hundreds are said."""
    above, below = divmod(number, BILLION)
    words = [*_words(above, full=full), "tỷ"] if above else []
    for position in (2, 1, 0):
        group = below // 1000**position % 1000
        if group:
            words += _group(group, full=full or bool(words))
            words += [GROUPS[position]] if position else []
    return words


def _group(group: int, *, full: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    return words + _below_hundred(rest, after=bool(words))


def _below_hundred(number: int, *, after: bool) -> list[str]:
    tens, ones = divmod(number, 10)
    if not number:
        return []
    if not tens:
        return ["linh", DIGITS[ones]] if after else [DIGITS[ones]]
    words = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        return [*words, "mốt"]
    return [*words, "lăm" if ones == 5 else DIGITS[ones]] if ones else words
