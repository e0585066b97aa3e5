"""Years that news counts in other calendars: the Buddhist era of Thailand, Iran's Solar Hijri."""

from __future__ import annotations

from datetime import date

#: Digits of other scripts as ASCII ones: Arabic, Persian, Devanagari, Bengali, Thai, full-width.
DIGITS = {
    first + digit: str(digit)
    for first in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10)
    for digit in range(10)
}
#: The months of the Solar Hijri year, the first of which begins with spring.
SOLAR_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "فروردین فروردين", "اردیبهشت ارديبهشت", "خرداد", "تیر تير", "مرداد", "شهریور شهريور",
            "مهر", "آبان", "آذر", "دی دي", "بهمن", "اسفند",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_BUDDHIST_YEARS, _BUDDHIST_AHEAD = range(2480, 2601), 543
_SOLAR_YEARS = range(1200, 1500)
_SOLAR_1403 = date(2024, 3, 20)  # the first day of that year


def common_year(year: int) -> int:
    """The year of the common era; one of the Buddhist era is told by its number."""
    return year - _BUDDHIST_AHEAD if year in _BUDDHIST_YEARS else year


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """The day of a date of the Solar Hijri calendar, None if there is no such day.

    Leap years follow the cycle of 33 years, which agrees with the observed equinox from 1206 to
    1498 (1827 to 2120).
    """
    if year not in _SOLAR_YEARS or not 1 <= month <= 12 or not 1 <= day <= _days_of(year, month):
        return None
    passed = _first_day(year) - _first_day(1403) + _days_before(month) + day - 1
    return date.fromordinal(_SOLAR_1403.toordinal() + passed)


def _days_of(year: int, month: int) -> int:
    if month < 12:
        return 31 if month < 7 else 30
    return _first_day(year + 1) - _first_day(year) - _days_before(12)


def _days_before(month: int) -> int:
    return 31 * (month - 1) if month < 8 else 186 + 30 * (month - 7)


def _first_day(year: int) -> int:
    """The number of a year's first day, counted from some day long ago."""
    cycles, rest = divmod(year + 1595, 33)
    return 365 * (year + 1595) + 8 * cycles + (rest + 3) // 4
