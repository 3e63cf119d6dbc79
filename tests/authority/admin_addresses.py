"""The pages of the admin site, for every model that is registered there.

Whatever is registered: only who sits in an administrator's seat reads it, and nobody
adds, changes or deletes by it (docs/permissions.md: administering gives no right on a
mission, and the organisation is changed through its services).
"""

import re

from django.contrib import admin
from django.db.models import Model

from organization.admin import ReadOnlyAdmin
from tests.authority.address import Address, page
from tests.authority.visitors import ADMINISTRATOR, NOBODY, Who
from tests.authority.walking import every_address

# The site sends to its door whoever may not enter it; behind the door it denies.
ELSEWHERE, DENIED, NOT_FOUND = 302, 403, 404
STAFF = "quan_tri"
HOME = "/admin/"
DOORS = ("admin/login/", "admin/password_change/")


def admin_addresses() -> dict[str, Address]:
    """Call it where the database may be asked: it names a row of each model."""
    found = {
        "admin:index": within(ADMINISTRATOR),
        # No door and no password page of its own: both are the product's.
        "admin:login": page(NOBODY, refused=NOT_FOUND),
        "admin:logout": within(ADMINISTRATOR, answer=405),
        "admin:password_change": page(NOBODY, refused=NOT_FOUND),
        "admin:password_change_done": within(ADMINISTRATOR),
        "admin:autocomplete": within(NOBODY),
        "admin:jsi18n": within(ADMINISTRATOR),
        "admin:view_on_site": within(NOBODY, path=f"{HOME}r/1/1/", denied=404),
        "admin:app_list": within(ADMINISTRATOR, path=f"{HOME}organization/"),
    }
    for model, registered in admin.site._registry.items():
        sees = ADMINISTRATOR if isinstance(registered, ReadOnlyAdmin) else NOBODY
        found |= of_model(model, sees)
    return found | nameless()


def within(
    who: Who,
    *,
    path: str = "",
    answer: int = 200,
    refused: int = ELSEWHERE,
    denied: int = DENIED,
) -> Address:
    told = {} if STAFF in who else {STAFF: denied}
    return Address(who, path=path, answer=answer, refused=refused, told=told)


def of_model(model: type[Model], sees: Who) -> dict[str, Address]:
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    root = f"{HOME}{name.replace('_', '/', 1)}/"
    row = model._default_manager.order_by("pk").values_list("pk", flat=True).first()
    at = f"{root}{row or 1}/"
    return {
        f"admin:{name}_changelist": within(sees, path=root),
        f"admin:{name}_add": within(NOBODY, path=f"{root}add/"),
        f"admin:{name}_change": within(sees, path=f"{at}change/"),
        # Of a row that is not there this one page leads back to the index.
        f"admin:{name}_history": within(
            sees, path=f"{at}history/", denied=DENIED if row else ELSEWHERE
        ),
        f"admin:{name}_delete": within(NOBODY, path=f"{at}delete/"),
    }


def nameless() -> dict[str, Address]:
    """Addresses that only lead on to others: a row without its verb, and all else."""
    found = {}
    for name, route in every_address():
        if name == route and route.startswith("admin/"):
            path = re.sub(r"<[^>]*>|\(\?P.*", "1", route)
            rest = {STAFF: NOT_FOUND} if route.endswith("$") else {}
            refused = NOT_FOUND if route in DOORS else ELSEWHERE
            found[name] = Address(NOBODY, path=f"/{path}", refused=refused, told=rest)
    return found
