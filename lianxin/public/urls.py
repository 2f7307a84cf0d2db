"""The addresses of people without an account. A card's token stands last: it takes what nothing else did."""

from django.urls import path

from lianxin.public.views import appeals, asking, entering, known, page, pictures, raising

app_name = "public"
urlpatterns = [
    path("r/", entering.enter, name="enter"),
    path("r/leaving/", entering.leaving, name="leaving"),
    path("r/page/", page.page, name="page"),
    path("r/page/paper/", page.paper, name="paper"),
    path("r/page/judgements/<uuid:key>/", page.judgement, name="judgement"),
    path("r/page/visits/", page.visit_rating, name="visit-rating"),
    path("r/page/appeals/<uuid:key>/", appeals.appeal, name="appeal"),
    path("r/page/pictures/<uuid:key>/", pictures.picture, name="picture"),
    path("r/page/known/", known.known, name="known"),
    path("r/page/digits/", known.digits, name="digits"),
    path("r/page/class/", known.household_class, name="class"),
    path("r/page/class/review/", asking.review, name="review"),
    path("r/page/looks/", known.looks, name="looks"),
    path("r/page/cadre/", asking.cadre, name="cadre"),
    path("r/page/rights/", asking.rights, name="rights"),
    path("r/page/consents/", asking.consent, name="consent"),
    path("ask/", raising.ask, name="ask"),
    path("ask/follow/", raising.follow, name="follow"),
    path("ask/<str:code>/", raising.followed_at, name="receipt"),
    path("r/<str:token>", entering.token, name="token"),
]
