"""家庭成员变动: what cadres heard of changes in families; only what is accepted enters the register."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.visits.deciding import family_lines
from lianxin.desk.visits.figures import families_in
from lianxin.desk.visits.forms import OpenFilter
from lianxin.desk.visits.queue import Queue, queue_page
from lianxin.visits.models import FamilyProposal

BESIDE = ("area", "household__area", "proposed_by", "decided_by")
FAMILIES = Queue("families", "desk/visits/families.html", FamilyProposal, families_in, BESIDE, family_lines)


@require_GET
@in_place("household.see", OpenFilter)
def families(request: HttpRequest, place: Place, form: OpenFilter) -> HttpResponse:
    return queue_page(request, place, form, FAMILIES)
