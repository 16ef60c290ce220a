"""**I'm also somewhere else**: both places prove it, everything comes once, and first where somebody likes it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.installations import Entry
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent, Role
from bot.errors import DeliveryFailed
from bot.messages import elsewhere as wording
from bot.services.ports import Outgoing
from handlers.conversations.replies import OpenForm, Say
from storage import directory, installations, invitations, members, people
from tests import calls, council, promised
from tests.calls import PRIVATE
from tests.council import PRIYA, Council, code_in, words
from tests.office import Office
from tests.pressing import answer, errors
from tests.riverside import NOW, Riverside

DAY = timedelta(days=1)
KEPT = {"days": ("1", "3"), "hour": "START_OF_DAY", "news": "mine"}


@pytest.fixture
def them(group: Riverside) -> Council:
    return council.connect(group)


def _settings(group: Riverside, who: str, where: str) -> Any:
    sent = calls.submit(group.installation_id, who, Intent.SETTINGS, where=where, **KEPT)  # type: ignore[arg-type]  # Only values are given by name.
    return answer(group, sent)


def _code(group: Riverside, who: str = "U-MINA") -> str:
    return code_in(_settings(group, who, wording.ELSEWHERE))


def _are_one(them: Council, *, who: str = PRIYA) -> Any:
    return them.say(who, f"join {_code(them.group)}", place=PRIVATE)


def _places(them: Council, group: Riverside) -> list[str]:
    mina = group.person("mina")
    with group.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=ENGINE, person_id=mina.id)
    return [one.external_id for one in found]


def test_settings_ask_where(group: Riverside) -> None:
    opened = answer(group, calls.command(group.installation_id, "U-MINA", "settings"))

    assert isinstance(opened, OpenForm)
    where = opened.form.fields[-1]
    assert [one.label for one in where.options] == ["Slack, Partnership office", "I'm also somewhere else"]
    assert where.value == (where.options[0].value,)


def test_code_is_for_oneself(group: Riverside) -> None:
    reply = _settings(group, "U-MINA", wording.ELSEWHERE)

    assert isinstance(reply, Say)
    assert not reply.in_room
    assert "It works once, until Friday 11 September 2026." in words(reply)
    assert "whoever types it counts as you" in words(reply)


def test_new_code_takes_the_place_of_the_one_before(them: Council) -> None:
    first = _code(them.group)
    _code(them.group)

    assert them.say(PRIYA, f"join {first}", place=PRIVATE).message.opening == "That code was taken back."


def test_code_for_an_address_lasts_a_day(them: Council) -> None:
    code = _code(them.group)

    late = them.say(PRIYA, f"join {code}", place=PRIVATE, now=NOW + DAY)

    assert late.message.opening == "That code has done its time."


def test_code_typed_where_it_was_given_is_kept(them: Council) -> None:
    code = _code(them.group)

    same = answer(them.group, calls.command(them.group.installation_id, "U-MINA", f"join {code}"))

    assert same.message.opening == "That's the place where I gave you the code."
    assert "both are you" in words(them.say(PRIYA, f"join {code}", place=PRIVATE))


def test_two_places_are_one_person_afterwards(them: Council) -> None:
    reply = _are_one(them)

    found = them.person(PRIYA)
    assert found is not None
    assert (found.id, found.name) == (them.group.person("mina").id, "Mina Iqbal")
    assert words(reply) == (
        "Thank you. I know now that both are you.\n\n"
        "You get everything once. Where shall I write? If I can't reach you there, I try the other.\n\n"
        "Your other place is Slack, Partnership office.\n\n"
        "[Write to me there] [Write to me here]"
    )
    assert _places(them, them.group) == ["U-MINA", PRIYA]


def test_in_a_room_the_answer_is_for_the_two_of_us(them: Council) -> None:
    reply = them.say(PRIYA, f"join {_code(them.group)}")

    assert (reply.in_room, reply.anywhere) == (False, False)


def test_first_place_hears_of_it_in_case_it_was_somebody_else(them: Council, office: Office) -> None:
    _are_one(them)

    [told] = office.run(NOW)

    assert told.conversation == "U-MINA"
    assert told.content.opening == "Somebody has used your code, so two places are yours."
    assert "If that wasn't you, say so: I take the new place away again at once." in words(
        Say(message=told.content)
    )


def test_code_works_once(them: Council) -> None:
    code = _code(them.group)
    them.say(PRIYA, f"join {code}", place=PRIVATE)

    again = them.say(council.KIT, f"join {code}", place=PRIVATE)

    assert again.message.opening == "That code has been used already, and each one works once."
    assert them.person(council.KIT) is None


def test_memberships_of_both_are_those_of_one(them: Council) -> None:
    """Priya was let in for Castle as its deputy before Mina said that she is Priya."""
    council.let_in(them.group, council.knock(them), partner=str(them.group.castle_id))

    _are_one(them)

    mina = them.group.person("mina")
    with them.database.read() as transaction:
        found = members.member(transaction, viewer=them.group.engine, person_id=mina.id)
        everybody = members.all_of(transaction, viewer=them.group.engine)
    assert found is not None
    assert (found.role, found.partner_id) == (Role.CO_ORDINATOR, them.group.castle_id)
    assert len(everybody) == len(them.group.members)


def test_who_works_for_two_partners_is_told_and_nothing_changes(them: Council) -> None:
    council.let_in(them.group, council.knock(them))

    reply = _are_one(them)

    assert words(reply) == (
        "You are in one partnership twice, for Castle College and for County Council.\n\n"
        "So I keep the two apart, and write to you at both."
    )
    assert _places(them, them.group) == ["U-MINA"]


def test_person_with_two_addresses_is_asked_once(them: Council, office: Office) -> None:
    _are_one(them)
    office.run(NOW)
    promised.add(them.group)

    sent = office.live(NOW + DAY, NOW + 70 * DAY, step=timedelta(hours=4))

    at_first = [one for _, one in sent if one.conversation in ("U-MINA", "D-MINA")]
    elsewhere = [one for _, one in sent if one.installation_id == them.installation_id]
    assert at_first
    assert elsewhere == []


def test_where_the_first_place_fails_the_other_is_tried_once(them: Council) -> None:
    def refused(outgoing: Outgoing) -> DeliveryFailed | None:
        at_first = outgoing.installation_id == them.group.installation_id and "MINA" in outgoing.conversation
        return DeliveryFailed("gone", permanent=True) if at_first else None

    _are_one(them)
    office = Office(them.database, fate=refused)
    office.run(NOW)

    assert [one.conversation for _, one in office.sent] == [PRIYA]


@pytest.mark.parametrize("by_button", [True, False])
def test_somebody_is_written_to_where_they_like(them: Council, office: Office, *, by_button: bool) -> None:
    reply = _are_one(them)
    office.run(NOW)
    here = next(one for one in reply.message.blocks[-1].buttons if one.label == "Write to me here")

    if by_button:
        pressed = calls.press(them.installation_id, PRIYA, Intent.SETTINGS, arg=here.arg)
        chosen = them.answer(pressed)
        assert chosen.message.opening == "I'll write to you there first."
        assert "That is Slack, County Council." in words(chosen)
    else:
        kept = _settings(them.group, "U-MINA", here.arg.removeprefix(wording.PREFER))
        assert kept.message.opening.startswith("I'll write to you on Tuesdays and Thursdays")

    assert _places(them, them.group) == [PRIYA, "U-MINA"]


def test_choice_that_stands_already_changes_nothing(them: Council) -> None:
    reply = _are_one(them)
    there = next(one for one in reply.message.blocks[-1].buttons if one.label == "Write to me there")

    for _ in range(2):
        chosen = them.answer(calls.press(them.installation_id, PRIYA, Intent.SETTINGS, arg=there.arg))

    assert "That is Slack, Partnership office." in words(chosen)
    assert _places(them, them.group) == ["U-MINA", PRIYA]


@pytest.mark.parametrize("arg", ["prefer:4711", "prefer:", "prefer:x"])
def test_place_that_is_not_theirs_is_not_chosen(group: Riverside, arg: str) -> None:
    pressed = calls.press(group.installation_id, "U-MINA", Intent.SETTINGS, arg=arg)

    assert answer(group, pressed).message.opening == "I can't reach you there any more."


def test_place_of_somebody_nobody_knows(them: Council) -> None:
    pressed = calls.press(them.installation_id, PRIYA, Intent.SETTINGS, arg="prefer:1")

    assert them.answer(pressed).message.opening == "I can't reach you there any more."


def test_settings_of_somebody_nobody_knows_offer_the_code_alone(them: Council) -> None:
    opened = them.say(PRIYA, "settings", place=PRIVATE)

    assert [one.label for one in opened.form.fields[-1].options] == ["I'm also somewhere else"]


def test_code_can_be_given_where_nobody_is_known_and_typed_where_somebody_is(them: Council) -> None:
    sent = calls.submit(
        them.installation_id,
        PRIYA,
        Intent.SETTINGS,
        where=wording.ELSEWHERE,
        **KEPT,  # type: ignore[arg-type]  # Only values are given by name.
    )
    code = code_in(them.answer(sent))

    answer(them.group, calls.command(them.group.installation_id, "U-MINA", f"join {code}"))

    found = them.person(PRIYA)
    assert found is not None
    with them.database.read() as transaction:
        member = members.member(transaction, viewer=them.group.engine, person_id=found.id)
    assert found.name == "Priya Anand"
    assert member is not None
    assert member.role is Role.CO_ORDINATOR


def test_letters_are_a_place_and_the_page_behind_them_is_none(group: Riverside) -> None:
    with group.database.write() as transaction:
        installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.EMAIL,
            external_id="letters",
            name="Letters",
            bot_id="",
            now=NOW,
        )
        pages = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.WEB,
            external_id="pages",
            name="Our pages",
            bot_id="",
            now=NOW,
        )
        mina = group.viewer("mina")
        addresses = ((AddressKind.EMAIL, None, "m.iqbal@castle.example"), (AddressKind.WEB, pages, "mina"))
        there = {one.kind for one in people.addresses_of(transaction, viewer=mina, person_id=mina.person_id)}
        for kind, installation_id, name in addresses:
            if kind not in there:
                people.give_address(
                    transaction,
                    viewer=mina,
                    person_id=mina.person_id,
                    kind=kind,
                    installation_id=installation_id,
                    external_id=name,
                )

    opened = answer(group, calls.command(group.installation_id, "U-MINA", "settings"))

    assert [one.label for one in opened.form.fields[-1].options] == [
        "Slack, Partnership office",
        "E-mail, m.iqbal@castle.example",
        "I'm also somewhere else",
    ]


def test_who_can_be_reached_nowhere_is_told_at_the_new_place_alone(them: Council, office: Office) -> None:
    code = _code(them.group)
    with them.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=them.group.installation_id,
            external_ids=["U-MINA"],
            usable=False,
        )

    reply = them.say(PRIYA, f"join {code}", place=PRIVATE)

    assert "[Write to me here]" in words(reply)
    assert office.run(NOW) == []


def test_form_takes_the_code_of_an_address_too(them: Council) -> None:
    sent = calls.submit(them.installation_id, PRIYA, Intent.JOIN, code=_code(them.group))

    assert "both are you" in words(them.answer(sent))


def test_who_left_cannot_become_anybody(them: Council) -> None:
    entry = Entry(external_id="U-GONE", name="Pat Gone", email=None, zone=None, left=True, is_bot=False)
    with them.database.write() as transaction:
        directory.put(transaction, viewer=ENGINE, installation_id=them.installation_id, entry=entry, now=NOW)

    reply = them.say("U-GONE", f"join {_code(them.group)}", place=PRIVATE)

    assert reply.message.opening == "Pat Gone has left, so I can't reach them there."


def test_wrong_days_are_mended_before_a_code_is_given(group: Riverside) -> None:
    sent = calls.submit(
        group.installation_id,
        "U-MINA",
        Intent.SETTINGS,
        where=wording.ELSEWHERE,
        hour="START_OF_DAY",
    )

    assert set(errors(answer(group, sent))) == {"days"}


def test_code_used_in_the_same_instant_makes_nobody_one(them: Council, monkeypatch: Any) -> None:
    monkeypatch.setattr(invitations, "use", lambda *_, **__: False)

    assert "has been used already" in words(_are_one(them))
