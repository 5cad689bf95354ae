"""A date in words or numbers is read only when one thing can be meant."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.story import EdtfDate
from waybill.story.reading.suggest.dates import reading as dates
from waybill.story.reading.suggest.dates import style as date_style

ONE_DATE = {
    "2023-9-7": "2023-09-07",
    "2023-9-7?": "2023-09-07?",
    "2023/09/12": "2023-09-12",
    "2023.09.07": "2023-09-07",
    "20230912": "2023-09-12",
    "13/09/2023": "2023-09-13",
    "09/13/2023": "2023-09-13",
    "12.09.2023": "2023-09-12",
    "3. 9. 2023": "2023-09-03",
    "2023-13-01": "2023-01-13",
    "2023–09–07": "2023-09-07",
    "٢٠٢٣-٠٩-٠٧": "2023-09-07",
    "2023-9": "2023-09",
    "9/2023": "2023-09",
    "2023-09-XX": "2023-09-XX",
    "12 September 2023": "2023-09-12",
    "the 12th of September, 2023": "2023-09-12",
    "Sept 12, 2023": "2023-09-12",
    "07-SEP-2023": "2023-09-07",
    "2023-Sep-07": "2023-09-07",
    "Thu 7 Sept 2023": "2023-09-07",
    "Oct 2023": "2023-10",
    "circa 2023": "2023~",
    "c. 2023": "2023~",
    "circa September 2023": "2023-09~",
    "~2023-09": "2023-09~",
    "probably Sept 2023": "2023-09?",
    "Sept 2023 (?)": "2023-09?",
    "perhaps about 2023": "2023%",
    "45181": "2023-09-12",
    "2023-W36-4": "2023-09-07",
    # Other languages
    "7 septembre 2023": "2023-09-07",
    "le 1er août 2023": "2023-08-01",
    "1. März 2023": "2023-03-01",
    "7 de septiembre de 2023": "2023-09-07",
    "7 settembre 2023": "2023-09-07",
    "1º de setembro de 2023": "2023-09-01",
    "сентябрь 2023": "2023-09",
    "9 мая 1945 года": "1945-05-09",
    "24 серпня 1991 р.": "1991-08-24",
    "7 listopada 2023": None,  # November in Poland, October in Croatia
    "7 września 2023": "2023-09-07",
    "12 Ağustos 2023": "2023-08-12",
    "Şubat 2023": "2023-02",
    "2023年9月7日": "2023-09-07",
    "2023년 9월": "2023-09",
    # Times of day
    "2023-09-12T10:00": "2023-09-12",
    "2023-09-07T23:30:00Z": "2023-09-07",
    "2023-09-08T08:30:00+09:00": "2023-09-08",
    "2019-02-22 18:00:16.000 Asia/Vladivostok": "2019-02-22",
    "07.09.2023 23:30": "2023-09-07",
    "2023-09-07 11:30 PM": "2023-09-07",
    "Thu Sep 07 2023 23:30:00 GMT+0300": "2023-09-07",
    # Nothing that can be known
    "someday": None,
    "": None,
    "2023-02-30": None,
    "31 September 2023": None,
    "Wed 7 Sept 2023": None,
    "12/09/2023": None,
    "07-09-2023": None,
    "Sept 7": None,
    "07-SEP-23": None,
    "07.09.23": None,
    "2011/12": None,
    "2023/24": None,
    "2023.1": None,
    "early September 2023": None,
    "mid-2023": None,
    "before 2023-09": None,
    "2023?-09": None,
    "autumn 2023": "2023-23",
    "7/8 Sept 2023": None,
    "7, 8 and 9 Sept 2023": None,
    "1920s": "192X",
    "218 BC": "-0217",
    "AD 79": "0079",
    "yesterday": None,
    "Tishrei 5784": None,
    "1694129400": None,
    "unknown": None,
    "TBD": None,
}


@pytest.mark.parametrize(("written", "meant"), ONE_DATE.items())
def test_the_date_that_was_meant(written: str, meant: str | None) -> None:
    reading = dates.read(written)
    assert (reading.start or None, reading.end) == (meant, "")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2023-09-07/2023-10-01", "2023-09-07", "2023-10-01"),
        ("2023-09-07 to 2023-10-01", "2023-09-07", "2023-10-01"),
        ("2023-09-07 - 2023-10-01", "2023-09-07", "2023-10-01"),
        ("7–12 Sept 2023", "2023-09-07", "2023-09-12"),
        ("7 to 12 September 2023", "2023-09-07", "2023-09-12"),
        ("from 7 to 12 Sept 2023", "2023-09-07", "2023-09-12"),
        ("Sept 7-12, 2023", "2023-09-07", "2023-09-12"),
        ("Sept–Oct 2023", "2023-09", "2023-10"),
        ("30 Dec 2022 – 2 Jan 2023", "2022-12-30", "2023-01-02"),
        ("28 Dec - 3 Jan 2023", "2022-12-28", "2023-01-03"),
        ("2022–2023", "2022", "2023"),
        ("circa 7-12 Sept 2023", "2023-09-07~", "2023-09-12~"),
        ("du 7 au 12 septembre 2023", "2023-09-07", "2023-09-12"),
        ("vom 7. bis 12. September 2023", "2023-09-07", "2023-09-12"),
        ("с 7 по 12 сентября 2023", "2023-09-07", "2023-09-12"),
        ("07.09.-12.09.2023", "2023-09-07", "2023-09-12"),
        ("Q3 2023", "2023-07", "2023-09"),
        ("2023-Q3", "2023-07", "2023-09"),
        ("H1 2023", "2023-01", "2023-06"),
        ("2023-W36", "2023-09-04", "2023-09-10"),
        ("2023-09-1X", "2023-09-10", "2023-09-19"),
    ],
)
def test_a_stretch_of_time_has_two_dates(written: str, start: str, end: str) -> None:
    reading = dates.read(written)
    assert (reading.start, reading.end) == (start, end)


@pytest.mark.parametrize(
    ("written", "remark"),
    [
        ("12/09/2023", "could be 2023-09-12 or 2023-12-09"),
        ("9/7/2023 23:30", "could be 2023-07-09 or 2023-09-07"),
        ("2011/12", "could be 2011-12 or the years 2011 to 2012"),
        ("5 listopada 2023", "could be 2023-11-05 or 2023-10-05: the month has two names"),
        ("Sept 7", "has no year of four digits"),
        ("early 2023", "has no form for 'early': 2023 would say the whole of it"),
        ("Wed 7 Sept 2023", "names a day of the week that 2023-09-07 was not"),
        ("n/a", "says that no date is stated"),
    ],
)
def test_what_cannot_be_known_is_said(written: str, remark: str) -> None:
    assert dates.read(written).remark == remark


US = ["11/24/1944", "12/3/1944", "3/9/1945", "3/10/45", "Mar 10 1945"]
EUROPEAN = ["24/11/1944", "3/12/1944", "9.3.1945", "10/3/45"]


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        (US, ["1944-11-24", "1944-12-03", "1945-03-09", "1945-03-10", "1945-03-10"]),
        (EUROPEAN, ["1944-11-24", "1944-12-03", "1945-03-09", "1945-03-10"]),
        (["3/9/1945", "12/3/1944"], ["", ""]),
        (["11/24/1944", "24/11/1944", "3/9/1945"], ["1944-11-24", "1944-11-24", ""]),
        (["3/9/45", "11/24/44"], ["", ""]),
    ],
    ids=["month first", "day first", "no cell tells", "cells contradict", "no century"],
)
def test_day_and_month_are_told_apart_once_for_a_column(
    column: list[str], meant: list[str]
) -> None:
    style = date_style.judge(column)
    assert [dates.read(cell, style).start for cell in column] == meant


LANGUAGES = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października - grudnia",
    "cs": "ledna února března dubna května června července srpna září října - prosince",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
}
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(sorted(LANGUAGES)), st.booleans(), st.booleans())
def test_every_month_of_every_language(day: date, language: str, capitals: bool, dot: bool) -> None:
    name = LANGUAGES[language].split()[day.month - 1]
    if name == "-":
        return
    text = f"{day.day}{'.' if dot else ''} {name.upper() if capitals else name} {day.year}"
    assert dates.read(text).start == day.isoformat()


FORMS = ["%d.%m.%Y", "%Y/%m/%d", "%Y%m%d", "%d %b %Y", "%B %d, %Y", "%Y-%m-%dT%H:%M", "%d-%b-%Y"]


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_in_any_form_gives_that_day(day: date, form: str) -> None:
    assert dates.read(day.strftime(form)).start == day.isoformat()


@given(DAYS, st.integers(1, 400), st.sampled_from([" - ", " – ", " to ", " bis ", " au ", "–"]))
def test_two_days_give_a_stretch(day: date, length: int, between: str) -> None:
    last = day + timedelta(days=length)
    first_words = f"{day.day} {day:%B}" + (f" {day.year}" if day.year != last.year else "")
    reading = dates.read(f"{first_words}{between}{last.day} {last:%B} {last.year}")
    assert (reading.start, reading.end) == (day.isoformat(), last.isoformat())


@given(st.text(alphabet="0123456789-/.?~ ctXSeptQW", max_size=20))
def test_whatever_is_suggested_is_a_date(text: str) -> None:
    reading = dates.read(text)
    for suggested in filter(None, (reading.start, reading.end)):
        assert EdtfDate(suggested).text == suggested
    if reading.end:
        assert EdtfDate(reading.start).first < EdtfDate(reading.end).last


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    dates.read(text, date_style.judge([text]))
