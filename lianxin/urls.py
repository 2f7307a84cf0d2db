"""Every address of the office. The phone, the household pages and the API join in later issues."""

from django.urls import include, path

from lianxin.operations.views import health, machine

urlpatterns = [
    path("healthz", health, name="health"),
    path("machine/", machine, name="machine"),
    path("", include("lianxin.people.urls")),
    path("", include("lianxin.desk.urls")),
]
