"""A growth account as JSON, every figure under a name that says growth, contribution or share."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from khcn.indicators.growth_accounting.arithmetic import PLACES
from khcn.indicators.growth_accounting.model import Compared, Growth, GrowthAccount, Parts, Published, Row


def labels() -> dict[str, str]:
    """What each group of figures is; the three are often taken for each other."""
    return {
        "growth": _("tăng trưởng, %"),
        "contribution": _("đóng góp, điểm phần trăm"),
        "share": _("tỷ trọng trong tăng trưởng, %"),
        "output": _("GRDP giá so sánh"),
        "capital": _("vốn"),
        "labour": _("lao động"),
        "tfp": _("năng suất các nhân tố tổng hợp (TFP)"),
        "alpha": _("tỷ trọng thu nhập của vốn (α)"),
    }


def tell(account: GrowthAccount) -> dict[str, Any]:
    """Plain JSON; numbers have at most six decimals."""
    log = account.rates == "log"
    return {
        "label": _("tính kiểm tra"),
        "notice": _(
            "Kết quả tính kiểm tra, không phải số liệu thống kê; số công bố chính thức được ưu tiên."
        ),
        "labels": labels(),
        "method": {
            "model": "Y = A·K^α·L^(1−α)",
            "rates": account.rates,
            "rates_label": _("chênh lệch logarit, %/năm") if log else _("tốc độ tăng thông thường, %/năm"),
            "capital": "perpetual_inventory" if account.capital_estimated else "given",
            "places": PLACES,
        },
        "capital": {str(year): float(value) for year, value in account.capital.items()},
        "years": [_row(row) for row in account.years],
        "periods": [_row(row) for row in account.periods],
        "check": {
            "holds": account.check.holds,
            "largest_residual": float(account.check.residual),
            "largest_rebuilt_deviation": float(account.check.rebuilt),
            "precision": float(account.check.precision),
        },
        "published_elsewhere": {name: _official(given) for name, given in account.unmatched.items()},
        "notes": list(account.notes),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "base": row.base,
        "last": row.last,
        "alpha": float(row.alpha),
        "growth": _growth(row.growth),
        "contribution": _parts(row.contributions),
        "share": _parts(row.shares) if row.shares else None,
        "share_reason": row.no_share,
        "sensitivity": [
            {"alpha": float(other.alpha), "tfp_growth": float(other.tfp), "tfp_share": _maybe(other.share)}
            for other in row.sensitivity
        ],
        "published": _compared(row.compared) if row.compared else None,
        "notes": list(row.notes),
    }


def _growth(growth: Growth) -> dict[str, float]:
    return {"output": float(growth.output), **_parts(Parts(growth.capital, growth.labour, growth.tfp))}


def _parts(parts: Parts) -> dict[str, float]:
    return {"capital": float(parts.capital), "labour": float(parts.labour), "tfp": float(parts.tfp)}


def _compared(compared: Compared) -> dict[str, Any]:
    return {
        **_official(compared.published),
        "difference": _maybe(compared.difference),
        "consistent": compared.consistent,
        "preferred": "published",
        "note": compared.note,
    }


def _official(published: Published) -> dict[str, Any]:
    return {
        "share": _maybe(published.share),
        "tfp_growth": _maybe(published.tfp_growth),
        "growth": _maybe(published.growth),
        "source": published.source,
    }


def _maybe(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
