"""**Without my name**: whoever comes later can't tell, from anything they are shown, which colleague has raised it."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.concerns import MayKnow
from bot.domain.people import AddressKind
from bot.domain.permissions import Role, Viewer
from bot.messages import plain
from bot.messages.concerns import forms, replies
from bot.messages.model import Form
from bot.services import briefs, home, tomorrow, workbook_sheets
from bot.services.concerns import answering, following, reading
from bot.services.identity import Caller
from storage import members
from storage.tables import AuditRow, DeliveryRow
from tests import opened, riverside
from tests.coursing import told, words
from tests.dates import at
from tests.office import Office
from tests.riverside import NOW, Riverside
from tests.worried import answered, raised, stored

SIXTH = date(2026, 9, 18)
LATER = at(SIXTH) + timedelta(hours=2)


@contextmanager
def _riverside(path: Path) -> Iterator[Riverside]:
    with closing(opened.connect(f"sqlite:///{path}")) as database:
        yield riverside.build(database, opened=True)


@pytest.fixture
def two(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[Riverside, Riverside]]:
    """The same partnership twice."""
    paths = [tmp_path / f"{number}.db" for number in range(2)]
    for path in paths:
        shutil.copy(sqlite_template, path)
    with _riverside(paths[0]) as one, _riverside(paths[1]) as other:
        yield one, other


def _now(group: Riverside, name: str) -> Viewer:
    with group.database.read() as transaction:
        member = members.member(transaction, viewer=group.engine, person_id=group.person(name).id)
    assert member is not None
    return member.viewer


def _text(form: Form) -> str:
    return "\n".join([form.title, *map(plain.line, form.intro), *map(str, form.fields)])


def _screens(group: Riverside, name: str) -> list[str]:
    """Everything that is shown to whoever runs or chairs it: the list, Home, the brief, tomorrow's post, their copy."""
    viewer = _now(group, name)
    with group.database.read() as transaction:
        member = members.member(transaction, viewer=group.engine, person_id=viewer.person_id)
        assert member is not None
        shared = workbook_sheets.read(transaction, viewer=viewer, now=LATER)
        copy = workbook_sheets.with_private_part(transaction, viewer=viewer, found=shared)
        owed = transaction.connection.execute(
            select(DeliveryRow.fact, DeliveryRow.step, DeliveryRow.due_on).where(
                DeliveryRow.person_id == viewer.person_id
            )
        )
        lines = [str(tuple(row)) for row in owed]
    caller = Caller(
        person=member.person,
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id="",
        memberships=(member,),
    )
    post = tomorrow.post(database=group.database, viewer=viewer, now=LATER) if name == "dee" else None
    return [
        str(home.of(database=group.database, caller=caller, now=LATER)),
        str(copy.sheet),
        str(briefs.read(database=group.database, viewer=viewer, now=LATER)),
        str(post),
        *lines,
        *(words(one) for one in told(group, name, now=LATER) if one is not None),
    ]


def _read(group: Riverside, name: str, concern_id: int) -> list[str]:
    """What whoever hears it reads and is answered."""
    viewer = _now(group, name)
    whole = answering.read(database=group.database, viewer=viewer, concern_id=concern_id)
    known = following.read(database=group.database, viewer=viewer, concern_id=concern_id)
    assert (whole.raiser, whole.partner) == ("", "")
    done = answering.answer(
        database=group.database,
        viewer=viewer,
        concern_id=concern_id,
        version=stored(group, concern_id).version,
        words="I'll ring you all.",
        theme="Money",
        now=LATER,
    )
    return [
        _text(forms.answering(whole)),
        _text(forms.reading(known, is_raiser=False)),
        plain.of_block(replies.answered(done.seen, is_passed=done.is_passed)),
        plain.of_block(replies.settled_meanwhile(done.seen)),
    ]


def _walk(group: Riverside, raiser: str) -> dict[str, list[str]]:
    """Told to Sam, to Grace as somebody else, and passed on to Dee, who runs it in the end. What those two are shown."""
    concern_id = raised(group, raiser, may_know=MayKnow.WITHOUT_MY_NAME).concern.id
    grace = str(group.person("grace").id)
    following.tell_somebody_else(
        database=group.database,
        viewer=group.viewer(raiser),
        concern_id=concern_id,
        chosen=grace,
        now=NOW,
    )
    sent = Office(database=group.database).live(NOW, LATER, step=timedelta(hours=1))
    found = {
        "posted": [str(one.content) for _, one in sent if one.conversation.endswith("GRACE")],
        "grace": [*_read(group, "grace", concern_id), *_screens(group, "grace")],
    }
    following.is_still_there(
        database=group.database, viewer=group.viewer(raiser), concern_id=concern_id, now=LATER
    )
    _dee_runs(group)
    passed = following.pass_on(
        database=group.database,
        viewer=group.viewer(raiser),
        concern_id=concern_id,
        to_id=group.person("dee").id,
        now=LATER,
    )
    assert passed.seen.owner == "Dee"
    found["dee"] = [*_screens(group, "dee"), *_read(group, "dee", concern_id)]
    return found


def _dee_runs(group: Riverside) -> None:
    with group.database.write() as transaction:
        before = reading.keepers_of(transaction, viewer=group.engine)
        for name, role in (("sam", Role.MEMBER), ("dee", Role.RUNNER)):
            members.take_role(transaction, viewer=group.engine, person_id=group.person(name).id, role=role)
        following.keepers_changed(transaction, viewer=group.engine, before=before, now=LATER)


def test_what_others_are_shown_is_the_same_whoever_of_two_colleagues_has_raised_it(
    two: tuple[Riverside, Riverside],
) -> None:
    one, other = (_walk(group, raiser) for group, raiser in zip(two, ("mina", "rob"), strict=True))

    assert one == other
    assert all(one.values())


def test_whoever_was_told_first_knows_whose_it_is_and_nobody_who_comes_later(group: Riverside) -> None:
    concern_id = raised(group, may_know=MayKnow.WITHOUT_MY_NAME).concern.id

    kept = answering.read(database=group.database, viewer=group.viewer("sam"), concern_id=concern_id)
    following.tell_somebody_else(
        database=group.database,
        viewer=group.viewer("mina"),
        concern_id=concern_id,
        chosen=str(group.person("grace").id),
        now=NOW,
    )

    assert kept.raiser == "Mina Iqbal"
    assert (
        answering.read(database=group.database, viewer=group.viewer("grace"), concern_id=concern_id).raiser
        == ""
    )
    assert stored(group, concern_id).named == {group.person("sam").id}


def test_audit_holds_no_name_and_no_word(group: Riverside) -> None:
    concern_id = raised(group, may_know=MayKnow.WITHOUT_MY_NAME).concern.id
    answered(group, concern_id)

    with group.database.read() as transaction:
        found = transaction.connection.execute(
            select(AuditRow.subject, AuditRow.details).where(AuditRow.act.startswith("concern_"))
        )
        rows = [tuple(row) for row in found]
    assert rows == [(f"concern:{concern_id}", {})] * 2
