"""Getting an area that is in sight."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from lianxin.areas.models import Area
from lianxin.people.access import areas_seen, ask


def seen_area(request: HttpRequest, code: str, verb: str = "area.see") -> Area:
    """The area of a code, if the person has the verb there (else 404, or 403 without the verb anywhere)."""
    ask(request.user, verb)
    return get_object_or_404(
        areas_seen(request.user, verb).select_related("parent", "merged_into"), code=code
    )
