"""**Raise a concern**: who hears it, by when they answer, and who is told that there is one."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, select, update

from bot.domain.calendars import Span
from bot.domain.concerns import About, ConcernState, MayKnow
from bot.domain.deliveries import DeliveryKind
from bot.domain.permissions import Role
from bot.errors import Refused
from bot.messages.concerns.forms import LONGEST, Choices, Subject
from bot.services import escalations
from bot.services.concerns import raising
from bot.services.escalations import Proposed
from storage import concerns, deliveries, members, partners, people
from storage.tables import AuditRow, MembershipRow, PartnershipRow
from tests.coursing import buttons, of_morning, told, words
from tests.riverside import NOW, Riverside
from tests.worried import WORDS, keepers, raised, stored, typed

ANSWER_BY = date(2026, 9, 17)


def _works_for_castle(group: Riverside) -> None:
    """Grace is the head of Castle College."""
    with group.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(chair_works_for_partner=True))


def _name_third(group: Riverside, name: str, *, agreed_by: tuple[int, ...] = ()) -> None:
    """Sam proposes them, and both partners say that it is fine with them."""
    wish = Proposed(runner_asked_after="3", co_ordinator_after="2", third=str(group.person(name).id))
    proposed = escalations.propose(
        database=group.database, viewer=group.viewer("sam"), proposed=wish, now=NOW
    )
    assert proposed.policy is not None
    for partner_id in agreed_by or (group.castle_id, group.brook_lane_id):
        escalations.agree(
            database=group.database,
            viewer=group.viewer("sam"),
            policy_id=proposed.policy.id,
            partner_id=partner_id,
            now=NOW,
        )


def _without_chair(group: Riverside) -> None:
    with group.database.write() as transaction:
        members.take_role(
            transaction, viewer=group.engine, person_id=group.person("grace").id, role=Role.OBSERVER
        )


def _owed(group: Riverside, name: str) -> list[tuple[str, date]]:
    with group.database.read() as transaction:
        found = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person(name).id)
    return [(one.owed.step, one.owed.due_on) for one in found if one.owed.kind is DeliveryKind.CONCERN]


def test_runner_hears_it_and_answers_within_five_working_days(group: Riverside) -> None:
    seen = raised(group)

    concern = stored(group, seen.concern.id)
    assert (concern.words, concern.owner_id) == (WORDS, group.person("sam").id)
    assert (concern.state, concern.told) == (ConcernState.OPEN, frozenset({group.person("sam").id}))
    assert (seen.owner, seen.by, seen.others) == ("Sam", ANSWER_BY, ())


def test_runner_reads_in_the_list_that_there_is_one_and_not_what(group: Riverside) -> None:
    raised(group)

    [said] = [one for one in of_morning(group) if "confidence" in one]

    assert "I said that you would answer by Thursday 17 September 2026." in said
    assert "[Read and answer]" in said
    assert WORDS not in said
    assert "Mina" not in said
    assert told(group, "sam") == []


def test_its_raiser_is_told_of_it_on_the_sixth_day_and_of_nothing_before(group: Riverside) -> None:
    raised(group)

    assert _owed(group, "mina") == [("not_yet:1", date(2026, 9, 18))]


@pytest.mark.parametrize(
    ("may_know", "others", "chair"),
    [
        (MayKnow.ONLY_RUNNER, (), []),
        (MayKnow.WITHOUT_MY_NAME, (), []),
        (MayKnow.RUNNER_AND_CHAIR, ("Grace",), ["known:1"]),
    ],
)
def test_chair_knows_where_the_raiser_says_so(
    group: Riverside, may_know: MayKnow, others: tuple[str, ...], chair: list[str]
) -> None:
    seen = raised(group, may_know=may_know)

    assert seen.others == others
    assert [step for step, _ in _owed(group, "grace")] == chair


def test_chair_who_knows_too_reads_that_somebody_else_answers(group: Riverside) -> None:
    raised(group, may_know=MayKnow.RUNNER_AND_CHAIR)

    [notice] = told(group, "grace")

    assert "Somebody would like you to know what worries them. Sam answers it." in words(notice)
    assert list(buttons(notice)) == ["Read it"]


def test_what_is_about_the_runner_goes_to_the_chair_who_is_reminded_on_the_third_day(
    group: Riverside,
) -> None:
    seen = raised(group, about=About.RUNNER, may_know=MayKnow.RUNNER_AND_CHAIR)

    assert seen.owner == "Grace"
    assert stored(group, seen.concern.id).told == frozenset({group.person("grace").id})
    assert _owed(group, "grace") == [("raised:1", date(2026, 9, 10)), ("reminded:1", date(2026, 9, 15))]
    first, second = told(group, "grace")
    assert "They are waiting for a word" not in words(first)
    assert "They are waiting for a word from you." in words(second)
    assert [one for one in of_morning(group) if "confidence" in one] == []


def test_what_is_about_the_chair_goes_to_the_runner(group: Riverside) -> None:
    assert raised(group, about=About.CHAIR).owner == "Sam"
    assert _owed(group, "grace") == []


def test_what_is_about_both_goes_to_the_third_person(group: Riverside) -> None:
    _name_third(group, "rob")

    assert raised(group, about=About.BOTH).owner == "Rob"


def test_third_person_on_whom_not_all_partners_agree_hears_nothing(group: Riverside) -> None:
    _name_third(group, "rob", agreed_by=(group.castle_id,))

    with pytest.raises(Refused) as caught:
        raised(group, about=About.BOTH)

    assert caught.value.key == "concern_nobody"


def test_third_person_who_has_left_hears_nothing(group: Riverside) -> None:
    _name_third(group, "rob")
    with group.database.write() as transaction:
        rob = MembershipRow.person_id == group.person("rob").id
        transaction.connection.execute(delete(MembershipRow).where(rob))

    with pytest.raises(Refused) as caught:
        raised(group, about=About.BOTH)

    assert caught.value.key == "concern_nobody"


def test_chair_who_heads_a_partner_hears_nothing(group: Riverside) -> None:
    _works_for_castle(group)

    assert raised(group, may_know=MayKnow.RUNNER_AND_CHAIR).others == ()
    with pytest.raises(Refused) as caught:
        raised(group, about=About.RUNNER)

    assert (caught.value.key, caught.value.field) == ("concern_nobody", "about")
    assert _owed(group, "grace") == []


def test_chair_who_stands_with_a_partner_hears_nothing_whatever_was_said_at_the_start(
    group: Riverside,
) -> None:
    with group.database.write() as transaction:
        members.work_for(
            transaction,
            viewer=group.engine,
            person_id=group.person("grace").id,
            partner_id=group.castle_id,
        )

    assert raised(group, may_know=MayKnow.RUNNER_AND_CHAIR).others == ()


def test_runner_raises_one_with_the_chair(group: Riverside) -> None:
    seen = raised(group, "sam")

    assert seen.owner == "Grace"
    assert [step for step, _ in _owed(group, "sam")] == ["not_yet:1"]


def test_somebody_without_a_partner_raises_one(group: Riverside) -> None:
    with group.database.write() as transaction:
        kim = people.create(transaction, viewer=group.engine, name="Kim Day", zone=None, now=NOW)
        members.add(
            transaction, viewer=group.viewer("sam"), person_id=kim.id, role=Role.SPONSOR, partner_id=None
        )
        member = members.member(transaction, viewer=group.engine, person_id=kim.id)
    assert member is not None

    seen = raising.raise_concern(
        database=group.database, viewer=member.viewer, typed=typed(), shown=keepers(group), now=NOW
    )

    assert (seen.partner, seen.by) == ("", ANSWER_BY)
    assert stored(group, seen.concern.id).partner_id is None


RUNNER = Subject(about=About.RUNNER, names=("Sam",), hearer="Grace")
CHAIR = Subject(about=About.CHAIR, names=("Grace",), hearer="Sam")
BOTH = Subject(about=About.BOTH, names=("Sam", "Grace"), hearer="")


def _choices(group: Riverside, *subjects: Subject, hearer: str, chair_too: str = "") -> Choices:
    return Choices(hearer=hearer, chair_too=chair_too, keepers=keepers(group), subjects=subjects)


def test_form_offers_whom_one_could_tell(group: Riverside) -> None:
    def offered(name: str) -> Choices:
        return raising.choices(database=group.database, viewer=group.viewer(name))

    assert offered("mina") == _choices(group, RUNNER, CHAIR, BOTH, hearer="Sam", chair_too="Grace")
    assert offered("sam") == _choices(group, replace(CHAIR, hearer=""), hearer="Grace")
    assert offered("grace") == _choices(group, replace(RUNNER, hearer=""), hearer="Sam")
    _works_for_castle(group)
    assert offered("mina") == _choices(group, replace(RUNNER, hearer=""), CHAIR, BOTH, hearer="Sam")
    _name_third(group, "rob")
    assert offered("mina") == _choices(
        group, replace(RUNNER, hearer="Rob"), CHAIR, replace(BOTH, hearer="Rob"), hearer="Sam"
    )


@pytest.mark.parametrize(
    ("about", "hearer", "named_for"),
    [
        (About.RUNNER, "Grace", About.RUNNER),
        (About.CHAIR, "Sam", About.CHAIR),
        (About.BOTH, "Sam", About.OTHERS),
    ],
)
def test_form_names_who_may_know_for_what_somebody_could_hear(
    group: Riverside, about: About, hearer: str, named_for: About
) -> None:
    offered = raising.choices(database=group.database, viewer=group.viewer("mina"), about=about)

    assert (offered.hearer, offered.about) == (hearer, named_for)
    assert offered.chair_too == ("Grace" if named_for is About.OTHERS else "")


def test_without_a_chair_a_runner_is_told_whom_to_ring(group: Riverside) -> None:
    _without_chair(group)

    with pytest.raises(Refused) as caught:
        raising.choices(database=group.database, viewer=group.viewer("sam"))

    assert caught.value.key == "concern_nobody"
    offered = raising.choices(database=group.database, viewer=group.viewer("mina"))
    assert offered == _choices(group, replace(RUNNER, hearer=""), hearer="Sam")


@pytest.mark.parametrize(
    ("words_", "would_help", "key", "field"),
    [
        ("   ", "", "concern_words_needed", "words"),
        ("w" * 10_000, "", "too_long", "words"),
        ("w", "h" * 10_000, "too_long", "would_help"),
    ],
)
def test_words_that_are_missing_or_too_many_are_asked_for_again(
    group: Riverside, words_: str, would_help: str, key: str, field: str
) -> None:
    with pytest.raises(Refused) as caught:
        raising.raise_concern(
            database=group.database,
            viewer=group.viewer("mina"),
            typed=typed(words=words_, would_help=would_help),
            shown=keepers(group),
            now=NOW,
        )

    assert (caught.value.key, caught.value.field) == (key, field)
    with group.database.read() as transaction:
        assert concerns.past(transaction, viewer=group.engine) == ()


def test_longest_words_are_kept_whole(group: Riverside) -> None:
    seen = raising.raise_concern(
        database=group.database,
        viewer=group.viewer("mina"),
        typed=typed(words="w" * LONGEST),
        shown=keepers(group),
        now=NOW,
    )

    assert len(stored(group, seen.concern.id).words) == LONGEST


def test_audit_says_that_there_is_one_and_no_word_of_it(group: Riverside) -> None:
    seen = raised(group)

    with group.database.read() as transaction:
        [row] = transaction.connection.execute(
            select(AuditRow.act, AuditRow.subject, AuditRow.details).where(AuditRow.act == "concern_raised")
        )
    assert (row.subject, row.details) == (f"concern:{seen.concern.id}", {})


@pytest.mark.parametrize(
    ("may_know", "told_too"),
    [(MayKnow.RUNNER_AND_CHAIR, ["sam", "grace"]), (MayKnow.WITHOUT_MY_NAME, ["sam"])],
)
def test_what_somebody_wrote_in_a_check_in_becomes_one_once_they_say_so(
    group: Riverside, may_know: MayKnow, told_too: list[str]
) -> None:
    with group.database.write() as transaction:
        concern_id = raising.raise_from_answer(
            transaction,
            viewer=group.viewer("mina"),
            person_id=group.person("mina").id,
            words=f" {WORDS} ",
            may_know=may_know,
            knows_id=group.person("sam").id,
            now=NOW,
        )

    concern = stored(group, concern_id)
    assert (concern.words, concern.may_know) == (WORDS, may_know)
    assert concern.told == {group.person(name).id for name in told_too}


def test_days_are_counted_where_whoever_raised_it_works(group: Riverside) -> None:
    with group.database.write() as transaction:
        closed = (Span(first=date(2026, 9, 11), last=date(2026, 9, 14)),)
        partners.keep_days(
            transaction, viewer=group.viewer("sam"), partner_id=group.castle_id, closed=closed, busy=()
        )

    assert raised(group).by == date(2026, 9, 21)
