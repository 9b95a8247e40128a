"""Rows of a Stack Exchange dump that people really leave: mentions, deleted users, broken rows."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.files.registry import discover, reader_for
from ingest.files.stackexchange import StackExchangeReader
from ingest.item import Author, Interaction, Item, ItemKind, Profile, Recipient
from ingest.records import ReadOptions, Record, Reject, Value

DATE = 'CreationDate="2018-03-12T17:00:45.567"'
USERS = f"""\ufeff<?xml version="1.0" encoding="utf-8"?>
<users>
  <row Id="-1" {DATE} DisplayName="Community" />
  <row Id="1" {DATE} DisplayName="Mira Mint" AboutMe="&lt;p&gt;I &amp;amp; tea&lt;/p&gt;&#xD;&#xA;" WebsiteUrl="https://mira.example" />
  <row Id="2" {DATE} DisplayName="Tom" />
  <row Id="3" {DATE} DisplayName="Tomasz" />
  <row Id="4" {DATE} DisplayName="Tom" />
</users>"""
POSTS = f"""<posts>
  <row Id="10" PostTypeId="1" AcceptedAnswerId="11" {DATE} OwnerUserId="1" Title="Why?" Tags="&lt;tea&gt;&lt;milk&gt;" Body="&lt;p&gt;a&lt;/p&gt;" Score="-2" ViewCount="5" />
  <row Id="11" PostTypeId="2" ParentId="10" {DATE} OwnerUserId="2" Body="b" />
  <row Id="12" PostTypeId="2" ParentId="10" {DATE} OwnerDisplayName="user9" Body="c" />
  <row Id="13" PostTypeId="2" ParentId="10" {DATE} Body="d" />
  <row Id="14" PostTypeId="5" {DATE} Body="wiki" />
