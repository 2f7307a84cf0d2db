"""两种说法: facts of which a visit told one thing and the register held another; people say which stands."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.visits.deciding import clash_lines
from lianxin.desk.visits.figures import clashes_in
from lianxin.desk.visits.forms import OpenFilter
from lianxin.desk.visits.queue import Queue, queue_page
from lianxin.visits.models import Clash

BESIDE = ("household__area", "visit", "told__by", "told__resident", "held__by", "decided_by")
CLASHES = Queue("clashes", "desk/visits/clashes.html", Clash, clashes_in, BESIDE, clash_lines)


@require_GET
@in_place("household.see", OpenFilter)
def clashes(request: HttpRequest, place: Place, form: OpenFilter) -> HttpResponse:
    return queue_page(request, place, form, CLASHES)
