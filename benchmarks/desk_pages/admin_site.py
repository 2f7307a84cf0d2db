"""A plain admin list of households with the columns of ours, in its fair form: all is joined or annotated, so
that a row costs no query. No rights are asked and nobody's sight limits it.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import path

from lianxin.registry.models import Household, Resident


class OpenSite(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active)


class HouseholdAdmin(admin.ModelAdmin):
    list_display = ("number", "tier", "head_name", "area", "group_name", "members", "since_on")
    list_filter = ("standing__tier",)
    list_select_related = ("area", "standing")
    list_per_page = 50
    ordering = ("number",)
    search_fields = ("number__startswith", "residents__name__startswith")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Household]:
        heads = Resident.objects.filter(household=OuterRef("pk"), relation="head", state="present")
        people = (
            Resident.objects.filter(household=OuterRef("pk"), state="present")
            .order_by()
            .values("household")
            .annotate(number=Count("pk"))
        )
        return (
            super()
            .get_queryset(request)
            .filter(Q(state="present"))
            .annotate(
                shown_head=Subquery(heads.values("name")[:1]), shown_members=Subquery(people.values("number"))
            )
        )

    def tier(self, household: Any) -> str:
        return household.standing.get_tier_display()

    def since_on(self, household: Any) -> str:
        return str(household.standing.since_on)

    def head_name(self, household: Any) -> str:
        return str(household.shown_head or "")

    def members(self, household: Any) -> int:
        return int(household.shown_members or 0)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


site = OpenSite()
site.register(Household, HouseholdAdmin)
urlpatterns = [path("admin/", site.urls)]
