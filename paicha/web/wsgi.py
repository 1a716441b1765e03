"""What the server calls for each request."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paicha.settings")
application = get_wsgi_application()

reverse("start")  # loads all pages now, not with the first request
# What is loaded lives as long as the process. Were it looked through for garbage again and again, a page would wait for
# a tenth of a second each time.
gc.collect()
gc.freeze()
