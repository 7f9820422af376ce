from django.urls import path

from khcn.web.workspace.official_reports import blocks, files, page, public, signing

ONE = "bao-cao/<slug:code>/tong-hop"

urlpatterns = [
    path(f"{ONE}/", page.official_report, name="official_report"),
    path(f"{ONE}/lap/", page.official_report_gather, name="official_report_gather"),
    path(f"{ONE}/doan/them/", blocks.official_block_add, name="official_block_add"),
    path(f"{ONE}/doan/chua-xem/", blocks.official_blocks_waiting, name="official_blocks_waiting"),
    path(f"{ONE}/doan/<int:pk>/", blocks.official_block, name="official_block"),
    path(f"{ONE}/dau-van-ban/", signing.official_head, name="official_head"),
    path(f"{ONE}/chot/", signing.official_freeze, name="official_freeze"),
    path(f"{ONE}/mo-lai/", signing.official_thaw, name="official_thaw"),
    path(f"{ONE}/phat-hanh/", signing.official_issue, name="official_issue"),
    path(f"{ONE}/cong-khai/", signing.official_publish, name="official_publish"),
    path(f"{ONE}/rut-cong-khai/", signing.official_unpublish, name="official_unpublish"),
    path(f"{ONE}/so-sanh/", files.official_compare, name="official_compare"),
    path(f"{ONE}/tai/<slug:form>/", files.official_download, name="official_download"),
    path("cong-khai/bao-cao/<slug:code>/", public.public_report, name="public_report"),
]
