"""`make run` after its environment is there: bin/port-free and bin/serve, as processes."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from config import ROOT
from models.all import Base
from models.engines import make_engine


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def port_free(port):
    return subprocess.run([ROOT / "bin" / "port-free", str(port)], capture_output=True, text=True)


def test_free_port_is_no_news(free_port):
    done = port_free(free_port)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_busy_port_is_told_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = port_free(server.getsockname()[1])
    assert done.returncode == 1
    assert "is in use" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000 ", "٨٠٠٠"])
def test_what_is_no_port_is_told_in_one_line(port):
    done = port_free(port)
    assert done.returncode == 1
    assert "is no port" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.fixture
def serve(database, tmp_path, free_port):
    """Start bin/serve on the test's store; the block begins when it is ready."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("ASSAY_")}
    environment |= {
        "ASSAY_INSTANCE_PATH": str(tmp_path),
        "ASSAY_DATABASE_URL": database.url,
        "ASSAY_PUBLIC_DATABASE_URL": database.public_url,
        "PORT": str(free_port),
    }
    address = f"http://127.0.0.1:{free_port}"

    @contextmanager
    def started():
        with open(tmp_path / "output", "w+") as output:
            server = subprocess.Popen(
                [ROOT / "bin" / "serve"], env=environment, stdout=output, stderr=output
            )
            try:
                wait_until_ready(f"{address}/readyz", server, tmp_path / "output")
                yield address, (tmp_path / "output").read_text()
            finally:
                server.terminate()
                server.wait(30)

    return started


def wait_until_ready(address, server, output):
    deadline = time.monotonic() + 100
    while True:
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            assert server.poll() is None, output.read_text()
            assert time.monotonic() < deadline, output.read_text()
            time.sleep(0.1)


def counts(url):
    engine = make_engine(url)
    with engine.begin() as connection:
        found = {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }
    engine.dispose()
    return found


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.timeout(300)  # four starts of Python and a demo, beside whatever else runs
def test_serving_twice_loses_and_doubles_nothing(serve, database):
    with serve() as (address, printed):
        assert f"{address}/desk/sign-in" in printed
        with urllib.request.urlopen(f"{address}/") as front:
            assert front.read().decode().count('href="/claims/') >= 12
        before = counts(database.url)
    assert before["public_claims"] == 12

    with serve() as (address, printed):
        assert f"{address}/desk/sign-in" in printed
        assert counts(database.url) == before
