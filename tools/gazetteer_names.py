"""Names of countries that the base map and GeoNames' list of countries do not have.

Other English names in use and short forms; a name here does not say what a state should be called.
"""

COUNTRY_NAMES: dict[str, tuple[str, ...]] = {
    "AE": ("UAE", "Emirates"),
    "BO": ("Plurinational State of Bolivia",),
    "CD": ("DR Congo", "DRC", "Congo-Kinshasa", "Democratic Republic of Congo"),
    "CG": ("Congo-Brazzaville", "Republic of Congo"),
    "CI": ("Côte d’Ivoire", "Ivory Coast"),
    "CN": ("People’s Republic of China", "PRC"),
    "CV": ("Cape Verde", "Cabo Verde"),
    "CZ": ("Czechia", "Czech Republic"),
    "GB": ("UK", "Great Britain", "Britain"),
    "IR": ("Islamic Republic of Iran", "Iran (Islamic Republic of)"),
    "KP": ("North Korea", "DPRK", "Democratic People’s Republic of Korea"),
    "KR": ("South Korea", "Republic of Korea", "Korea, Republic of"),
    "LA": ("Laos", "Lao PDR"),
    "MD": ("Republic of Moldova",),
    "MK": ("North Macedonia", "Macedonia"),
    "MM": ("Myanmar", "Burma"),
    "NL": ("Netherlands", "The Netherlands", "Holland"),
    "PS": (
        "State of Palestine",
        "Palestine",
        "Palestinian Territory",
        "Occupied Palestinian Territory",
    ),
    "RU": ("Russian Federation", "Россия"),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Eswatini", "Swaziland"),
    "TL": ("East Timor", "Timor-Leste"),
    "TR": ("Türkiye", "Turkey"),
    "TZ": ("United Republic of Tanzania",),
    "UA": ("Україна",),
    "US": ("USA", "U.S.", "United States of America", "America"),
    "VE": ("Venezuela (Bolivarian Republic of)",),
    "VN": ("Viet Nam", "Vietnam"),
}
