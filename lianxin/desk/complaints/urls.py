"""The addresses of 投诉, all below `complaints/`. A complaint that is not one's own to hear answers 404."""

from django.urls import path

from lianxin.desk.complaints import hearing, listing, recording
from lianxin.desk.complaints.moves import MOVES

urlpatterns = [
    path("", listing.complaints, name="complaints"),
    path("new/", recording.record, name="complaint-new"),
    path("questions/<uuid:key>/", listing.explain, name="complaint-explanation"),
    path("<uuid:key>/", hearing.complaint, name="complaint"),
    path("<uuid:key>/complainant/", hearing.complainant, name="complaint-complainant"),
    *(
        path(f"<uuid:key>/{move.noun}/", hearing.step, {"noun": move.noun}, name=f"complaint-{move.noun}")
        for move in MOVES
    ),
]
