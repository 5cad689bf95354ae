"""Names of months and days of the week, in the languages that stories come in.

Names are folded: small letters, without marks (``März`` is ``marz``). Read are full names with the endings
they take beside a day, and short forms of three letters or more.
"""

from __future__ import annotations

import unicodedata

# English, French, German, Spanish, Italian, Portuguese, Russian, Ukrainian, Polish, Czech, Turkish,
# and what Dutch, Swedish and Romanian add. A name of two months is in AMBIGUOUS instead.
_MONTHS = (
    "january jan janvier janv januar janner enero ene gennaio gen janeiro январь января янв січень"
    " січня січ styczen stycznia sty leden ledna ocak januari ianuarie",
    "february feb febr fevrier fevr fev februar febrero febbraio fevereiro февраль февраля февр фев"
    " лютий лютого лют luty lutego lut unor unora subat februari februarie",
    "march mar mars marz maerz mrz marzo marco март марта мар березень березня бер marzec marca"
    " brezen brezna mart maart mrt martie",
    "april apr avril avr abril abr aprile апрель апреля апр квітень квітня квіт кві kwiecien"
    " kwietnia kwi duben dubna nisan nis aprilie",
    "may mai mayo maggio mag maio май мая травень травня трав тра maj maja kveten kvetna mayis mei",
    "june jun juin juni junio giugno giu junho июнь июня июн червень червня черв чер czerwiec"
    " czerwca cze cerven cervna haziran haz iunie",
    "july jul juillet juil juli julio luglio lug julho июль июля июл липень липня лип lipiec lipca"
    " cervenec cervence temmuz tem iulie",
    "august aug aout agosto ago август августа авг серпень серпня серп сер sierpien sierpnia sie"
    " srpen srpna agustos augustus augusti",
    "september sept sep septembre septiembre setiembre settembre setembro сентябрь сентября сент"
    " сен вересень вересня вер wrzesien wrzesnia wrz zari eylul eyl septembrie",
    "october oct octobre oktober okt octubre ottobre ott outubro out октябрь октября окт жовтень"
    " жовтня жовт жов pazdziernik pazdziernika paz rijen rijna ekim eki oktobra octombrie",
    "november nov novembre noviembre novembro ноябрь ноября нояб ноя kasim kas листопад листопада лист лис"
    " noiembrie",
    "december dec decembre dezember dez diciembre dic dicembre dezembro декабрь декабря дек грудень"
    " грудня груд гру grudzien grudnia gru prosinec prosince aralik ara decembrie",
)

_WEEKDAYS = (
    "monday mon lundi lun montag lunes lunedi segunda понедельник пн понеділок poniedzialek pazartesi",
    "tuesday tue tues mardi dienstag martes martedi terca вторник вт вівторок wtorek sali",
    "wednesday wed mercredi mer mittwoch miercoles mercoledi quarta среда ср середа sroda carsamba",
    "thursday thu thur thurs jeudi jeu donnerstag jueves giovedi quinta четверг чт четвер czwartek"
    " persembe",
    "friday fri vendredi ven freitag viernes venerdi sexta пятница пт пʼятниця piatek cuma",
    "saturday sat samedi sam samstag sonnabend sabado sabato суббота сб субота sobota cumartesi",
    "sunday sun dimanche dim sonntag domingo domenica воскресенье вс неділя niedziela pazar",
)


def fold(text: str) -> str:
    """Small letters without marks: ``Août`` -> ``aout``, ``ŞUBAT`` -> ``subat``, ``Май`` -> ``маи``."""
    parts = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain).replace("ı", "i").replace("ł", "l")


_SEASONS = (
    "spring printemps fruhling fruhjahr primavera весна wiosna jaro ilkbahar",
    "summer ete sommer verano estate verao лето літо lato leto yaz",
    "autumn fall automne herbst otono autunno outono осень осінь jesien podzim sonbahar",
    "winter hiver invierno inverno зима zima kis",
)

MONTHS: dict[str, int] = {
    fold(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
"""Folded name -> 1 to 12."""

WEEKDAYS: dict[str, int] = {
    fold(name): number for number, names in enumerate(_WEEKDAYS) for name in names.split()
}
"""Folded name -> 0 (Monday) to 6."""

SEASONS: dict[str, int] = {
    fold(name): number for number, names in enumerate(_SEASONS, 21) for name in names.split()
}
"""Folded name -> EDTF's number, 21 (spring) to 24 (winter)."""

AMBIGUOUS: dict[str, tuple[int, int]] = dict.fromkeys(("listopad", "listopada", "lis"), (11, 10))
"""Names of two months: November in Polish and Czech, October in Croatian."""
