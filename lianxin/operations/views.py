"""The one page for machines: is the district up?"""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from lianxin.people.access import open_to_all


@open_to_all("a load balancer has no account; the answer holds nothing but up or down")
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})