</posts>"""


def comment(number: int, text: str, user: str | None = "1", post: int = 11) -> str:
    who = f'UserId="{user}"' if user else ""
    return f'  <row Id="{number}" PostId="{post}" {DATE} {who} Text="{text}" />\n'


def dump(folder: Path, **parts: str) -> Path:
    folder.mkdir()
    for name, text in ({"Users": USERS, "Posts": POSTS} | parts).items():
        (folder / f"{name}.xml.gz").write_bytes(gzip.compress(text.encode()))
    return folder


def read(path: Path, after: str | None = None) -> list[Record]:
    return list(StackExchangeReader().read(path, ReadOptions(), after))


def values(path: Path) -> list[Value]:
    return [one.value for one in read(path)]


def items(path: Path) -> dict[str, Item]:
    return {value.uid.split(":")[2]: value for value in values(path) if isinstance(value, Item)}


def test_people_have_profiles_and_no_handles(tmp_path: Path) -> None:
    profiles = [value for value in values(dump(tmp_path / "tea")) if isinstance(value, Profile)]
    mira = Author("1", display_name="Mira Mint", bio="I & tea", links=("https://mira.example",))
    assert profiles[1].author == mira
    assert profiles[0].author.is_bot
    assert {profile.author.handle for profile in profiles} == {None}
    assert {profile.place for profile in profiles} == {"stackexchange:tea"}


def test_questions_and_answers_are_a_thread(tmp_path: Path) -> None:
    found = items(dump(tmp_path / "tea"))
    assert set(found) == {"10", "11", "12", "13"}
    question, answer = found["10"], found["11"]
    assert (question.kind, question.title, question.tags) == (ItemKind.POST, "Why?", ("tea", "milk"))
    assert (question.metrics.score, question.metrics.views, question.metrics.likes) == (-2, 5, None)
    assert answer.in_reply_to == answer.thread_root == question.uid
    assert found["12"].author == Author("name-user9", display_name="user9")
    assert found["13"].author is None


@pytest.mark.parametrize(
    ("texts", "meant", "shown"),
    [
        (["@Tom thanks"], "2", "@Tom"),
        (["so @tom's idea"], "2", "@tom"),
        (["@MiraMint: why?"], None, ""),
        (["@Nobody hi"], None, ""),
        (["mail me at a@Tom.example"], None, ""),
        (["@ hm"], None, ""),
    ],
)
def test_an_at_name_means_someone_with_a_part_in_the_post(
    tmp_path: Path, texts: list[str], meant: str | None, shown: str
) -> None:
    rows = "".join(comment(number, text) for number, text in enumerate(texts, start=1))
    said = items(dump(tmp_path / "tea", Comments=f"<comments>\n{rows}</comments>"))["c1"]
    assert said.in_reply_to == "stackexchange:tea:11"
    assert said.recipients == (() if meant is None else (Recipient(meant),))
    assert [said.text[mention.start : mention.end] for mention in said.mentions] == ([shown] if meant else [])


def test_of_two_with_one_name_the_last_to_speak_is_meant(tmp_path: Path) -> None:
    rows = comment(1, "hm", "4") + comment(2, "@Tom which?") + comment(3, "@Toma", "1") + comment(4, "x", "3")
    rows += comment(5, "@Toma you", None) + comment(6, "@To", "1")
    found = items(dump(tmp_path / "tea", Comments=f"<comments>\n{rows}</comments>"))
    assert found["c2"].recipients == (Recipient("4"),)
    assert found["c3"].recipients == ()
    assert found["c5"].recipients == (Recipient("3"),)
    assert found["c6"].recipients == ()


def test_only_votes_whose_voter_is_known_are_read(tmp_path: Path) -> None:
    votes = [
        (1, 1, 11, ""),
        (2, 2, 10, ""),
        (3, 5, 10, 'UserId="3"'),
        (4, 8, 10, 'UserId="2"'),
        (5, 1, 99, ""),
    ]
    rows = "".join(
        f'<row Id="{number}" PostId="{post}" VoteTypeId="{kind}" {DATE} {who}/>\n'
        for number, kind, post, who in votes
    )
    found = [value for value in values(dump(tmp_path / "tea", Votes=rows)) if isinstance(value, Interaction)]
    assert [(vote.actor.native_id, vote.target.split(":")[2], vote.value) for vote in found] == [
        ("1", "11", "accepted"),
        ("3", "10", "favourite"),
        ("2", "10", "bounty"),
    ]


def test_every_cursor_of_a_dump_goes_on_with_the_same_mentions(tmp_path: Path) -> None:
    rows = comment(1, "@Tom hi") + comment(2, "@Mira hi", "2") + "<row Id=>\n" + comment(4, "@Mira hi", "3")
    path = dump(tmp_path / "tea", Comments=f"<comments>\n{rows}</comments>")
    whole = read(path)
    for number, one in enumerate(whole, start=1):
        assert read(path, one.cursor) == whole[number:]


def test_one_file_of_a_dump_can_be_read_alone(tmp_path: Path) -> None:
    path = dump(tmp_path / "tea", Comments=comment(1, "hi")) / "Comments.xml.gz"
    assert reader_for(path, None).name == "stackexchange"
    assert [value.uid for value in values(path) if isinstance(value, Item)] == ["stackexchange:tea:c1"]
    assert discover([tmp_path]) == [tmp_path / "tea"]


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0"?><!DOCTYPE posts []>',
        "\ufeff<!DOCTYPE posts []>",
        '<!ENTITY a "b"><row Id="1" />',
    ],
)
def test_a_document_type_is_refused_wherever_it_hides(tmp_path: Path, head: str) -> None:
    with pytest.raises(SourceError, match="document type"):
        read(dump(tmp_path / "tea", Posts=f"{head}\n<posts>\n</posts>"))


def test_entities_that_nobody_declared_are_set_aside(tmp_path: Path) -> None:
    (bad,) = [
        value
        for value in values(dump(tmp_path / "tea", Comments=comment(1, "&boom;")))
        if isinstance(value, Reject)
    ]
    assert "not XML" in bad.reason
    assert bad.position == "line 1 of Comments.xml.gz"


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "tea"
    folder.mkdir()
    (folder / "Posts.xml").write_bytes(POSTS.encode("utf-16"))
    with pytest.raises(SourceError, match="not UTF-8"):
        read(folder)


def test_a_file_of_another_name_is_no_part_of_a_dump(tmp_path: Path) -> None:
    (tmp_path / "Badges.xml").write_text("<badges/>")
    with pytest.raises(SourceError, match="holds no part of a dump"):
        read(tmp_path / "Badges.xml")


def test_a_cut_file_says_so_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = dump(tmp_path / "tea", Comments=comment(1, "hi"))
    packed = gzip.compress(USERS.encode())
    (path / "Users.xml.gz").write_bytes(packed[:-8])
    found = values(path)
    assert any(isinstance(value, Reject) and "its end is missing" in value.reason for value in found)
    assert any(isinstance(value, Item) and value.uid.endswith(":c1") for value in found)


def test_a_row_without_what_it_needs_is_set_aside(tmp_path: Path) -> None:
    rows = f'<row PostId="1" {DATE} Text="x" />\n<row Id="1" {DATE} />\n<row Id="2" PostId="1" Text="x" />\n'
    bad = [value for value in values(dump(tmp_path / "tea", Comments=rows)) if isinstance(value, Reject)]
    assert [reject.reason for reject in bad] == [
        "The row has no Id.",
        "The row has no PostId.",
        "The row has no CreationDate.",
    ]
