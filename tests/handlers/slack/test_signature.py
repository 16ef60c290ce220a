from datetime import UTC, datetime, timedelta

import pytest

from handlers.slack.signature import is_genuine, sign

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
BODY = b"token=x&text=add+Castle"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


def stamp(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def test_the_signature_is_slacks_own() -> None:
    # The example of Slack's documentation.
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
        b"channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&"
        b"response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&"
        b"trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )

    signature = sign(body=body, timestamp="1531420618", secret=SECRET)

    assert signature == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


@pytest.mark.parametrize("age", [0, 299, -299])
def test_a_signed_request_of_the_last_minutes_is_genuine(age: int) -> None:
    timestamp = stamp(NOW - timedelta(seconds=age))
    signature = sign(body=BODY, timestamp=timestamp, secret=SECRET)

    assert is_genuine(body=BODY, timestamp=timestamp, signature=signature, secret=SECRET, now=NOW)


@pytest.mark.parametrize("age", [301, -301, 10**9])
def test_a_stale_request_is_not(age: int) -> None:
    timestamp = stamp(NOW - timedelta(seconds=age))
    signature = sign(body=BODY, timestamp=timestamp, secret=SECRET)

    assert not is_genuine(body=BODY, timestamp=timestamp, signature=signature, secret=SECRET, now=NOW)


@pytest.mark.parametrize("timestamp", ["", "soon", "12.5", "-5", "²", "١", "9" * 5000])
def test_a_timestamp_that_is_no_number_is_not(timestamp: str) -> None:
    signature = sign(body=BODY, timestamp=timestamp, secret=SECRET)

    assert not is_genuine(body=BODY, timestamp=timestamp, signature=signature, secret=SECRET, now=NOW)


@pytest.mark.parametrize("signature", ["", "v0=", "v0=" + "0" * 64, "ü", "\ud800"])
def test_a_signature_that_is_not_ours_is_not(signature: str) -> None:
    assert not is_genuine(body=BODY, timestamp=stamp(NOW), signature=signature, secret=SECRET, now=NOW)


def test_a_body_that_was_changed_is_not() -> None:
    signature = sign(body=BODY, timestamp=stamp(NOW), secret=SECRET)

    assert not is_genuine(body=BODY + b"!", timestamp=stamp(NOW), signature=signature, secret=SECRET, now=NOW)
