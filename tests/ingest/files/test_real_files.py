"""The real conversations, read whole, with exact counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.errors import RecordError
from ingest.files.registry import discover, reader_for
from ingest.item import Interaction, Profile, Role
from ingest.retry import parse_reject
from tests.ingest.files.reading import items, read, rejects


def test_every_format_takes_its_rejects_again(shared_data: Path) -> None:
    """The broken row and mail of the real files stay refused, in the words of their first reading."""
    sources = discover([shared_data / "twcs_sample", shared_data / "mbox_3gpp"])
    bad = [reject for path in sources for reject in rejects(read(reader_for(path, None), path))]
    assert len(bad) == 2
    for reject in bad:
        with pytest.raises(RecordError) as caught:
            parse_reject(reject)
        assert caught.value.reason.split(":")[0] == reject.reason.split(":")[0]


def test_twcs_is_read_whole(shared_data: Path) -> None:
    (path,) = discover([shared_data / "twcs_sample"])
    found = read(reader_for(path, None), path)
    tweets = items(found)
    known = {tweet.uid for tweet in tweets}
    assert (len(found), len(tweets)) == (5_001, 5_000)
    assert sum(tweet.in_reply_to is not None for tweet in tweets) == 3_694
    assert sum(tweet.in_reply_to in known for tweet in tweets) == 3_688
    authors = {tweet.author for tweet in tweets if tweet.author is not None}
    assert len({author.native_id for author in authors}) == 1_519
    assert sum(author.role is Role.STAFF for author in authors) > 40


def test_the_stack_exchange_dump_is_read_whole(shared_data: Path) -> None:
    path = shared_data / "stackexchange_quantum_2018"
    found = read(reader_for(path, None), path)
    said = items(found)
    known = {item.uid for item in said}
    assert sum(isinstance(one.value, Profile) for one in found) == 3_461
    assert sum(item.uid.rsplit(":", 1)[1].startswith("c") for item in said) == 3_413
    votes = Counter(one.value.value for one in found if isinstance(one.value, Interaction))
    assert votes == {"favourite": 710, "accepted": 389, "bounty": 22}
    addressing = [item for item in said if "@" in item.text and item.uid.rsplit(":", 1)[1].startswith("c")]
    assert (len(addressing), sum(bool(item.recipients) for item in addressing)) == (1_190, 1_083)
    assert all(item.in_reply_to in known for item in said if item.in_reply_to is not None)
    assert not rejects(found)
    half = found[len(found) // 2]
    rest = read(reader_for(path, None), path, after=half.cursor)
    assert [one.value for one in rest] == [one.value for one in found[len(found) // 2 + 1 :]]


def test_the_mailing_lists_are_read_whole(shared_data: Path) -> None:
    found = [
        one for path in discover([shared_data / "mbox_3gpp"]) for one in read(reader_for(path, None), path)
    ]
    mails = items(found)
    assert (len(found), len(rejects(found))) == (109, 1)
    assert sum(mail.in_reply_to is not None for mail in mails) == 44
    assert all(mail.author is not None and "@" in mail.author.native_id for mail in mails)
    assert not any(" " in mail.author.native_id for mail in mails if mail.author is not None)
