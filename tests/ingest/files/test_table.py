"""Tables as spreadsheets, data frames and other people's tools write them."""

from __future__ import annotations

import datetime as dt
import gzip
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.errors import SourceError
from ingest.files.table import CELL_LIMIT, CsvReader, ParquetReader
from ingest.item import Author, Item, ItemMention, Metrics, Recipient, Role
from ingest.records import ReadOptions, Record, Reject

HEAD = "uid,text,created_at"
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
TWCS = ",tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
TIME = "Tue Oct 31 22:10:47 +0000 2017"


def table(folder: Path, text: str | bytes, name: str = "shop.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(path: Path, *columns: tuple[str, str], after: str | None = None) -> list[Record]:
    reader = ParquetReader() if path.suffix == ".parquet" else CsvReader()
    return list(reader.read(path, ReadOptions(columns=columns), after))


def items(records: list[Record]) -> list[Item]:
    return [one.value for one in records if isinstance(one.value, Item)]


def rejects(records: list[Record]) -> list[Reject]:
    return [one.value for one in records if isinstance(one.value, Reject)]


@pytest.mark.parametrize("mark", [";", "\t", "|", ","])
def test_the_header_tells_the_separator(tmp_path: Path, mark: str) -> None:
    path = table(tmp_path, f"{HEAD}\n1,a,2026-03-01T12:00:00Z\n".replace(",", mark))
    assert [(item.uid, item.created_at) for item in items(read(path))] == [("table:shop:1", NOON)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_spreadsheets_are_read(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, f'{HEAD}\r\n1,"é\r\nü",2026-03-01\r\n'.encode(encoding))
    assert [item.text for item in items(read(path))] == ["é\r\nü"]


def test_a_row_in_another_encoding_is_set_aside(tmp_path: Path) -> None:
    path = table(tmp_path, f"{HEAD}\n1,caf".encode() + b"\xe9,2026-03-01\n2,b,2026-03-01\n")
    found = read(path)
    (bad,) = rejects(found)
    assert "no UTF-8" in bad.reason
    assert "caf\\xe9" in bad.raw
    assert [item.uid for item in items(found)] == ["table:shop:2"]


def test_wide_text_that_is_cut_says_so(tmp_path: Path) -> None:
    path = table(tmp_path, f"{HEAD}\n1,a,2026-03-01\n".encode("utf-16")[:-1])
    assert "cannot be read" in rejects(read(path))[-1].reason


def test_an_open_quote_does_not_swallow_the_file(tmp_path: Path) -> None:
    rest = "x,y,2026-03-01\n" * (CELL_LIMIT // 14)
    found = read(table(tmp_path, f'{HEAD}\n1,"open,2026-03-01\n{rest}'))
    assert "cannot be split into cells" in rejects(found)[0].reason
    assert len(items(found)) > 1_000


def test_a_packed_table_that_is_cut_gives_what_it_has(tmp_path: Path) -> None:
    packed = gzip.compress(f"{HEAD}\n".encode() + b"1,a,2026-03-01\n" * 20_000)
    found = read(table(tmp_path, packed[:-9], "shop.csv.gz"))
    assert len(items(found)) > 10_000
    assert rejects(found)[0].position == f"after row {len(items(found))}"
    assert rejects(found)[0].raw == ""


def test_cells_become_fields(tmp_path: Path) -> None:
    head = "uid,text,created_at,author.handle,author.is_bot,author.role,recipients,likes,metrics.score,rating,type"
    row = '9,"a, b",1772366400,mira,no,customer,"7 @tom",3,-1,4.5,tweet'
    (item,) = items(read(table(tmp_path, f"{head}\n{row}\n")))
    assert item.author == Author("mira", "mira", is_bot=False, role=Role.CUSTOMER)
    assert item.recipients == (Recipient("7"), Recipient(handle="tom"))
    assert (item.metrics, item.rating, item.created_at) == (Metrics(likes=3, score=-1), 4.5, NOON)


def test_a_field_that_does_not_exist_is_refused_with_the_list(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no field 'txt'\. A column may hold .*author\.id"):
        read(table(tmp_path, f"{HEAD}\n"), ("txt", "text"))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("x", "created_at"),
        ("1,a,soon", "created_at"),
        ("1,a,2026-03-01,z", "more cells"),
        (",a,2026-03-01", "uid"),
    ],
)
def test_a_row_that_makes_no_record_is_set_aside(tmp_path: Path, row: str, says: str) -> None:
    found = read(table(tmp_path, f"{HEAD}\n{row}\n\n2,b,2026-03-01\n"))
    assert says in rejects(found)[0].reason
    assert rejects(found)[0].position == "row 1"
    assert len(items(found)) == 1


def test_an_empty_table_has_no_columns(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no header"):
        read(table(tmp_path, ""))


def test_every_row_can_be_gone_on_from(tmp_path: Path) -> None:
    path = table(tmp_path, f"{HEAD}\n1,a,2026-03-01\n2,b,soon\n3,c,2026-03-01\n")
    whole = read(path)
    for number, one in enumerate(whole, start=1):
        assert read(path, after=one.cursor) == whole[number:]


def test_parquet_values_keep_their_meaning(tmp_path: Path) -> None:
    path = tmp_path / "shop.parquet"
    columns = {
        "uid": [7, 8],
        "text": ["a", "b"],
        "created_at": [NOON.replace(tzinfo=None)] * 2,
        "edited_at": [dt.date(2026, 3, 2), None],
        "in_reply_to": [3.0, float("nan")],
        "tags": [["x", "y"], None],
        "price": [Decimal("1.5"), None],
        "raw": [b"\xff", b""],
    }
    pq.write_table(pa.table(columns), path)
    first, second = items(read(path))
    assert (first.uid, first.created_at, first.in_reply_to) == ("table:shop:7", NOON, "table:shop:3")
    assert (first.edited_at, first.tags) == (dt.datetime(2026, 3, 2, tzinfo=dt.UTC), ("x", "y"))
    assert (second.edited_at, second.in_reply_to, second.tags) == (None, None, ())


def test_parquet_is_gone_on_with_across_batches(tmp_path: Path) -> None:
    path = tmp_path / "shop.parquet"
    count = 3_000
    rows = {"uid": list(range(count)), "text": ["x"] * count, "created_at": [0] * count}
    pq.write_table(pa.table(rows), path, row_group_size=700)
    whole = read(path)
    assert [item.uid for item in items(whole)] == [f"table:shop:{number}" for number in range(count)]
    for place in (0, 1_022, 1_023, 1_024, 2_999):
        assert read(path, after=whole[place].cursor) == whole[place + 1 :]
    assert whole[-1].progress == path.stat().st_size


def test_parquet_that_is_broken_inside_gives_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "shop.parquet"
    count = 5_000
    rows = {"uid": list(range(count)), "text": [f"text {n}" for n in range(count)], "created_at": [0] * count}
    pq.write_table(pa.table(rows), path, row_group_size=1_000)
    data = bytearray(path.read_bytes())
    middle = len(data) * 2 // 3
    data[middle : middle + 2_000] = b"\xff" * 2_000
    path.write_bytes(data)
    found = read(path)
    assert rejects(found)[-1].position.startswith("after row ")
    assert len(items(found)) >= 1_000


def tweet(folder: Path, *rows: str) -> list[Record]:
    return read(table(folder, TWCS + "".join(f"{row}\n" for row in rows)))


def test_a_company_s_tweet_is_its_staff_s(tmp_path: Path) -> None:
    (item,) = items(tweet(tmp_path, f"0,1,SprintCare,False,{TIME},@115712 R&amp;D says hi,2,3.0"))
    assert (item.uid, item.in_reply_to) == ("twitter:twcs:1", "twitter:twcs:3")
    assert item.author == Author("SprintCare", "SprintCare", role=Role.STAFF)
    assert item.text == "@115712 R&D says hi"
    assert item.mentions == (ItemMention(0, 7, native_id="115712"),)
    assert item.created_at == dt.datetime(2017, 10, 31, 22, 10, 47, tzinfo=dt.UTC)


def test_a_tweet_s_zone_counts(tmp_path: Path) -> None:
    east, west = items(
        tweet(tmp_path, *(f"0,1,7,True,Tue Oct 31 22:00:00 {zone} 2017,x,," for zone in ("+0130", "-0130")))
    )
    assert (east.created_at.isoformat(), west.created_at.isoformat()) == (
        "2017-10-31T20:30:00+00:00",
        "2017-10-31T23:30:00+00:00",
    )


def test_a_customer_s_tweet_names_a_company_by_its_handle(tmp_path: Path) -> None:
    (item,) = items(tweet(tmp_path, f"0,2,115712,True,{TIME},hey @sprintcare mail a@b.c,,"))
    assert item.author == Author("115712")
    assert item.in_reply_to is None
    assert item.mentions == (ItemMention(4, 15, handle="sprintcare"),)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (f"0,,1,True,{TIME},x,,", "tweet_id is empty"),
        ("0,1,1,True,2017-10-31,x,,", "not a time like"),
        ("0,1,1,True,Tue Okt 31 22:10:47 +0000 2017,x,,", "not a time like"),
        ("0,1,1,True,Tue Feb 31 22:10:47 +0000 2017,x,,", "not a time like"),
        (f"0,1,,True,{TIME},x,,", "author.id"),
        ("broken text,3398,", "not a time like"),
    ],
)
def test_a_broken_tweet_is_set_aside(tmp_path: Path, row: str, says: str) -> None:
    assert says in rejects(tweet(tmp_path, row))[0].reason
