from django.urls import path

from khcn.web.workspace.task_money import contract, money, panel

__all__ = ["panel", "urlpatterns"]  # the panel hangs itself on the page of a task

TASK = "nhiem-vu-khcn/<int:pk>"

urlpatterns = [
    path(f"{TASK}/hop-dong/", contract.task_contract, name="task_contract"),
    path(f"{TASK}/hop-dong/sua/", contract.task_contract_edit, name="task_contract_edit"),
    path(f"{TASK}/hop-dong/ky/", contract.task_contract_sign, name="task_contract_sign"),
    path(f"{TASK}/hop-dong/thanh-ly/", contract.task_liquidate, name="task_liquidate"),
    path(f"{TASK}/hop-dong/nop-tra/", contract.task_return, name="task_return"),
    path(f"{TASK}/hop-dong/dot-cap/", contract.task_instalments, name="task_instalments"),
    path(f"{TASK}/hop-dong/dot-cap/<int:number>/cap/", contract.task_pay, name="task_pay"),
    path(f"{TASK}/hop-dong/dot-cap/<int:number>/quyet-toan/", contract.task_settle, name="task_settle"),
    path(f"{TASK}/hop-dong/dot-cap/<int:number>/dung/", contract.task_stop_paying, name="task_stop_paying"),
    path(f"{TASK}/kinh-phi/", money.task_money, name="task_money"),
    path(f"{TASK}/kinh-phi/nhap/", money.task_money_lines, name="task_money_lines"),
    path(f"{TASK}/kinh-phi/dong/<int:line>/", money.task_line, name="task_line"),
    path(f"{TASK}/kinh-phi/khoi-luong/", money.task_volume_new, name="task_volume_new"),
    path(f"{TASK}/kinh-phi/khoi-luong/<int:volume>/", money.task_volume_confirm, name="task_volume_confirm"),
]
