"""What the web server loads. With LIANXIN_WORKER=1 (set by `lianxin serve`) the worker runs beside it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.settings")
application = get_wsgi_application()

if os.environ.get("LIANXIN_WORKER") == "1":
    from lianxin.operations.clock import start_worker_thread

    start_worker_thread()
