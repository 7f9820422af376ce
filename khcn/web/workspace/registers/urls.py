from django.urls import path

from khcn.web.workspace.registers import detail, entry, help, index, lists, proof, saved, suggest

__all__ = ["proof", "urlpatterns"]  # `proof` puts its panel on the pages of the ledger

urlpatterns = [
    path("so-dang-ky/", index.register_index, name="register_index"),
    path("so-dang-ky/danh-sach/<int:pk>/xoa/", saved.view_delete, name="view_delete"),
    path("so-dang-ky/<slug:code>/", lists.register_list, name="register_list"),
    path("so-dang-ky/<slug:code>/moi/", entry.record_new, name="record_new"),
    path("so-dang-ky/<slug:code>/goi-y/", suggest.register_suggest, name="register_suggest"),
    path("so-dang-ky/<slug:code>/huong-dan/", help.register_help, name="register_help"),
    path("so-dang-ky/<slug:code>/luu/", saved.view_save, name="view_save"),
    path("so-dang-ky/<slug:code>/<int:pk>/", detail.record_detail, name="record_detail"),
    path("so-dang-ky/<slug:code>/<int:pk>/sua/", entry.record_edit, name="record_edit"),
    path("so-dang-ky/<slug:code>/<int:pk>/chuyen/<slug:move>/", entry.record_move, name="record_move"),
    path("so-dang-ky/<slug:code>/<int:pk>/rut/", entry.record_withdraw, name="record_withdraw"),
    path("so-dang-ky/<slug:code>/<int:pk>/xac-nhan/", entry.record_confirm, name="record_confirm"),
    path("so-dang-ky/<slug:code>/<int:pk>/tai-lieu/", entry.record_attach, name="record_attach"),
]
