"""How people of one name are told apart where they are picked by name."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.namesakes import Named, told_apart

AT_CASTLE = Named(reference="web:jo", identity=7, name="Jo Reed", partner="Castle College")
AT_MEADOW = Named(reference="web:reed", identity=8, name="Jo Reed", partner="Meadow High")
MINA = Named(reference="web:mina", identity=9, name="Mina Iqbal", partner="Castle College")


def test_name_that_nobody_shares_stands_alone() -> None:
    assert told_apart([AT_CASTLE, MINA]) == {"web:jo": "Jo Reed", "web:mina": "Mina Iqbal"}


def test_two_of_one_name_stand_with_their_partners() -> None:
    assert told_apart([AT_CASTLE, AT_MEADOW, MINA]) == {
        "web:jo": "Jo Reed, Castle College",
        "web:reed": "Jo Reed, Meadow High",
        "web:mina": "Mina Iqbal",
    }


def test_two_ways_to_one_person_are_one_name() -> None:
    by_number = Named(reference="person:7", identity=7, name="Jo Reed", partner="Castle College")

    assert told_apart([AT_CASTLE, by_number]) == {"web:jo": "Jo Reed", "person:7": "Jo Reed"}


def test_name_that_is_written_otherwise_is_the_same() -> None:
    shouted = Named(reference="web:loud", identity=3, name="JO REED")

    assert told_apart([AT_CASTLE, shouted]) == {"web:jo": "Jo Reed, Castle College", "web:loud": "JO REED"}


def test_two_of_one_name_at_one_partner_are_counted() -> None:
    others = [
        Named(reference=f"web:{n}", identity=n, name="Jo Reed", partner="Castle College") for n in (1, 2)
    ]

    assert list(told_apart([AT_CASTLE, *others]).values()) == [
        "Jo Reed, Castle College",
        "Jo Reed, Castle College (2)",
        "Jo Reed, Castle College (3)",
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from(["Jo", "jo", "Jo (2)", "Jo, A"]),
            st.sampled_from(["", "A", "B"]),
        )
    )
)
def test_no_two_people_are_picked_by_the_same_words(found: list[tuple[int, str, str]]) -> None:
    people = [
        Named(reference=str(n), identity=identity, name=name, partner=partner)
        for n, (identity, name, partner) in enumerate(found)
    ]

    labels = told_apart(people)

    by_label: dict[str, set[object]] = {}
    for one in people:
        by_label.setdefault(labels[one.reference].casefold(), set()).add(one.identity)
    assert all(len(identities) == 1 for identities in by_label.values())
