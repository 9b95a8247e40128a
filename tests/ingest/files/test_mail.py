"""What the mail reader makes of what mail programs and archives did to mails."""

from __future__ import annotations

import base64
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.errors import RecordError
from ingest.files.mail import mail_item
from ingest.files.mbox import MAIL_LIMIT, MboxReader
from ingest.item import Item, Lineage, Recipient
from ingest.records import ReadOptions, Reject
from ingest.schema import UNSTORABLE, dump_item, parse_fields

DATE = "Date: Fri, 30 Aug 2019 11:01:54 +0200\n"


def mail(
    headers: str = "", body: str | bytes = "Hello", sender: str = "From: Mira <mira@example.org>\n"
) -> Item:
    data = body if isinstance(body, bytes) else body.encode()
    return mail_item((sender + DATE + headers + "\n").encode() + data, "email:x", Lineage())


@pytest.mark.parametrize(
    ("sender", "name", "address"),
    [
        ("From: Mira Mint <Mira@Example.ORG>", "Mira Mint", "mira@example.org"),
        ("from: mira@example.org", None, "mira@example.org"),
        ("From: =?utf-8?q?Mira_M=C3=BCller?= <m@example.org>", "Mira Müller", "m@example.org"),
        ("From: Mira =?utf-8?b?TcO8bGxlcg==?=     m@example.org", "Mira Müller", "m@example.org"),
        ('From: "Mint, Mira"             mira@example.org', "Mint, Mira", "mira@example.org"),
        ("From: Mira Müller <m@example.org>", "Mira Müller", "m@example.org"),
        ("From: =?utf-8?q?broken <m@example.org>", "=?utf-8?q?broken", "m@example.org"),
        ("From: =?no-such-charset?q?M?= <m@example.org>", "=?no-such-charset?q?M?=", "m@example.org"),
        ("From: undisclosed\nSender: robot@example.org", None, "robot@example.org"),
    ],
)
def test_a_sender_is_known_by_the_address(sender: str, name: str | None, address: str) -> None:
    author = mail(sender=sender + "\n").author
    assert author is not None
    assert (author.display_name, author.native_id, author.email) == (name, address, address)


def test_recipients_are_those_of_to_and_cc_once_each() -> None:
    item = mail(
        "To: Anna <a@example.org>, b@example.org\nCC: A@example.org, Bob <b@example.org>\nBcc: c@example.org\n"
    )
    assert item.recipients == (
        Recipient("a@example.org", None, "Anna"),
        Recipient("b@example.org", None, "Bob"),
    )


@pytest.mark.parametrize(
    ("headers", "parent", "root"),
    [
        ("In-Reply-To: <a@x>\n", "a@x", None),
        ("in-reply-to: a@x\n", "a@x", None),
        ("In-Reply-To: Message of 'Friday' <a@x>\n", "a@x", None),
        ("References: <r@x>\n\t<a@x>\n", "a@x", "r@x"),
        ("References: <r@x> <b@x>\nIn-Reply-To: <a@x>\n", "a@x", "r@x"),
        ("", None, None),
    ],
)
def test_what_a_mail_answers(headers: str, parent: str | None, root: str | None) -> None:
    item = mail(headers)
    assert item.in_reply_to == (None if parent is None else f"email:x:{parent}")
    assert item.thread_root == (None if root is None else f"email:x:{root}")


@pytest.mark.parametrize(
    ("subject", "title"),
    [("'Re: noise'", "Re: noise"), ('He said "no"', 'He said "no"'), ("a\n  b", "a b"), ("", None)],
)
def test_a_subject_loses_folds_and_an_archive_s_quotes(subject: str, title: str | None) -> None:
    assert mail(f"Subject: {subject}\n").title == title


MULTIPART = """Content-Type: multipart/{kind}; boundary="b"

--b
Content-Type: text/html

<p>html &eacute;</p>
--b
Content-Type: text/plain; charset=utf-8
{more}

plain
--b--
"""


def test_plain_text_is_preferred_to_html_unless_it_is_attached() -> None:
    assert mail(MULTIPART.format(kind="alternative", more="X: y")).text == "plain"
    attached = 'Content-Disposition: attachment; filename="a.txt"'
    assert mail(MULTIPART.format(kind="mixed", more=attached)).text == "html é"


