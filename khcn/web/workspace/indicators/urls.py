from django.urls import path

from khcn.web.workspace.indicators.card_views import (
    card_edit,
    card_version,
    decision_add,
    indicator_add,
    indicator_edit,
)
from khcn.web.workspace.indicators.counts import count_detail
from khcn.web.workspace.indicators.detail import indicator_detail
from khcn.web.workspace.indicators.forecasts import forecast_accept, forecast_make
from khcn.web.workspace.indicators.listing import indicator_list
from khcn.web.workspace.indicators.values import (
    value_add,
    value_confirm,
    value_correct,
    value_detail,
    value_publish,
    value_withdraw,
)

ONE = "chi-so/<str:code>"
FIGURE = f"{ONE}/so-lieu/<int:pk>"

urlpatterns = [
    path("chi-so/", indicator_list, name="indicator_list"),
    path("chi-so/them/", indicator_add, name="indicator_add"),
    path(f"{ONE}/", indicator_detail, name="indicator_detail"),
    path(f"{ONE}/sua/", indicator_edit, name="indicator_edit"),
    path(f"{ONE}/dinh-nghia/", card_edit, name="card_edit"),
    path(f"{ONE}/dinh-nghia/<int:version>/", card_version, name="card_version"),
    path(f"{ONE}/quyet-dinh/", decision_add, name="decision_add"),
    path(f"{ONE}/so-lieu/them/", value_add, name="value_add"),
    path(f"{FIGURE}/", value_detail, name="value_detail"),
    path(f"{FIGURE}/dinh-chinh/", value_correct, name="value_correct"),
    path(f"{FIGURE}/xac-nhan/", value_confirm, name="value_confirm"),
    path(f"{FIGURE}/cong-bo/", value_publish, name="value_publish"),
    path(f"{FIGURE}/rut/", value_withdraw, name="value_withdraw"),
    path(f"{ONE}/dang-tinh/<int:year>/", count_detail, name="count_detail"),
    path(f"{ONE}/du-bao/", forecast_make, name="forecast_make"),
    path(f"{ONE}/du-bao/<int:pk>/chap-nhan/", forecast_accept, name="forecast_accept"),
]
