"""What mail servers mean, which addresses letters can go to, and which words of an answer are somebody's own."""

import pytest

from bot.domain.mail import Answer, answer_of, email_address, of_status, own_words


@pytest.mark.parametrize(
    ("code", "said", "answer"),
    [
        (450, "4.2.0 Greylisted", Answer.LATER),
        (451, "Try again", Answer.LATER),
        (421, "", Answer.LATER),
        (550, "5.1.1 No such user", Answer.NOBODY),
        (550, "Mailbox unavailable", Answer.NOBODY),
        (551, "User not local", Answer.NOBODY),
        (553, "Mailbox name not allowed", Answer.NOBODY),
        (550, "5.7.1 Blocked", Answer.NOT_TAKEN),
        (550, "5.2.1 This mailbox is disabled", Answer.NOBODY),
        (552, "5.2.2 Mailbox full", Answer.NOT_TAKEN),
        (554, "No", Answer.NOT_TAKEN),
        (550, "4.4.1 A server that contradicts itself", Answer.LATER),
        (550, "Host 2.0.0 is unknown", Answer.NOBODY),
        (550, "relay not permitted", Answer.NOT_TAKEN),
        (550, "Please turn on SMTP Authentication in your mail client", Answer.NOT_TAKEN),
        (553, "Sender address rejected: not owned by user", Answer.NOT_TAKEN),
        (550, "Your IP is on a blacklist", Answer.NOT_TAKEN),
    ],
)
def test_answer_of_a_mail_server(code: int, said: str, answer: Answer) -> None:
    assert answer_of(code=code, said=said) is answer


def test_letter_that_is_refused_says_nothing_of_its_address() -> None:
    assert answer_of(code=550, said="I don't like it", of_letter=True) is Answer.NOT_TAKEN
    assert answer_of(code=550, said="5.1.1 No such user", of_letter=True) is Answer.NOBODY


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        ("5.1.1", Answer.NOBODY),
        ("5.1.10", Answer.NOBODY),
        ("5.4.4 (unable to route)", Answer.NOBODY),
        ("5.0.0", Answer.NOT_TAKEN),
        ("4.4.7", Answer.LATER),
        ("2.1.5", Answer.LATER),
        ("whatever", Answer.LATER),
    ],
)
def test_status(status: str, answer: Answer) -> None:
    assert of_status(status) is answer


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Ann.Reid@Meadow.Example ", "ann.reid@meadow.example"),
        ("o'neil+bywhen@mail.meadow.example", "o'neil+bywhen@mail.meadow.example"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ann@meadow", None),
        ("ann", None),
        ("", None),
        ("@meadow.example", None),
        ("ann@", None),
        (".ann@meadow.example", None),
        ("ann.@meadow.example", None),
        ("a..n@meadow.example", None),
        ("jö@meadow.example", None),
        ("ann reid@meadow.example", None),
        ("ann@-meadow.example", None),
        ("ann@meadow..example", None),
        (f"ann@{'m' * 64}.example", None),
        (f"{'a' * 65}@meadow.example", None),
        (f"ann@{'.'.join(['m' * 60] * 5)}.example", None),
        ("ann@meadow.example\r\nBcc: x@example.org", None),
    ],
)
def test_address_to_which_letters_can_go(text: str, address: str | None) -> None:
    assert email_address(text) == address


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Yes,\n  all done.\n\nAnn", "Yes, all done. Ann"),
        ("Done\n> Send course data\nnot mine", "Done"),
        ("Done\nOn Tue, 24 Nov 2026 at 08:30, Bywhen <b@office.example> wrote:\nNot mine", "Done"),
        ("Done\n-----Original Message-----\nNot mine", "Done"),
        ("Done\n________________________________\nFrom: Bywhen", "Done"),
        ("Done\nFrom: Bywhen <b@office.example>\nNot mine", "Done"),
        ("Done\n-- \nAnn Reid, Head of sixth form", "Done"),
        ("Done\nSent from my telephone", "Done"),
        ("From now on I do it\nOn Tuesday", "From now on I do it On Tuesday"),
        ("> all quoted", ""),
        (
            "Fertig\nAm 24.11.2026 schrieb Bywhen:\nOpen my page: https://b.example/in/WyJ.x\nNot mine",
            "Fertig Am 24.11.2026 schrieb Bywhen: Open my page:",
        ),
        ("Not this week: https://b.example/x/pause/WyJ.x", "Not this week:"),
        ("It stands at https://meadow.example/into/it", "It stands at https://meadow.example/into/it"),
        ("x" * 1000, "x" * 1000),
        ("x" * 1001, f"{'x' * 999}…"),
    ],
)
def test_own_words(text: str, words: str) -> None:
    assert own_words(text) == words