@pytest.mark.parametrize(
    ("headers", "body", "text"),
    [
        ("Content-Transfer-Encoding: quoted-printable\n", "a=20b=\nc=C3=A9", "a bcé"),
        ("Content-Transfer-Encoding: base64\n", base64.b64encode("é".encode()), "é"),
        ("Content-Transfer-Encoding: base64\n", "%%%", ""),
        ("Content-Type: text/plain; charset=iso-8859-1\n", b"caf\xe9", "café"),
        ("Content-Type: text/plain; charset=nonsense\n", "é", "é"),
        ("Content-Type: text/plain; charset=utf-8\n", b"caf\xe9", "caf\ufffd"),
        ("", b"a\x00b", "a\ufffdb"),
        ("Content-Type: image/png\n", "data", ""),
    ],
)
def test_encodings_are_undone_and_broken_ones_survived(headers: str, body: str | bytes, text: str) -> None:
    assert mail(headers, body).text == text


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("", "no Date"),
        ("Date: soon\n", "a Date that is none: 'soon'"),
        ("Date: 30 Aug 99999 1:1:1\n", "none"),
    ],
)
def test_a_mail_without_a_date_is_refused(header: str, says: str) -> None:
    with pytest.raises(RecordError, match=says):
        mail_item(f"From: a@example.org\n{header}\nx".encode(), "email:x", Lineage())


def test_a_date_without_a_zone_is_utc() -> None:
    item = mail_item(b"From: a@example.org\nDate: Fri, 30 Aug 2019 12:00:00\n\nx", "email:x", Lineage())
    assert item.created_at == datetime(2019, 8, 30, 12, tzinfo=UTC)


HEADERS = st.sampled_from(
    [
        b"From",
        b"To",
        b"Date",
        b"Subject",
        b"Message-ID",
        b"References",
        b"Content-Type",
        b"Content-Transfer-Encoding",
    ]
)
VALUES = st.binary(max_size=40) | st.sampled_from(
    [
        b"text/plain; charset*=x''%ff",
        b'text/plain; charset="\xff"',
        b"multipart/mixed; boundary=b",
        b"base64",
        b"=?utf-8?b?/w==?=",
        b"=?x-unknown?q?=ff?= <a@b>",
        b"a@b",
        b"Fri, 30 Aug 2019 11:01:54 +0200",
        b"attachment; filename*0*=a''%zz",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(HEADERS, VALUES), max_size=8), st.binary(max_size=200))
@example([(b"From", b"a@b"), (b"Date", b"Fri, 30 Aug 2019 11:01:54 +0200")], b"\xff\x00")
def test_no_bytes_break_the_reader(headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    """A mail is an item that every store can hold and our own format can write, or it is set aside."""
    data = b"".join(b"%b: %b\n" % pair for pair in headers) + b"\n" + body
    try:
        item = mail_item(data, "email:x", Lineage())
    except RecordError:
        return
    assert not UNSTORABLE.search(str(item))
    assert parse_fields(dump_item(item), Lineage()) == item


FROM = "From mira@example.org Thu Aug 26 16:50:29 2021\n"


def read(path: Path) -> list[Item | Reject]:
    return [
        one.value for one in MboxReader().read(path, ReadOptions()) if isinstance(one.value, Item | Reject)
    ]


def test_a_sentence_that_begins_with_from_ends_no_mail(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    text = "Hi\n\nFrom here on it works, since 2021\n\n>From me\n>>From him"
    path.write_text(f"{FROM}From: a@example.org\n{DATE}\n{text}\n\n{FROM}From: b@example.org\n{DATE}\nyes\n")
    first, second = read(path)
    assert isinstance(first, Item)
    assert first.text == "Hi\n\nFrom here on it works, since 2021\n\nFrom me\n>From him"
    assert isinstance(second, Item)


def test_an_eml_is_one_mail_whatever_it_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_text(f"From: a@example.org\n{DATE}\nlook:\n\n{FROM}From: b@example.org\n")
    (item,) = read(path)
    assert isinstance(item, Item)
    assert item.text.endswith("From: b@example.org")


def test_an_attachment_beyond_the_limit_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    headers = 'Content-Type: multipart/mixed; boundary="b"\n'
    parts = (
        "--b\n\nthe text\n--b\nContent-Type: application/zip\n\n"
        + ("x" * 75 + "\n") * (MAIL_LIMIT // 60)
        + "--b--\n"
    )
    path.write_text(
        f"{FROM}From: a@example.org\n{DATE}{headers}\n{parts}\n{FROM}From: b@example.org\n{DATE}\nyes\n"
    )
    first, second = read(path)
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.text, second.text) == ("the text", "yes")


def test_a_packed_mailbox_that_is_cut_gives_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox.gz"
    mails = "".join(f"{FROM}From: a@example.org\n{DATE}\nmail {number}\n\n" for number in range(5_000))
    path.write_bytes(gzip.compress(mails.encode())[:-9])
    found = read(path)
    last = found[-1]
    assert isinstance(last, Reject)
    assert last.position == f"after mail {len(found) - 1}"
    assert len(found) > 4_000


def test_an_mbox_is_known_by_its_first_line_too(tmp_path: Path) -> None:
    path = tmp_path / "INBOX"
    path.write_text(FROM)
    assert MboxReader().recognises(path)
    path.write_text("From: a\n")
    assert not MboxReader().recognises(path)
    assert not MboxReader().recognises(tmp_path)
