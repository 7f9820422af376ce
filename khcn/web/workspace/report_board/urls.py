from django.urls import path

from khcn.web.workspace.report_board import board, changes, conflicts, review

urlpatterns = [
    path("bao-cao/<slug:code>/tiep-nhan/", board.board, name="board"),
    path("bao-cao/<slug:code>/tiep-nhan/<slug:agency>/", review.report_review, name="report_review"),
    path("bao-cao/<slug:code>/doi-chieu/thay-doi/", changes.board_changes, name="board_changes"),
    path("bao-cao/<slug:code>/doi-chieu/mau-thuan/", conflicts.board_conflicts, name="board_conflicts"),
    path(
        "bao-cao/<slug:code>/doi-chieu/mau-thuan/<slug:key>/", conflicts.conflict_rule, name="conflict_rule"
    ),
]
