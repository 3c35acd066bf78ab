"""What the migrations make is what the table classes say."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from events.tables import LogTable
from projections.tables import ViewTable
from service.database import migrate, open_engine, reading
from service.delivery.tables import DeliveryTable
from service.feeds.tables import FeedsTable
from service.migrations import revisions


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'roundlog.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


def test_tables_match_their_classes(engine):

    everything = MetaData()
    for base in (LogTable, ViewTable, FeedsTable, DeliveryTable):
        for table in base.metadata.tables.values():
            table.to_metadata(everything)
    with reading(engine).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, everything) == []


def test_the_newest_revision_by_name_is_the_one_alembic_calls_head():
    config = Config()
    config.set_main_option("script_location", "service:migrations")
    script = ScriptDirectory.from_config(config)
    newest_first = [each.revision for each in script.walk_revisions()]
    assert tuple(reversed(newest_first)) == revisions()
