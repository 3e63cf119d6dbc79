"""Guardian's rows for seats: which group may do what, on which unit or post; and the
shape of its rows for people, which the package of the object fills in.

Written by ``organization.grants`` alone, read by ``organization.scopes`` alone.
"""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from organization.models.post import Post
from organization.models.unit import Unit


class UnitGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="grants"
    )

    class Meta(GroupObjectPermissionBase.Meta):
        verbose_name = "quyền trên đơn vị"
        verbose_name_plural = "quyền trên đơn vị"


class PostGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="grants"
    )

    class Meta(GroupObjectPermissionBase.Meta):
        verbose_name = "quyền trên chức vụ"
        verbose_name_plural = "quyền trên chức vụ"


class UserGrant(UserObjectPermissionBase):
    """One person's right on one object, beside the row that says for how long and why.

    The package that has the object adds ``content_object``; guardian finds it there.
    """

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True
