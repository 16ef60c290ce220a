"""Whether the database answers and has the tables that this version needs."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Transactions
from storage.engine import alembic_config


def is_ready(database: Transactions, *, url: str) -> bool:
    """Say whether the database can be reached and its migrations are at head."""
    wanted = set(ScriptDirectory.from_config(alembic_config(url)).get_heads())
    try:
        with database.read() as transaction:
            return set(MigrationContext.configure(transaction.connection).get_current_heads()) == wanted
    except SQLAlchemyError:
        return False
