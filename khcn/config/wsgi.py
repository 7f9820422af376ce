"""The application that an application server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")
application = get_wsgi_application()
len(get_resolver().url_patterns)  # all pages are imported before the first of them is asked for
connections.close_all()  # processes that are forked from here open their own
gc.freeze()  # what was loaded stays; looking through it for garbage would stop a page for a third of a second
