"""Writes a migration: the difference between the migrations so far and the tables as they are now.

    python -m storage.migrations "Add the telephone of a room"

Read what it has written before you commit it; a renamed column, for one, shows as one gone and one new.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import ScriptDirectory

from storage.engine import migrate
from storage.upgrading import alembic_config


def _main(sentence: str) -> None:
    with TemporaryDirectory() as directory:
        url = f"sqlite:///{Path(directory) / 'migrated.db'}"
        migrate(url)
        config = alembic_config(url)
        number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
        command.revision(config, message=sentence, autogenerate=True, rev_id=f"{number:04}")


_main(sys.argv[1])
