"""Every form of time that dialogue archives write."""

import pytest

from vaultkit.frames.dialogues.timestamp import Stamp, date_orders, parse_stamp, time_of

CERTAIN = [
    ("11.05.2025 at 6:11", "2025-05-11T06:11"),
    ("30.06.2025 at 19:08:05", "2025-06-30T19:08:05"),
    ("06/30/2025 at 7:08:05 PM", "2025-06-30T19:08:05"),
    ("30/06/2025 at 19:08:05", "2025-06-30T19:08:05"),
    ("2025/05/11 at 06:11", "2025-05-11T06:11"),
    ("2025-05-11 at 06:11", "2025-05-11T06:11"),
    ("2025-05-11 06:11:20", "2025-05-11T06:11:20"),
    ("2025/05/11 06:11:20", "2025-05-11T06:11:20"),
    ("11.05.2025 06:11:20", "2025-05-11T06:11:20"),
    ("30-06-2025 at 06:11", "2025-06-30T06:11"),
    ("11.05.2025 at 06.11", "2025-05-11T06:11"),
    ("30/06/2025 at 06.11", "2025-06-30T06:11"),
    ("2025.05.11. at 오전 6:11", "2025-05-11T06:11"),
    ("2025.05.11. at 오후 12:05", "2025-05-11T12:05"),
    ("2025.05.11. at 6:11", "2025-05-11T06:11"),
    ("11.05.2025. at 06:11", "2025-05-11T06:11"),
    ("11. 5. 2025. at 6:11", "2025-05-11T06:11"),
    ("11. 05. 2025 at 6:11", "2025-05-11T06:11"),
    ("30/06/2025 at 6:11 ΜΜ", "2025-06-30T18:11"),
    ("٣٠\u200f/٠٦\u200f/٢٠٢٥ at ٠٦:١١", "2025-06-30T06:11"),
    ("۳۰/۰۶/۲۰۲۵ at ۱۹:۰۸:۰۵", "2025-06-30T19:08:05"),
    ("३०/०६/२०२५ at रात ११:०५", "2025-06-30T23:05"),
    ("३०/०६/२०२५ at दोपहर १:०५", "2025-06-30T13:05"),
    ("৩০/০৬/২০২৫ at সকাল ৬:১১", "2025-06-30T06:11"),
    ("06/30/2025, 12:46:23\u202fAM", "2025-06-30T00:46:23"),
    ("11.05.2025, 06:11:00", "2025-05-11T06:11:00"),
    ("2026-03-19 | 23:03", "2026-03-19T23:03"),
    ("2025-05-11", "2025-05-11"),
]


@pytest.mark.parametrize(("raw", "iso"), CERTAIN)
def test_a_stamp_that_can_be_told(raw: str, iso: str) -> None:
    time = time_of(stamp_of(raw), {})
    assert time is not None
    assert (time.iso, time.ambiguous) == (iso, False)
    assert time.precision == ("day", "minute", "second")[iso.count(":")]


@pytest.mark.parametrize(
    ("raw", "zone"),
    [("2026-03-23T21-37-57+0800", "+0800"), ("2025-07-28T05:46:22.000Z", "Z")],
)
def test_a_zone_is_kept_where_it_is_written(raw: str, zone: str) -> None:
    time = time_of(stamp_of(raw), {})
    assert time is not None
    assert time.zone == zone


@pytest.mark.parametrize(
    ("raw", "guess"),
    [("05/07/2025 at 1:32 AM", "2025-05-07T01:32"), ("05/07/2025 at 13:32", "2025-07-05T13:32")],
)
def test_an_ambiguous_stamp_takes_the_usual_order_and_says_so(raw: str, guess: str) -> None:
    time = time_of(stamp_of(raw), {})
    assert time is not None
    assert (time.iso, time.ambiguous) == (guess, True)


def test_other_stamps_of_the_shape_decide() -> None:
    orders = date_orders(map(stamp_of, ["25/12/2025 at 1:32 AM", "05/07/2025 at 1:32 AM"]))
    time = time_of(stamp_of("05/07/2025 at 1:32 AM"), orders)
    assert time is not None
    assert (time.iso, time.ambiguous) == ("2025-07-05T01:32", False)


def test_stamps_of_another_shape_decide_nothing() -> None:
    orders = date_orders([stamp_of("25/12/2025 at 13:32")])
    time = time_of(stamp_of("05/07/2025 at 1:32 AM"), orders)
    assert time is not None
    assert time.ambiguous


def test_a_time_said_elsewhere_in_the_archive_decides() -> None:
    near = ("2025-03-12T05:46:22.000Z",)
    time = time_of(stamp_of("12/03/2025 at 12:46:22 AM"), {}, near)
    assert time is not None
    assert (time.iso, time.ambiguous) == ("2025-03-12T00:46:22", False)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "Unknown time",
        "yesterday",
        "31.02.2025 at 6:11",
        "11.05.2025 at 26:11",
        "1.2.3",
        "9" * 99,
        "13/13/2025 at 6:11",
        "11.05.2025 at noonish 6:11",
        "11.05.2568 at 6:11",
    ],
)
def test_what_is_no_time_stays_raw(raw: str) -> None:
    assert parse_stamp(raw) is None


def stamp_of(raw: str) -> Stamp:
    stamp = parse_stamp(raw)
    assert stamp is not None, raw
    return stamp
