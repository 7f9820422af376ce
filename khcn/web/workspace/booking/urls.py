from django.urls import path

from khcn.web.workspace.booking.acts import (
    booking_cancel,
    booking_confirm,
    booking_no_show,
    booking_refuse,
    booking_usage,
)
from khcn.web.workspace.booking.calendar import equipment_calendar
from khcn.web.workspace.booking.keeping import outage_end, outage_new, qualification_new
from khcn.web.workspace.booking.lists import booking_list, booking_report

urlpatterns = [
    path("thiet-bi/<int:pk>/lich/", equipment_calendar, name="equipment_calendar"),
    path("thiet-bi/<int:pk>/ngung/", outage_new, name="outage_new"),
    path("thiet-bi/ngung/<int:pk>/ket-thuc/", outage_end, name="outage_end"),
    path("thiet-bi/<int:pk>/cong-nhan/", qualification_new, name="qualification_new"),
    path("lich-dat/", booking_list, name="booking_list"),
    path("lich-dat/gio-su-dung/", booking_report, name="booking_report"),
    path("lich-dat/<int:pk>/xac-nhan/", booking_confirm, name="booking_confirm"),
    path("lich-dat/<int:pk>/tu-choi/", booking_refuse, name="booking_refuse"),
    path("lich-dat/<int:pk>/huy/", booking_cancel, name="booking_cancel"),
    path("lich-dat/<int:pk>/su-dung/", booking_usage, name="booking_usage"),
    path("lich-dat/<int:pk>/khong-den/", booking_no_show, name="booking_no_show"),
]
