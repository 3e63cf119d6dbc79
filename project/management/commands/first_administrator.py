"""The one account that no administrator can make: the first."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from organization.enums import Rank
from organization.exceptions import Refusal
from organization.models import Appointment, Post
from organization.services import appoint, create_person
from organization.services.passwords import OneTimePassword, reset_password


class Command(BaseCommand):
    help = "Lập tài khoản quản trị hệ thống đầu tiên, với mật khẩu dùng một lần."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("--name", required=True, help="họ và tên")
        parser.add_argument("--paper", required=True, help="số và ngày quyết định")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        try:
            given = _first(options["username"], options["name"], options["paper"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        until = timezone.localtime(given.until)
        self.stdout.write(
            f"Mật khẩu dùng một lần của {options['username']}: {given.text}\n"
            f"Dùng được đến {until:%H:%M ngày %d/%m/%Y}; đăng nhập rồi đổi ngay."
        )


@transaction.atomic
def _first(username: str, name: str, paper: str) -> OneTimePassword:
    """Raises CommandError where somebody administers already, or no seat is there."""
    today = timezone.localdate()
    seats = Post.objects.select_for_update(of=("self",)).filter(
        rank=Rank.ADMINISTRATOR, closed_on__isnull=True
    )
    post = seats.order_by("pk").first()
    if post is None:
        raise CommandError("Chưa có chức vụ quản trị hệ thống. Chạy make setup trước.")
    held = Appointment.objects.in_force(on=today).filter(
        post__in=seats, person__is_active=True
    )
    if held.exists():
        raise CommandError(
            "Đã có người quản trị hệ thống: người đó lập tài khoản ở trang Tổ chức."
        )
    person = create_person(
        username=username, full_name=name, is_staff=True, by=None, authority=paper
    )
    appoint(post=post, person=person, starts_on=today, authority=paper, by=None)
    return reset_password(person=person, by=None, authority=paper)
