"""Ordering a forecast and accepting one."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.indicators.choices import ForecastState
from khcn.indicators.models import StoredForecast
from khcn.indicators.outlook import MOST_HORIZON, accept_forecast, order_forecast
from khcn.kernel.errors import DomainError
from khcn.web.workspace.indicators.common import inside_only, url_of_indicator

RIGHT = "indicators.forecast.accept"


def shown_forecast(forecasts: Iterable[StoredForecast]) -> StoredForecast | None:
    """The accepted one; while there is none, the newest with a result."""
    told = [made for made in forecasts if made.points]
    accepted = next((made for made in told if made.state == ForecastState.ACCEPTED), None)
    return accepted or next((made for made in told if made.state == ForecastState.COMPUTED), None)


def model_words(model: str) -> str:
    """“median(ets,dotm,rwd)” in words; an unknown model is told as it is."""
    names = {
        "ets": "ETS",
        "dotm": _("Theta động tối ưu"),
        "theta": "Theta",
        "rwd": _("xu thế (bước ngẫu nhiên có độ dốc)"),
    }
    inner = model.removeprefix("median(").removesuffix(")")
    told = ", ".join(str(names.get(part.strip(), part.strip())) for part in inner.split(","))
    return _("trung vị của {models}").format(models=told) if inner != model else told


@require_POST
def forecast_make(request: HttpRequest, code: str) -> HttpResponse:
    indicator = inside_only(request, code, RIGHT)
    here = url_of_indicator("indicator_detail", indicator)
    year = timezone.localdate().year
    told = request.POST.get("den-nam", "")
    if not told.isdecimal() or not year < int(told) <= year + MOST_HORIZON:
        raise DomainError(
            _("Năm cuối của dự báo từ {first} đến {last}.").format(first=year + 1, last=year + MOST_HORIZON),
            code="forecast.year",
        )
    order_forecast(indicator=indicator, until=int(told), by=request.actor, url=f"{here}#du-bao")
    messages.success(
        request, _("Đã giao máy tính dự báo. Bạn sẽ nhận thông báo khi xong; hãy tải lại trang.")
    )
    return redirect(f"{here}#du-bao")


@require_POST
def forecast_accept(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    indicator = inside_only(request, code, RIGHT)
    made = get_object_or_404(StoredForecast, indicator=indicator, pk=pk)
    accept_forecast(forecast=made, by=request.actor, note=request.POST.get("note", "")[:2000])
    messages.success(
        request, _("Đã chấp nhận dự báo. Người ngoài bộ máy thấy dự báo này nếu chỉ số là công khai.")
    )
    return redirect(url_of_indicator("indicator_detail", indicator) + "#du-bao")
