"""Photos that the office shows a household of what was done in a matter of its own."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lianxin.problems.evidence import keeping
from lianxin.public.guests import Guest, for_guests
from lianxin.public.pictures import shown_on_page
from lianxin.visits.photos.drawing import thumbnail


@for_guests("a household sees a photo of its own matter that somebody marked for it")
@require_safe
def picture(request: HttpRequest, guest: Guest, key: UUID) -> HttpResponse:
    """A photo, in small with `?small=1`: a phone with little credit loads the whole one only when asked."""
    found = get_object_or_404(shown_on_page(guest.household), pk=key)
    try:
        data = keeping.take(found.pk, found.problem_id)
    except keeping.FileGone:
        raise Http404 from None
    response = HttpResponse(
        thumbnail(data).data if "small" in request.GET else data, content_type="image/jpeg"
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
