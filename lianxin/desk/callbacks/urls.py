"""The addresses of 回访, all below `callbacks/`."""

from django.urls import path

from lianxin.desk.callbacks import calls, findings, rounds

urlpatterns = [
    path("", rounds.rounds, name="callbacks"),
    path("new/", rounds.opening, name="callback-opening"),
    path("calls/", calls.calls, name="callback-calls"),
    path("calls/<uuid:key>/", calls.call, name="callback-call"),
    path("calls/<uuid:key>/number/", calls.number, name="callback-number"),
    path("calls/<uuid:key>/taking/", calls.taking, name="callback-taking"),
    path("findings/", findings.findings, name="callback-findings"),
    path("findings/<uuid:key>/", findings.finding, name="callback-finding"),
    path("questions/", findings.questions, name="callback-questions"),
    path("<uuid:key>/", rounds.one_round, name="callback-round"),
    path("<uuid:key>/draw/", rounds.draw, name="callback-draw"),
    path("<uuid:key>/discarding/", rounds.discarding, name="callback-discarding"),
]
