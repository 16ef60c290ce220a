"""What lets us in: nobody reads it in the database, an old key still opens it, and one process renews it."""

from datetime import datetime, timedelta

import pytest

from bot.domain.credentials import Held, Tenant, Tokens, Unreadable
from bot.domain.permissions import ENGINE
from bot.services import credentials
from bot.services.vault import Vault
from storage import credentials as stored_credentials
from storage.database import Database
from tests.riverside import NOW

KEY, OLD, OTHER = "k" * 32, "o" * 32, "x" * 32
TENANT = Tenant(enterprise_id="", team_id="T2")
ENDS = NOW + timedelta(hours=12)
TOKENS = Tokens(access="xoxe.xoxb-1", refresh="xoxe-1", expires_at=ENDS)
NEXT = Tokens(access="xoxe.xoxb-2", refresh="xoxe-2", expires_at=ENDS + timedelta(hours=12))
SOON = ENDS - timedelta(hours=1)


def install(
    database: Database,
    *,
    key: str = KEY,
    tokens: Tokens = TOKENS,
    tenant: Tenant = TENANT,
    now: datetime = NOW,
) -> int:
    return credentials.install(
        database=database,
        vault=Vault(key),
        tenant=tenant,
        name="Castle College",
        bot_user_id="UBOT2",
        tokens=tokens,
        now=now,
    )


def held(database: Database, vault: Vault | None = None) -> Held:
    [one], lost = credentials.held(database=database, vault=vault or Vault(KEY))
    assert lost == ()
    return one


def secrets(database: Database) -> list[bytes]:
    with database.read() as transaction:
        return [one.secret for one in stored_credentials.all_of(transaction, viewer=ENGINE)]


def test_what_is_kept_can_be_read_by_us_alone(database: Database) -> None:
    number = install(database)

    [secret] = secrets(database)
    assert b"xox" not in secret
    assert held(database) == Held(
        installation_id=number, tenant=TENANT, bot_user_id="UBOT2", tokens=TOKENS, version=1
    )


def test_same_words_are_never_encrypted_alike() -> None:
    vault = Vault(KEY)

    assert vault.seal(TOKENS) != vault.seal(TOKENS)


def test_what_an_old_key_encrypted_is_kept_under_the_new_one(database: Database) -> None:
    install(database, key=OLD)
    [before] = secrets(database)

    read = held(database, Vault(KEY, old=[OTHER, OLD]))

    assert (read.tokens, read.version) == (TOKENS, 1)
    assert secrets(database) != [before]
    assert held(database, Vault(KEY)).tokens == TOKENS


def test_what_no_key_opens_is_named_and_keeps_nobody_else_out(database: Database) -> None:
    lost_one = install(database, key=OTHER)
    kept = install(database, tenant=Tenant(enterprise_id="E1", team_id=""))

    found, lost = credentials.held(database=database, vault=Vault(KEY))

    assert [one.installation_id for one in found] == [kept]
    assert lost == (lost_one,)


def test_a_secret_of_another_server_is_unreadable(database: Database) -> None:
    install(database, key=OTHER)
    with database.read() as transaction:
        [sealed] = stored_credentials.all_of(transaction, viewer=ENGINE)

    with pytest.raises(Unreadable, match="T2"):
        Vault(KEY).open(sealed)


def test_installed_again_it_is_the_same_installation(database: Database) -> None:
    first = install(database)

    again = install(database, tokens=NEXT)

    assert (again, held(database).tokens) == (first, NEXT)


@pytest.mark.parametrize(
    ("tokens", "now", "due"),
    [
        (TOKENS, NOW, False),
        (TOKENS, ENDS - timedelta(hours=2), True),
        (TOKENS, ENDS + timedelta(days=1), True),
        (Tokens(access="xoxb-1"), ENDS, False),
        (Tokens(access="xoxb-1", expires_at=ENDS), ENDS, False),
        (Tokens(access="xoxb-1", refresh="xoxe-1"), ENDS, False),
    ],
    ids=["early", "soon", "long over", "for ever", "not to be renewed", "without an end"],
)
def test_access_is_renewed_before_it_runs_out(
    database: Database, tokens: Tokens, now: datetime, due: bool
) -> None:
    install(database, tokens=tokens)

    assert credentials.is_due(held(database), now=now) is due


def test_of_two_processes_one_renews_and_the_other_reads_it(database: Database) -> None:
    install(database)
    ours = theirs = held(database)

    claimed = credentials.claim(database=database, held=ours, now=SOON)
    assert credentials.claim(database=database, held=theirs, now=SOON) is None
    # Nor may the other one begin before the first had time to end.
    assert credentials.claim(database=database, held=held(database), now=SOON) is None
    assert claimed is not None
    done = credentials.renewed(database=database, vault=Vault(KEY), held=claimed, tokens=NEXT, now=SOON)

    assert done == held(database)
    assert held(database).tokens == NEXT


def test_renewal_that_came_to_nothing_is_tried_again(database: Database) -> None:
    install(database)
    credentials.claim(database=database, held=held(database), now=SOON)

    later = SOON + timedelta(minutes=2)

    assert credentials.claim(database=database, held=held(database), now=later) is not None


def test_who_was_installed_anew_meanwhile_keeps_what_came_then(database: Database) -> None:
    install(database)
    claimed = credentials.claim(database=database, held=held(database), now=SOON)
    install(database, tokens=Tokens(access="xoxb-new"))

    assert claimed is not None
    assert (
        credentials.renewed(database=database, vault=Vault(KEY), held=claimed, tokens=NEXT, now=SOON) is None
    )
    assert held(database).tokens.access == "xoxb-new"
