<%!
    def bare(steps):
        """Drop the comments that alembic puts around its steps."""
        return "\n".join(line for line in steps.split("\n") if not line.strip().startswith("# ###")).strip()
%>"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${bare(upgrades)}


def downgrade() -> None:
    ${bare(downgrades)}
