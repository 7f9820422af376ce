from django.urls import path

from khcn.web.workspace.councils import panels  # noqa: F401
from khcn.web.workspace.councils.closing import (
    item_conclude,
    item_lines,
    meeting_close,
    question_answer,
    question_forward,
    tie_decide,
)
from khcn.web.workspace.councils.conclusion import meeting_conclusion
from khcn.web.workspace.councils.conflicts import (
    conflict_pin,
    conflict_waive,
    conflicts_find,
    council_conflicts,
)
from khcn.web.workspace.councils.detail import council_appoint, council_detail, council_end, item_reviewers
from khcn.web.workspace.councils.forming import council_new
from khcn.web.workspace.councils.gate import my_declaration, my_item, my_question
from khcn.web.workspace.councils.lists import council_list
from khcn.web.workspace.councils.meetings import (
    meeting_cancel,
    meeting_detail,
    meeting_invite,
    meeting_move,
    meeting_new,
)
from khcn.web.workspace.councils.mine import my_council, my_councils
from khcn.web.workspace.councils.papers import blind_copy_add, my_paper
from khcn.web.workspace.councils.ranking import call_ranking
from khcn.web.workspace.councils.results import council_result
from khcn.web.workspace.councils.seats import (
    council_clerk,
    council_faults,
    council_seats,
    seat_change,
    seat_remove,
)
from khcn.web.workspace.councils.session import meeting_attendance, paper_declaration, sheet_type
from khcn.web.workspace.councils.sheet import my_sheet, my_sheet_hand_in

COUNCIL, MEETING, MINE = (
    "hoi-dong/<int:pk>",
    "hoi-dong/phien-hop/<int:pk>",
    "hoi-dong-cua-toi/noi-dung/<int:pk>",
)

urlpatterns = [
    path("hoi-dong/", council_list, name="council_list"),
    path("hoi-dong/lap/", council_new, name="council_new"),
    path("hoi-dong/xep-hang/<int:pk>/", call_ranking, name="call_ranking"),
    path(f"{COUNCIL}/", council_detail, name="council_detail"),
    path(f"{COUNCIL}/thanh-vien/", council_seats, name="council_seats"),
    path(f"{COUNCIL}/thanh-vien/<int:seat>/", seat_change, name="seat_change"),
    path(f"{COUNCIL}/thanh-vien/<int:seat>/bo/", seat_remove, name="seat_remove"),
    path(f"{COUNCIL}/thanh-phan/", council_faults, name="council_faults"),
    path(f"{COUNCIL}/thu-ky/", council_clerk, name="council_clerk"),
    path(f"{COUNCIL}/noi-dung/<int:item>/phan-bien/", item_reviewers, name="item_reviewers"),
    path(f"{COUNCIL}/noi-dung/<int:item>/kien-nghi/", tie_decide, name="tie_decide"),
    path(f"{COUNCIL}/noi-dung/<int:item>/ban-an-danh/", blind_copy_add, name="blind_copy_add"),
    path(f"{COUNCIL}/xung-dot/", council_conflicts, name="council_conflicts"),
    path(f"{COUNCIL}/xung-dot/ra/", conflicts_find, name="conflicts_find"),
    path(f"{COUNCIL}/xung-dot/<int:conflict>/ghim/", conflict_pin, name="conflict_pin"),
    path(f"{COUNCIL}/xung-dot/<int:conflict>/cho-phep/", conflict_waive, name="conflict_waive"),
    path(f"{COUNCIL}/quyet-dinh/", council_appoint, name="council_appoint"),
    path(f"{COUNCIL}/phien-hop/", meeting_new, name="meeting_new"),
    path(f"{COUNCIL}/ket-qua/", council_result, name="council_result"),
    path(f"{COUNCIL}/ket-thuc/", council_end, name="council_end"),
    path(f"{MEETING}/", meeting_detail, name="meeting_detail"),
    path(f"{MEETING}/moi/", meeting_invite, name="meeting_invite"),
    path(f"{MEETING}/doi/", meeting_move, name="meeting_move"),
    path(f"{MEETING}/huy/", meeting_cancel, name="meeting_cancel"),
    path(f"{MEETING}/diem-danh/", meeting_attendance, name="meeting_attendance"),
    path(f"{MEETING}/khai-giay/<int:seat>/", paper_declaration, name="paper_declaration"),
    path(f"{MEETING}/phieu/<int:item>/<int:seat>/", sheet_type, name="sheet_type"),
    path(f"{MEETING}/ket-luan/<int:item>/", item_conclude, name="item_conclude"),
    path(f"{MEETING}/du-toan/<int:item>/", item_lines, name="item_lines"),
    path(f"{MEETING}/cau-hoi/<int:question>/chuyen/", question_forward, name="question_forward"),
    path(f"{MEETING}/cau-hoi/<int:question>/tra-loi/", question_answer, name="question_answer"),
    path(f"{MEETING}/ket-thuc/", meeting_close, name="meeting_close"),
    path(f"{MEETING}/gui-ket-luan/", meeting_conclusion, name="meeting_conclusion"),
    path("hoi-dong-cua-toi/", my_councils, name="my_councils"),
    path("hoi-dong-cua-toi/<int:pk>/", my_council, name="my_council"),
    path(f"{MINE}/", my_item, name="my_item"),
    path(f"{MINE}/khai/", my_declaration, name="my_declaration"),
    path(f"{MINE}/hoi/", my_question, name="my_question"),
    path(f"{MINE}/tai-lieu/<int:attachment>/", my_paper, name="my_paper"),
    path(f"{MINE}/<slug:page>/", my_sheet, name="my_sheet"),
    path(f"{MINE}/<slug:page>/nop/", my_sheet_hand_in, name="my_sheet_hand_in"),
]
