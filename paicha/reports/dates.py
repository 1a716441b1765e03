"""Dates and periods in words, as reports write them."""

from datetime import date, timedelta

from paicha.documents.document import Language


def day(when: date, language: Language) -> str:
    """A date: 2024年3月1日, 1 March 2024."""
    return f"{when.year}年{when.month}月{when.day}日" if language == "zh" else f"{when.day} {when:%B} {when.year}"


def span(since: date, until: date, language: Language) -> str:
    """A period by its first and last day."""
    joined = "至" if language == "zh" else " to "
    return f"{day(since, language)}{joined}{day(until, language)}"


def shortest(since: date, until: date, language: Language) -> str:
    """A period as short as it can be said: a year, whole months, or days."""
    if since.day != 1 or (until + timedelta(days=1)).day != 1:
        return span(since, until, language)
    one_year = since.year == until.year
    if one_year and since.month == until.month:
        return f"{since.year}年{since.month}月" if language == "zh" else f"{since:%B} {since.year}"
    if language == "zh":
        if one_year and (since.month, until.month) == (1, 12):
            return f"{since.year}年"
        return f"{since.year}年{since.month}月至{'' if one_year else f'{until.year}年'}{until.month}月"
    return f"{since:%B}{'' if one_year else f' {since.year}'} to {until:%B} {until.year}"
