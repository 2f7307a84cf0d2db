"""Signing in, and one's own account. Addresses are nouns; what changes something is a POST."""

from django.urls import path

from lianxin.people import account_views, unsent_views, views

app_name = "people"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.one_time_code, name="one-time-code"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("account/", account_views.account, name="account"),
    path("account/language/", account_views.language, name="language"),
    path("account/password/", account_views.password, name="password"),
    path("account/second-factor/", account_views.second_factor, name="second-factor"),
    path("account/second-factor/removal/", account_views.removal, name="second-factor-removal"),
    path("account/unsent/", unsent_views.page, name="unsent"),
    path("account/unsent/sending/", unsent_views.sending, name="unsent-sending"),
    path("account/unsent/removal/", unsent_views.removal, name="unsent-removal"),
    path("account/recovery-codes/", account_views.recovery_codes, name="recovery-codes"),
]
