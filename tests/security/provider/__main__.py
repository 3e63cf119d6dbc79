"""Make the database, the people and the client; answer until killed.

Prints the port once it listens.
"""

import json
import os
import socketserver
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.security.provider.settings"


class Threads(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client

    given = json.loads((Path(os.environ["PROVIDER_FOLDER"]) / "given.json").read_text())
    for name in given["people"]:
        user = User.objects.create_user(name, f"{name}@so.test", given["password"])
        EmailAddress.objects.create(
            user=user, email=user.email, primary=True, verified=name != "chua.xac.minh"
        )
    Client.objects.create(
        id=given["client_id"],
        name="Điều hành nhiệm vụ",
        secret=make_password(given["secret"]),
        redirect_uris=given["callback"],
        scopes="openid\nprofile\nemail",
        skip_consent=True,
    )
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Threads, Quiet)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


main()
