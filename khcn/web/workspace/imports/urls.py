from django.urls import path

from khcn.web.workspace.imports import confirming, items, listing, review

PAGE = "nhap-van-ban/<int:pk>/"
ITEM = PAGE + "muc/<str:name>/<int:index>/"

urlpatterns = [
    path("nhap-van-ban/", listing.import_list, name="import_list"),
    path("nhap-van-ban/them/", listing.import_new, name="import_new"),
    path(PAGE, review.import_review, name="import_review"),
    path(PAGE + "thong-tin/", items.import_document, name="import_document"),
    path(PAGE + "so-sanh/", confirming.import_difference, name="import_difference"),
    path(PAGE + "xac-nhan/", confirming.import_confirm, name="import_confirm"),
    path(PAGE + "bo/", confirming.import_discard, name="import_discard"),
    path(PAGE + "them/<str:name>/", items.import_item_new, name="import_item_new"),
    path(ITEM, items.import_item, name="import_item"),
    path(ITEM + "bo/", items.import_item_drop, name="import_item_drop"),
    path(ITEM + "lay-lai/", items.import_item_restore, name="import_item_restore"),
]
