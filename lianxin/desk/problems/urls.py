"""The addresses of 问题, all below `problems/`. Nouns only; what changes something is a POST on its noun."""

from django.urls import path

from lianxin.desk.problems.doing import STEPS
from lianxin.desk.problems.excluding_urls import EXCLUDING
from lianxin.desk.problems.leading_urls import LEADING
from lianxin.desk.problems.views import dispatches, listing, opening, parts, problem, queue
from lianxin.desk.problems.views import evidence as files

urlpatterns = [
    *LEADING,
    *EXCLUDING,
    path("", queue.queue, name="problems"),
    path("all/", listing.problems, name="problem-list"),
    path("new/", opening.new_problem, name="new-problem"),
    path("selections/", dispatches.selections, name="problem-selections"),
    path("dispatches/", dispatches.dispatches, name="problem-dispatches"),
    path("parts/<uuid:key>/", parts.part, name="problem-part"),
    path("parts/<uuid:key>/answer/", parts.part_answer, name="problem-part-answer"),
    path("replies/<uuid:key>/", parts.reply, name="problem-reply"),
    path("replies/<uuid:key>/passing-on/", parts.passing_on, name="problem-reply-passing-on"),
    path("evidence/<uuid:key>/", files.evidence, name="problem-evidence"),
    path("evidence/<uuid:key>/thumbnail/", files.thumbnail, name="problem-evidence-thumbnail"),
    path("evidence/<uuid:key>/removal/", files.evidence_removal, name="problem-evidence-removal"),
    path("evidence/<uuid:key>/showing/", files.evidence_showing, name="problem-evidence-showing"),
    path("<uuid:key>/", problem.problem, name="problem"),
    path("<uuid:key>/preview/", problem.preview, name="problem-preview"),
    path("<uuid:key>/undoing/", problem.undoing, name="problem-undoing"),
    *(
        path(f"<uuid:key>/{step.noun}/", problem.step, {"noun": step.noun}, name=f"problem-{step.noun}")
        for step in STEPS
    ),
]
