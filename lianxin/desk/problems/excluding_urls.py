"""The addresses of 不计入考核, below `problems/`."""

from django.urls import path

from lianxin.desk.problems.views import exclusions

EXCLUDING = [
    path("exclusions/", exclusions.exclusions, name="exclusions"),
    path("exclusions/<uuid:key>/", exclusions.exclusion, name="exclusion"),
    path("exclusions/<uuid:key>/review/", exclusions.review, name="exclusion-review"),
    path("exclusions/<uuid:key>/appeal/", exclusions.appeal, name="exclusion-appeal"),
    path("exclusions/<uuid:key>/decision/", exclusions.decision, name="exclusion-decision"),
    path("exclusions/<uuid:key>/lifting/", exclusions.lifting, name="exclusion-lifting"),
    path("exclusions/<uuid:key>/lifting/answer/", exclusions.lifting_answer, name="exclusion-lifting-answer"),
    path("<uuid:key>/exclusion/", exclusions.proposal, name="problem-exclusion"),
]
