"""The application that an application server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")
application = get_wsgi_application()
gc.freeze()  # what was loaded stays; looking through it for garbage would stop a page for a third of a second
