"""A person at a browser between this product and the provider in the other process."""

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
CLIENT_ID, SECRET = "dieu-hanh", "khóa-của-ứng-dụng"
CALLBACK = "http://testserver/accounts/oidc/callback/"
LEAVE = "/accounts/oidc/login/"
PASSWORD = "mật khẩu ở nhà cung cấp"
PEOPLE = ["hai", "hai.mfa", "la", "tp.qldn", "chua.xac.minh"]
TARGET = re.compile(r'http-equiv="refresh" content="0;url=([^"]+)"')
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@contextmanager
def provider(folder: Path) -> Iterator[str]:
    """The issuer's address, while its process lives."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "key.pem").write_bytes(pem)
    given = {
        "people": PEOPLE,
        "password": PASSWORD,
        "client_id": CLIENT_ID,
        "secret": SECRET,
        "callback": CALLBACK,
    }
    (folder / "given.json").write_text(json.dumps(given))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.security.provider"],
        cwd=ROOT,
        env={**os.environ, "PROVIDER_FOLDER": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        port = int(process.stdout.readline())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def leave(browser: Client, **fields: str) -> str:
    """Press the button; where the page leads to."""
    answer = browser.post(LEAVE, fields)
    found = TARGET.search(answer.content.decode())
    assert found, answer.content.decode()
    return html.unescape(found[1])


def at_the_provider(target: str, name: str) -> str:
    """Sign in there, by its own pages; the address to which it sends the browser."""
    with requests.Session() as session:
        door = session.get(target, timeout=30)
        token = CSRF.search(door.text)
        assert token, door.text
        answer = session.post(
            door.url,
            {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": token[1]},
            allow_redirects=False,
            timeout=30,
        )
        while not answer.headers["Location"].startswith(CALLBACK):
            url = requests.compat.urljoin(answer.url, answer.headers["Location"])
            answer = session.get(url, allow_redirects=False, timeout=30)
        return answer.headers["Location"]


def come_back(browser: Client, address: str) -> Any:
    return browser.get(address.removeprefix("http://testserver"))


def sign_in(name: str, **fields: str) -> tuple[Client, Any]:
    """The whole way; the browser and the last answer."""
    browser = Client()
    return browser, come_back(browser, at_the_provider(leave(browser, **fields), name))
