"""What one would write with Django: a JSON view that puts the batch in with `bulk_create`, one table.

No account, no right, no judging, no inbox, no ledger, nothing encrypted.
"""

import json
import os
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

FILE = os.environ.get("UPLOADS_FILE", ":memory:")
if not settings.configured:
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="a benchmark's",
        INSTALLED_APPS=["benchmarks.uploading"],
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": FILE,
                "CONN_MAX_AGE": 60,
                "OPTIONS": {
                    "timeout": 60,
                    "transaction_mode": "IMMEDIATE",
                    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL",
                },
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()

from django.db import connection, models, transaction  # noqa: E402


class Op(models.Model):
    id = models.UUIDField(primary_key=True)
    device = models.UUIDField()
    seq = models.IntegerField()
    kind = models.CharField(max_length=40)
    home = models.UUIDField()
    payload = models.TextField()

    class Meta:
        app_label = "uploading"
        db_table = "op"

    def __str__(self) -> str:
        return str(self.pk)


def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({})


def push(request: HttpRequest) -> JsonResponse:
    ops: list[dict[str, Any]] = json.loads(request.body)["ops"]
    rows = [
        Op(op["op_id"], op["device_id"], op["device_seq"], op["kind"], op["household_id"], op["payload"])
        for op in ops
    ]
    with transaction.atomic():
        Op.objects.bulk_create(rows, ignore_conflicts=True)
    return JsonResponse({"answers": [{"op_id": op["op_id"], "answer": "accepted"} for op in ops]})


urlpatterns = [path("healthz", health), path("field/sync/push", push)]


def make_tables() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Op)


if "op" not in connection.introspection.table_names():
    make_tables()
application = get_wsgi_application()
