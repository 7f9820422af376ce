from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "khcn.web"
    label = "web"
