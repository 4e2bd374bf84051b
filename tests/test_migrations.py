"""Each migration up with data, down with data, up again; the models agree with the last."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from models import migrate
from models.all import Base
from models.engines import make_engine
from tests.support import postgresql
from tests.support.databases import KINDS
from tests.support.schemas import fill, rows_of, schema_of, vocabularies

REVISIONS = [script.revision for script in ScriptDirectory(str(migrate.FOLDER)).walk_revisions()][
    ::-1
]


class Store:
    """A store at some revision, looked at between its migrations."""

    def __init__(self, url):
        self.url = url

    def ask(self, question):
        engine = make_engine(self.url)
        with engine.begin() as connection:
            answer = question(connection)
        engine.dispose()
        return answer


@pytest.fixture(params=KINDS)
def store(request, tmp_path, worker_id):
    """An empty store, not even migrated."""
    if request.param == "sqlite":
        yield Store(f"sqlite:///{tmp_path}/assay.db")
        return
    server = postgresql.server()
    name = f"{server.run}_{worker_id}_migrations"
    yield Store(server.create(name))
    server.drop(name)


def counts(rows):
    return {table: len(found) for table, found in rows.items()}


@pytest.mark.parametrize("revision", REVISIONS)
def test_migration_goes_up_down_and_up_again_with_data(store, revision):
    place = REVISIONS.index(revision)
    below = REVISIONS[place - 1] if place else "base"
    if place:
        migrate.upgrade(store.url, below)
    store.ask(fill)
    schema_below, rows_below = store.ask(schema_of), store.ask(rows_of)

    migrate.upgrade(store.url, revision)
    schema_above, counted = store.ask(schema_of), counts(store.ask(rows_of))
    assert {table: n for table, n in counts(rows_below).items() if counted.get(table, n) != n} == {}
    store.ask(fill)

    migrate.downgrade(store.url, below)
    assert store.ask(schema_of) == schema_below
    assert store.ask(rows_of) == rows_below

    migrate.upgrade(store.url, revision)
    assert store.ask(schema_of) == schema_above


def test_models_agree_with_the_migrations(database):
    command.check(migrate._config(database.url))


def test_vocabularies_and_checks_agree_with_the_migrations(database):
    """Alembic compares no CHECK, so a new word or rule could lack its migration."""
    engine = make_engine(database.url)
    inspector = sa.inspect(engine)
    for table in Base.metadata.tables.values():
        checks = inspector.get_check_constraints(table.name)
        wanted = {
            str(engine.dialect.identifier_preparer.format_constraint(c))
            for c in table.constraints
            if isinstance(c, sa.CheckConstraint)
        }
        assert {check["name"] for check in checks} == wanted, table.name
        words = vocabularies(checks)
        for column in table.columns:
            if isinstance(column.type, sa.Enum):
                assert words[column.name] == list(column.type.enums), column
    engine.dispose()
