"""The time at the head of a message: every form that archives write, raw to ISO 8601.

Day and month can be told apart by the separator (dots: day first, in every locale that writes
them), by a number over 12, by other stamps of the same shape (`date_orders`), or not at all: then
the usual order of the shape is taken and the stamp is marked ambiguous.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

_FOLD = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200e": None, "\u200f": None, "\u061c": None}
)
_DATE = re.compile(r"(\d{1,4})([./-]) ?(\d{1,2})\2 ?(\d{1,4})\.?(?!\d)")
_HAN_DATE = re.compile(r"(\d{4})年 ?(\d{1,2})月 ?(\d{1,2})日")
_JOINT = re.compile(r",? at |, ?| \| |T| ", re.IGNORECASE)
_TIME = re.compile(
    r"(?:([^\d:]{1,24}?) ?)?(\d{1,2})([:.-])(\d{2})(?:\3(\d{2}))?(?:\.\d{1,9})?"
    r" ?(Z|UTC|[+-]\d{2}:?\d{2})?(?: ?([^\d:+]{1,24}))?"
)

_AFTERNOON = 12
# The parts of the day that moment's locales write before or after a 12-hour time, and the hour
# from which (or below which) 12 are to be added; facts of moment 2.29.4.
_DAY_PARTS: Mapping[str, range] = {
    **dict.fromkeys(("am", "a.m.", "πμ", "π.μ.", "오전", "上午", "午前", "ص", "පෙ.ව."), range(0)),
    **dict.fromkeys(("pm", "p.m.", "μμ", "μ.μ.", "오후", "下午", "午後", "م", "ප.ව."), range(12)),
    **dict.fromkeys(("सुबह", "सकाळी", "पहाटे", "সকাল", "ভোর", "बिहान", "સવાર", "ਸਵੇਰ"), range(0)),
    **dict.fromkeys(("ఉదయం", "ಬೆಳಿಗ್ಗೆ", "രാവിലെ"), range(0)),
    **dict.fromkeys(("शाम", "सायंकाळी", "বিকাল", "সন্ধ্যা"), range(12)),
    **dict.fromkeys(("साँझ", "સાંજ", "ਸ਼ਾਮ", "సాయంత్రం", "ಸಂಜೆ", "വൈകുന്നേരം", "रात्री"), range(12)),
    **dict.fromkeys(("रात", "রাত", "राति", "રાત", "ਰਾਤ", "రాత్రి", "ರಾತ್ರಿ", "രാത്രി"), range(4, 12)),
    **dict.fromkeys(("दोपहर", "दिउँसो", "બપોર", "ਦੁਪਹਿਰ", "మధ్యాహ్నం", "ಮಧ್ಯಾಹ್ನ"), range(10)),
    **dict.fromkeys(("दुपारी", "ഉച്ച കഴിഞ്ഞ്"), range(12)),
    "দুপুর": range(3),
}

DateOrders = Mapping[str, str]
"""Shape of a date (`Stamp.shape`) to ``DMY`` or ``MDY``."""

_USUAL: DateOrders = {"/12": "MDY", "-12": "MDY"}
_NONE: DateOrders = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time as written, its numbers not yet put in order."""

    numbers: tuple[int, int, int]
    separator: str
    clock: str = ""
    """``HH:MM`` or ``HH:MM:SS``, or empty where only a day is written."""

    twelve: bool = False
    """Whether the time is written with a part of the day."""

    zone: str | None = None
    form: str = ""
    """Format of what follows the date: `` at H:mm``."""

    @property
    def year_first(self) -> bool:
        """Whether the year stands first, and so the month second."""
        return self.numbers[0] > 31

    @property
    def shape(self) -> str:
        """What stamps of one archive and language share: the separator and the clock."""
        return f"{self.separator}{12 if self.twelve else 24}"

    @property
    def certain_order(self) -> str | None:
        """The order of day, month and year, where the stamp alone tells it."""
        first, second, _ = self.numbers
        if self.year_first:
            return "YMD"
        if self.separator == "." or first > 12 or first == second:
            return "DMY"
        return "MDY" if second > 12 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A stamp that has been understood."""

    iso: str
    """``2025-05-11``, ``2025-05-11T06:11`` or with seconds: local time, as precise as written."""

    precision: str
    """day, minute or second."""

    format: str
    ambiguous: bool = False
    zone: str | None = None


def parse_stamp(raw: str) -> Stamp | None:
    """Read the numbers of *raw*; None where it is not a date with an optional time.

    >>> parse_stamp("11.05.2025 at 6:11").clock
    '06:11'
    """
    text = raw.translate(_FOLD).strip()
    found = _DATE.match(text) or _HAN_DATE.match(text)
    if found is None or len(text) > 80:
        return None
    han = found.re is _HAN_DATE
    parts = found.groups() if han else (found[1], found[3], found[4])
    numbers = (int(parts[0]), int(parts[1]), int(parts[2]))
    separator = "-" if han else found[2]
    rest = text[found.end() :]
    if not rest:
        return _sound(Stamp(numbers=numbers, separator=separator))
    joint = _JOINT.match(rest)
    time = _TIME.fullmatch(rest[joint.end() :].strip()) if joint else None
    if joint is None or time is None:
        return None
    return _with_time(numbers, separator, joint[0], time)


def _with_time(
    numbers: tuple[int, int, int], separator: str, joint: str, time: re.Match[str]
) -> Stamp | None:
    before, hours, point, minutes, seconds, zone, after = time.groups()
    hour, part = int(hours), (before or after or "").strip().lower()
    if part and part not in _DAY_PARTS:
        return None
    if part:
        hour = hour % 12 + (_AFTERNOON if hour % 12 in _DAY_PARTS[part] else 0)
    if hour > 23 or int(minutes) > 59 or int(seconds or 0) > 59:
        return None
    clock = f"{hour:02}:{int(minutes):02}" + (f":{int(seconds):02}" if seconds else "")
    form = ("h" if part else "H" * len(hours)) + point + "mm" + (f"{point}ss" if seconds else "")
    form = f"A {form}" if before else f"{form} A" if part else form
    return _sound(
        Stamp(
            numbers=numbers,
            separator=separator,
            clock=clock,
            twelve=bool(part),
            zone=zone,
            form=joint + form,
        )
    )


def _sound(stamp: Stamp) -> Stamp | None:
    orders = (stamp.certain_order,) if stamp.certain_order else ("DMY", "MDY")
    return stamp if any(_day(stamp, order) for order in orders) else None


def date_orders(stamps: Iterable[Stamp]) -> DateOrders:
    """Decide per shape whether day or month stands first, from all the stamps of a vault.

    The larger number of certain stamps of the shape decides; shapes without any are left out.
    """
    votes: dict[str, Counter[str]] = {}
    for stamp in stamps:
        order = stamp.certain_order
        if order in ("DMY", "MDY") and stamp.separator != "." and len(set(stamp.numbers)) == 3:
            votes.setdefault(stamp.shape, Counter())[order] += 1
    return {
        shape: "DMY" if count["DMY"] > count["MDY"] else "MDY"
        for shape, count in votes.items()
        if count["DMY"] != count["MDY"]
    }


def time_of(
    stamp: Stamp, orders: DateOrders, near: Iterable[str] = (), usual: DateOrders = _NONE
) -> Time | None:
    """Return the time that *stamp* means.

    Args:
        stamp: As `parse_stamp` gives it.
        orders: What the other stamps decided (`date_orders`).
        near: ISO times that the archive says elsewhere, unambiguous (``create_time``); the order
            that falls within two days of one of them is right.
        usual: Order for a shape where nothing tells; the time is then ambiguous.
    """
    known = stamp.certain_order or _nearer(stamp, near) or orders.get(stamp.shape)
    order = known or usual.get(stamp.shape) or _USUAL.get(stamp.shape, "DMY")
    day = _day(stamp, order)
    if day is None:
        return None
    return Time(
        iso=f"{day.isoformat()}T{stamp.clock}" if stamp.clock else day.isoformat(),
        precision=("day", "minute", "second")[stamp.clock.count(":")],
        format=_date_format(stamp, order) + stamp.form,
        ambiguous=known is None,
        zone=stamp.zone,
    )


def _date_format(stamp: Stamp, order: str) -> str:
    letters = {"D": "D", "M": "M", "Y": "YYYY"}
    if stamp.year_first:
        letters = {"D": "DD", "M": "MM", "Y": "YYYY"}
    return stamp.separator.join(letters[part] for part in order)


def _day(stamp: Stamp, order: str) -> date | None:
    values = dict(zip(order, stamp.numbers, strict=True))
    year = values["Y"] + 2000 if 20 <= values["Y"] < 100 else values["Y"]
    if not 1990 <= year <= 2199:
        return None
    try:
        return date(year, values["M"], values["D"])
    except ValueError:
        return None


def _nearer(stamp: Stamp, near: Iterable[str]) -> str | None:
    known = [parsed for text in near if (parsed := _iso_day(text))]
    fitting = {
        order
        for order in ("DMY", "MDY")
        if (day := _day(stamp, order)) and any(abs((day - other).days) <= 2 for other in known)
    }
    return fitting.pop() if len(fitting) == 1 else None


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
