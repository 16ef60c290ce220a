"""The engines: what an error of the database may say."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.engine import open_reader, open_writer


def test_error_of_the_database_holds_nothing_that_somebody_wrote(database_url: str) -> None:
    for engine in (open_writer(database_url), open_reader(database_url)):
        with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
            connection.execute(text("SELECT nowhere FROM people WHERE name = :name"), {"name": "Mina Iqbal"})
        engine.dispose()

        assert "Mina" not in str(caught.value)
