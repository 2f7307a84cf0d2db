"""The phone's addresses: signing in, the sync, and the app itself."""

from django.urls import path

from lianxin.field import app_views, enclosed_views, enrol_views, sync_views

app_name = "field"

urlpatterns = [
    path("", app_views.app, name="app"),
    path("sw.js", app_views.service_worker, name="service-worker"),
    path("manifest.webmanifest", app_views.manifest, name="manifest"),
    path("version", app_views.version, name="version"),
    path("enrol", enrol_views.enrol, name="enrol"),
    path("password", enrol_views.password, name="password"),
    path("sync/push", sync_views.push, name="push"),
    path("sync/pull", sync_views.pull, name="pull"),
    path("sync/sealed", sync_views.sealed, name="sealed"),
    path("photos", enclosed_views.photos, name="photos"),
    path("photos/<uuid:key>", enclosed_views.photo, name="photo"),
    path("positions", enclosed_views.positions, name="positions"),
    path("enclosed", enclosed_views.enclosed, name="enclosed"),
]
