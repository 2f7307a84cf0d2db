"""The addresses of 问题, all below `problems/`. Nouns only; what changes something is a POST on its noun."""

from django.urls import path

from lianxin.desk.problems.views import listing, queue

urlpatterns = [
    path("", queue.queue, name="problems"),
    path("all/", listing.problems, name="problem-list"),
]
