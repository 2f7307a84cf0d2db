"""Every address of the office and of the phone. The household pages and the API join in later issues."""

from django.urls import include, path

from lianxin.operations.views import health, machine

urlpatterns = [
    path("healthz", health, name="health"),
    path("machine/", machine, name="machine"),
    path("field/", include("lianxin.field.urls")),
    path("", include("lianxin.people.urls")),
    path("", include("lianxin.desk.urls")),
]
