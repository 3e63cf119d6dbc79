"""The organisation in the admin site: read here, changed through the services only."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest  # noqa: TID251  the admin's hooks take a request
from django.utils import timezone

from organization.exceptions import Refusal
from organization.models import (
    Appointment,
    CollectiveName,
    Delegation,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    PostGroupObjectPermission,
    Unit,
    UnitGroupObjectPermission,
)
from organization.permissions import can_administer
from organization.services import (
    deactivate_person,
    end_appointment,
    end_delegation,
    release_portfolio,
)

# Groups belong to posts and portfolios, and only organization.grants writes to them: a
# page of their own would be a way round the services. Named above, the module that
# registers it has been loaded by now.
if isinstance(admin.site.get_model_admin(Group), auth_admin.GroupAdmin):
    admin.site.unregister(Group)

Row = TypeVar("Row", bound=models.Model)


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shown to superusers and to who sits in an administrator's seat."""

    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, *_args: Any) -> bool:
        person = request.user
        if not isinstance(person, Person) or not person.is_active:
            return False
        if not hasattr(request, "administers"):
            # Asked for each model on each page; one statement is enough.
            administers = can_administer(person, at=timezone.now())
            request.administers = administers  # type: ignore[attr-defined]
        return person.is_superuser or bool(request.administers)  # type: ignore[attr-defined]

    def has_add_permission(self, *_args: Any) -> bool:
        return False

    def has_change_permission(self, *_args: Any) -> bool:
        return False

    def has_delete_permission(self, *_args: Any) -> bool:
        return False

    def do(
        self,
        request: HttpRequest,
        rows: QuerySet[Row],
        act: Callable[[Row, Person], object],
    ) -> None:
        """Call a service for each row; a refusal is shown, and the others go on."""
        person = request.user
        if not isinstance(person, Person):
            return
        for row in rows:
            try:
                act(row, person)
            except Refusal as refusal:
                self.message_user(request, f"{row}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"{row}: đã ghi.", messages.SUCCESS)


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    list_display = ("full_name", "username", "is_active", "is_staff", "last_login")
    list_filter = ("is_active",)
    search_fields = ("full_name", "username")
    exclude = ("password", "groups", "user_permissions")
    actions = ("deactivate",)

    @admin.action(description="Khóa tài khoản, kết thúc bổ nhiệm hôm nay")
    def deactivate(self, request: HttpRequest, rows: QuerySet[Person]) -> None:
        self.do(
            request,
            rows,
            lambda person, by: deactivate_person(
                person=person, by=by, note="Khóa từ trang quản trị."
            ),
        )


@admin.register(Appointment)
class AppointmentAdmin(ReadOnlyAdmin):
    list_display = ("post", "person", "starts_on", "ends_on", "acting")
    list_select_related = ("post", "person")
    date_hierarchy = "starts_on"
    actions = ("end_today",)

    @admin.action(description="Thôi giữ chức vụ, hết hôm nay")
    def end_today(self, request: HttpRequest, rows: QuerySet[Appointment]) -> None:
        today = timezone.localdate()
        self.do(
            request,
            rows.select_related("post", "person"),
            lambda row, by: end_appointment(appointment=row, last_day=today, by=by),
        )


@admin.register(PortfolioHolding)
class PortfolioHoldingAdmin(ReadOnlyAdmin):
    list_display = ("portfolio", "post", "starts_on", "ends_on")
    list_select_related = ("portfolio", "post")
    actions = ("release_today",)

    @admin.action(description="Thôi phụ trách, hết hôm nay")
    def release_today(
        self, request: HttpRequest, rows: QuerySet[PortfolioHolding]
    ) -> None:
        today = timezone.localdate()
        self.do(
            request,
            rows.select_related("portfolio", "post"),
            lambda row, by: release_portfolio(holding=row, last_day=today, by=by),
        )


@admin.register(Delegation)
class DelegationAdmin(ReadOnlyAdmin):
    list_display = (
        "delegator",
        "delegate",
        "scope",
        "starts_at",
        "ends_at",
        "ended_at",
    )
    list_select_related = ("delegator", "delegate")
    actions = ("end_now",)

    @admin.action(description="Chấm dứt ủy quyền ngay")
    def end_now(self, request: HttpRequest, rows: QuerySet[Delegation]) -> None:
        self.do(
            request,
            rows.select_related("delegator", "delegate"),
            lambda row, by: end_delegation(delegation=row, by=by),
        )


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    list_display = ("name", "code", "kind", "parent", "closed_on")
    list_select_related = ("parent",)


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    list_display = ("title", "short", "code", "rank", "unit", "closed_on")
    list_select_related = ("unit",)


@admin.register(UnitGroupObjectPermission, PostGroupObjectPermission)
class GrantAdmin(ReadOnlyAdmin):
    list_display = ("group", "permission", "content_object")
    list_select_related = ("group", "permission__content_type", "content_object")


admin.site.register((Portfolio, CollectiveName), ReadOnlyAdmin)
