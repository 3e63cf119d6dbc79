"""How a person looks at the list: views kept under a name, and what is usual."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from organization.models import Unit
from workflows.enums import ViewSharing


class SavedView(models.Model):
    """Filters, order and columns under a name (ADR 0042).

    `query` is the address of the list without its page. It names no mission: whoever
    opens a shared view sees what he or she may see. One that was taken away stays for
    a while, so that it can be brought back.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name="người lưu",
        related_name="+",
        db_index=False,  # savedview_name_once begins with it, but for those taken away
    )
    name = models.CharField("tên", max_length=80)
    query = models.CharField("bộ lọc, thứ tự, cột", max_length=2000, blank=True)
    sharing = models.CharField(
        "dùng chung",
        max_length=4,
        choices=ViewSharing.choices,
        default=ViewSharing.OWN,
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name="đơn vị dùng chung",
        null=True,
        blank=True,
        related_name="+",
    )
    changed_at = models.DateTimeField("sửa lúc")
    deleted_at = models.DateTimeField("bỏ lúc", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "cách xem đã lưu"
        verbose_name_plural = "cách xem đã lưu"
        constraints = (
            models.UniqueConstraint(
                F("owner"),
                Lower("name"),
                condition=Q(deleted_at__isnull=True),
                name="savedview_name_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="savedview_has_a_name"),
            models.CheckConstraint(
                condition=Q(sharing=ViewSharing.UNIT, unit__isnull=False)
                | (~Q(sharing=ViewSharing.UNIT) & Q(unit__isnull=True)),
                name="savedview_names_its_unit",
            ),
            models.CheckConstraint(
                condition=Q(sharing__in=ViewSharing.values),
                name="savedview_sharing_known",
            ),
        )
        indexes = (
            models.Index(
                fields=["id"],
                condition=Q(sharing=ViewSharing.ALL, deleted_at__isnull=True),
                name="savedview_for_all",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ListPreference(models.Model):
    """What the list is for a person who asks for nothing else; no row: the usual."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name="cán bộ",
        primary_key=True,
        related_name="+",
    )
    columns = ArrayField(
        models.CharField(max_length=20), verbose_name="cột", default=list, blank=True
    )
    default_view = models.ForeignKey(
        SavedView,
        models.SET_NULL,
        verbose_name="cách xem mặc định",
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "lựa chọn xem danh sách"
        verbose_name_plural = "lựa chọn xem danh sách"

    def __str__(self) -> str:
        return str(self.person_id)
