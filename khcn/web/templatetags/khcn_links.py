"""`{% link_to record %}` and `{% history_of record %}`: addresses of any record."""

from django import template
from django.db.models import Model

from khcn.web.links import history_url, url_of

register = template.Library()


@register.simple_tag
def link_to(record: Model | None) -> str:
    return url_of(record)


@register.simple_tag
def history_of(record: Model) -> str:
    return history_url(record)
