from django.urls import path

from khcn.web.workspace.task_running import changes, due, inspections, panel, reports, sanctions, stop

__all__ = ["panel", "urlpatterns"]  # the panel hangs itself on the page of a task

TASK = "nhiem-vu-khcn/<int:pk>"

urlpatterns = [
    path("nhiem-vu-khcn/den-han/", due.st_task_due, name="st_task_due"),
    path("nhiem-vu-khcn/han-che/", sanctions.st_task_sanctions, name="st_task_sanctions"),
    path("nhiem-vu-khcn/han-che/them/", sanctions.st_task_sanction_new, name="st_task_sanction_new"),
    path(
        "nhiem-vu-khcn/han-che/<int:sanction>/ket-thuc/",
        sanctions.st_task_sanction_end,
        name="st_task_sanction_end",
    ),
    path(f"{TASK}/bao-cao/", reports.task_reports, name="task_reports"),
    path(f"{TASK}/bao-cao/<int:number>/", reports.task_report_send, name="task_report_send"),
    path(f"{TASK}/bao-cao/<int:number>/danh-gia/", reports.task_report_judge, name="task_report_judge"),
    path(f"{TASK}/bao-cao/<int:number>/mien/", reports.task_report_excuse, name="task_report_excuse"),
    path(f"{TASK}/kiem-tra/", inspections.task_inspections, name="task_inspections"),
    path(f"{TASK}/kiem-tra/them/", inspections.task_inspection_new, name="task_inspection_new"),
    path(
        f"{TASK}/kiem-tra/<int:inspection>/",
        inspections.task_inspection_conclude,
        name="task_inspection_conclude",
    ),
    path(f"{TASK}/dieu-chinh/", changes.task_changes, name="task_changes"),
    path(f"{TASK}/dieu-chinh/tu-quyet/", changes.task_change_own, name="task_change_own"),
    path(f"{TASK}/dieu-chinh/them/<slug:kind>/", changes.task_change_ask, name="task_change_ask"),
    path(f"{TASK}/dieu-chinh/<int:change>/", changes.task_change_decide, name="task_change_decide"),
    path(f"{TASK}/cham-dut/", stop.task_stop, name="task_stop"),
    path(f"{TASK}/cham-dut/thong-bao/", stop.task_stop_open, name="task_stop_open"),
    path(f"{TASK}/cham-dut/quyet-dinh/", stop.task_stop_decide, name="task_stop_decide"),
    path(f"{TASK}/cham-dut/hoan-tra/", stop.task_stop_refund, name="task_stop_refund"),
]
