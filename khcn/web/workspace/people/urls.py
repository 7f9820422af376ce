from django.urls import path

from khcn.web.workspace.people import edit, own, rights_page, tokens, views

urlpatterns = [
    path("ho-so/", own.profile, name="profile"),
    path("ho-so/khoa-api/", tokens.token_list, name="token_list"),
    path("ho-so/khoa-api/<int:pk>/thu-hoi/", tokens.token_revoke, name="token_revoke"),
    path("quan-tri/quyen/", rights_page.rights, name="rights"),
    path("quan-tri/nguoi-dung/", views.user_list, name="user_list"),
    path("quan-tri/nguoi-dung/them/", edit.user_new, name="user_new"),
    path("quan-tri/nguoi-dung/<int:pk>/", views.user_detail, name="user_detail"),
    path("quan-tri/nguoi-dung/<int:pk>/sua/", edit.user_edit, name="user_edit"),
    path("quan-tri/nguoi-dung/<int:pk>/lien-ket/", edit.user_link, name="user_link"),
    path("quan-tri/nguoi-dung/<int:pk>/vai-tro/them/", edit.seat_new, name="seat_new"),
    path("quan-tri/vai-tro/<int:pk>/ket-thuc/", edit.seat_end, name="seat_end"),
    path("quan-tri/nguoi-dung/<int:pk>/giao-lai/", edit.user_hand_over, name="user_hand_over"),
    path("quan-tri/nguoi-dung/<int:pk>/khoa/", edit.user_lock, name="user_lock"),
    path("quan-tri/nguoi-dung/<int:pk>/mo-khoa/", edit.user_unlock, name="user_unlock"),
    path("quan-tri/nguoi-dung/<int:pk>/go-hai-lop/", edit.second_factor_reset, name="second_factor_reset"),
]
