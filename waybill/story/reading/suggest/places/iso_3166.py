"""The country codes of ISO 3166-1, and what stands behind codes that are none.

Source: ISO 3166-1 as kept by the ISO 3166 Maintenance Agency (Online Browsing Platform), read in the
copy of Debian's iso-codes of February 2026: 249 officially assigned codes. The formerly used codes are
those of ISO 3166-3, the reserved ones the agency's exceptional reservations. They are facts, kept by
hand; a test counts them.
"""

from __future__ import annotations

# alpha-2 and alpha-3 of each officially assigned code.
_PAIRS = """
ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA
AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES
BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK
CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA
DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA
GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS
GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD
IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA
KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA
LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ
MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC
NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM
PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC
SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV
SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR
TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR
VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE
"""

ALPHA_3: dict[str, str] = {pair[2:]: pair[:2] for pair in _PAIRS.split()}
"""alpha-3 -> alpha-2."""

ASSIGNED: frozenset[str] = frozenset(ALPHA_3.values())
"""The officially assigned alpha-2 codes."""

KOSOVO = "XK"
"""Not assigned by ISO: a code for users to assign, which the European Union, the International Monetary
Fund and others use for Kosovo, and the base map too."""

RENAMED: dict[str, str] = {
    "UK": "GB",
    "EL": "GR",  # the European Union's own codes
    "BU": "MM",
    "DD": "DE",
    "DY": "BJ",
    "FX": "FR",
    "HV": "BF",
    "NH": "VU",
    "RH": "ZW",
    "TP": "TL",
    "VD": "VN",
    "YD": "YE",
    "ZR": "CD",
}
"""Codes that are not assigned (or no longer), with the one code that took their place."""

DIVIDED: dict[str, str] = {
    "SU": "the Soviet Union",
    "YU": "Yugoslavia",
    "CS": "Czechoslovakia, later Serbia and Montenegro",
    "AN": "the Netherlands Antilles",
    "NT": "the Neutral Zone",
    "PC": "the Trust Territory of the Pacific Islands",
}
"""Formerly used codes whose territory has several codes today."""

RESERVED: dict[str, str] = {
    "AC": "Ascension Island",
    "CP": "Clipperton Island",
    "CQ": "Sark",
    "DG": "Diego Garcia",
    "EA": "Ceuta and Melilla",
    "EU": "the European Union",
    "EZ": "the eurozone",
    "IC": "the Canary Islands",
    "TA": "Tristan da Cunha",
    "UN": "the United Nations",
}
"""Exceptionally reserved codes, which stand for something that has no code of a country."""

NAMES: dict[str, str] = {
    "AQ": "Antarctica",
    "BQ": "Bonaire, Sint Eustatius and Saba",
    "BV": "Bouvet Island",
    "CC": "Cocos (Keeling) Islands",
    "CX": "Christmas Island",
    "GF": "French Guiana",
    "GP": "Guadeloupe",
    "MQ": "Martinique",
    "RE": "Réunion",
    "SJ": "Svalbard and Jan Mayen",
    "TK": "Tokelau",
    "VA": "Vatican City",
    "YT": "Mayotte",
}
"""English names of the codes that are too small for the base map, or part of another shape on it."""

OTHER_NAMES: dict[str, str] = {
    "russian federation": "RU",
    "usa": "US",
    "united states of america": "US",
    "great britain": "GB",
    "dprk": "KP",
    "republic of korea": "KR",
    "burma": "MM",
    "ivory coast": "CI",
    "czech republic": "CZ",
    "turkey": "TR",
    "cape verde": "CV",
    "swaziland": "SZ",
    "vietnam": "VN",
    "macau": "MO",
    "east timor": "TL",
    "democratic republic of the congo": "CD",
    "uae": "AE",
    "zaire": "CD",
    "democratic people's republic of korea": "KP",
    "brunei darussalam": "BN",
    "state of palestine": "PS",
    "holy see": "VA",
    "the netherlands": "NL",
    "syrian arab republic": "SY",
    "islamic republic of iran": "IR",
    "russia": "RU",
}
"""Names in use beside those of the base map."""

SHARED_NAMES = ("congo", "saint martin")
"""Names of the base map that two countries go by."""

TERRITORIES: dict[str, tuple[str, ...]] = {
    "AU": ("CC", "CX", "HM", "NF"),
    "CN": ("HK", "MO"),
    "DK": ("FO", "GL"),
    "FI": ("AX",),
    "FR": ("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"),
    "GB": (
        "AI",
        "BM",
        "FK",
        "GG",
        "GI",
        "GS",
        "IM",
        "IO",
        "JE",
        "KY",
        "MS",
        "PN",
        "SH",
        "TC",
        "VG",
    ),
    "NL": ("AW", "BQ", "CW", "SX"),
    "NO": ("BV", "SJ"),
    "NZ": ("CK", "NU", "TK"),
    "US": ("AS", "GU", "MP", "PR", "UM", "VI"),
}
"""Codes of territories that people also give under the code of the state that administers them.

Only used not to raise a warning; nothing is drawn or said by it.
"""
