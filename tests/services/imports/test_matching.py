"""What the form **Match people** holds, into choices and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.imports.choices import Choices, Past
from bot.errors import Refused
from bot.services.imports import matching

TODAY = date(2026, 9, 10)

_REFS = st.from_regex(r"[1-9]\.[1-9][0-9]{0,3}", fullmatch=True)
_AHEAD = st.dates(min_value=TODAY, max_value=date(2030, 1, 1))
_WORDS = st.text(alphabet="abc:*. ", min_size=1).map(str.strip).filter(bool)


@st.composite
def _choices(draw: st.DrawFn) -> Choices:
    agreed = draw(st.sampled_from([True, False, None]))
    past = draw(st.dictionaries(_REFS, st.sampled_from(Past)))
    return Choices(
        agreed=agreed,
        meeting=draw(st.dates(min_value=date(2020, 1, 1), max_value=TODAY)) if agreed else None,
        people=draw(st.dictionaries(_REFS, _WORDS)),
        partners=draw(st.dictionaries(_REFS, _WORDS)),
        days=draw(st.dictionaries(_REFS, _AHEAD)),
        past=past,
        new_days={ref: draw(_AHEAD) for ref, what in past.items() if what is Past.NEW_DATE},
        done=draw(st.frozensets(_REFS)),
        critical=draw(st.frozensets(_REFS)),
    )


@given(_choices())
def test_what_is_kept_is_read_back(choices: Choices) -> None:
    assert matching.read(matching.kept(choices), today=TODAY) == choices


def test_nothing_chosen_is_no_choice() -> None:
    assert matching.read({}, today=TODAY) == Choices()


def test_a_day_is_read_as_people_type_it() -> None:
    chosen = matching.read({"day.1.2": ("Friday week",), "meeting": ("yesterday",)}, today=TODAY)

    assert chosen.days == {"1.2": date(2026, 9, 18)}
    assert chosen.meeting is None


def test_what_no_form_of_ours_offers_leaves_out() -> None:
    chosen = matching.read({"past.1.2": ("explode",), "agreed": ("perhaps",)}, today=TODAY)

    assert (chosen.past, chosen.agreed) == ({"1.2": Past.LEAVE_OUT}, None)


@pytest.mark.parametrize(
    ("values", "key", "field"),
    [
        ({"agreed": ("yes",)}, "meeting_needed", "meeting"),
        ({"agreed": ("yes",), "meeting": ("2026-09-11",)}, "meeting_ahead", "meeting"),
        ({"agreed": ("yes",), "meeting": ("when we met",)}, "date_unreadable", "meeting"),
        ({"day.1.2": ("31 February",)}, "date_no_such_day", "day.1.2"),
        ({"past.1.2": ("new_date",)}, "new_date_needed", "new_day.1.2"),
        ({"past.1.2": ("new_date",), "new_day.1.2": ("2026-09-09",)}, "new_date_passed", "new_day.1.2"),
    ],
)
def test_what_needs_mending_is_refused_at_its_field(
    values: dict[str, tuple[str, ...]], key: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        matching.read(values, today=TODAY)

    assert (refused.value.key, refused.value.field) == (key, field)
