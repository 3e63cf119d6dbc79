"""For a lost phone, where no administrator can sign in: on the server itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from organization.models import Person
from project.accounts.lost import let_in_again


class Command(BaseCommand):
    help = "Gỡ lớp xác thực thứ hai của một người (mất điện thoại, hết mã dự phòng)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("--note", required=True, help="lý do, ghi vào lịch sử")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        person = Person.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError("Không có tên đăng nhập này.")
        let_in_again(person=person, by=None, note=options["note"])
        self.stdout.write(
            f"Đã gỡ lớp xác thực thứ hai của {person.full_name};"
            " mọi phiên đăng nhập đã kết thúc."
        )
