"""Settings: what can be set, what is refused with plain words, and the headers they lead to."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waybill.httpd.security_headers import security_headers
from waybill.settings import Geocoder, Settings, SettingsError, Tiles, read_settings

ROOT = Path(__file__).parents[1]


def headers(component: bool = False, **environment: str) -> dict[str, str]:
    pairs = security_headers(read_settings(environment), component=component)
    return {name.decode(): value.decode() for name, value in pairs}


def directive(name: str, component: bool = False, **environment: str) -> list[str]:
    policy = headers(component, **environment)["content-security-policy"]
    (found,) = [words.split()[1:] for words in policy.split("; ") if words.split()[0] == name]
    return found


def fault(**environment: str) -> str:
    with pytest.raises(SettingsError) as raised:
        read_settings(environment)
    return str(raised.value)


def test_without_settings_waybill_names_no_other_host() -> None:
    assert read_settings({}) == Settings(None, ("'self'",), (), None)
    assert read_settings({"WAYBILL_PUBLIC_URL": " ", "WAYBILL_TILES": ""}) == Settings()
    policy = headers()["content-security-policy"]
    assert not re.search(r"https?:|wss?:|\*", policy)
    assert "default-src 'self'" in policy


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://waybill.example", "https://waybill.example"),
        ("https://waybill.example/", "https://waybill.example"),
        ("https://a.b.example:8443/stories/x_1/", "https://a.b.example:8443/stories/x_1"),
    ],
)
def test_a_public_url_is_taken_without_its_last_slash(text: str, url: str) -> None:
    assert read_settings({"WAYBILL_PUBLIC_URL": text}).public_url == url


@pytest.mark.parametrize(
    "text",
    [
        "http://waybill.example",
        "waybill.example",
        "https://",
        "https://user:secret@waybill.example",
        "https://waybill.example/?x=1",
        "https://waybill.example/#x",
        "https://waybill.example/../x",
        "https://waybill.example:99999",
        "https://waybill.example:0",
        "https://waybill.example/a b",
        'https://waybill.example/"><script>',
        "https://waybill.example;x",
        "https://wäybill.example",
        "javascript:alert(1)",
    ],
)
def test_any_other_public_url_is_refused_with_what_would_be_right(text: str) -> None:
    line = fault(WAYBILL_PUBLIC_URL=text)
    assert line.startswith(f"WAYBILL_PUBLIC_URL is “{text}”: expected the address that readers use")
    assert "https://host.example/path" in line


def test_every_fault_is_told_at_once() -> None:
    lines = fault(
        WAYBILL_PUBLIC_URL="x", WAYBILL_FRAME_ANCESTORS="none self", WAYBILL_TILES="y"
    ).splitlines()
    assert [line.split()[0] for line in lines] == [
        "WAYBILL_PUBLIC_URL",
        "WAYBILL_FRAME_ANCESTORS",
        "WAYBILL_TILES",
    ]


@pytest.mark.parametrize(
    ("text", "page", "component", "older"),
    [
        ("", ["'self'"], ["'self'"], "SAMEORIGIN"),
        ("self", ["'self'"], ["'self'"], "SAMEORIGIN"),
        ("none", ["'none'"], ["'self'"], "DENY"),
        ("https://a.example", ["https://a.example"], ["'self'", "https://a.example"], None),
        ("'self' https://a.example", ["'self'", "https://a.example"], ["'self'", "https://a.example"], None),
        ("*", ["*"], ["*"], None),
    ],
)  # fmt: skip
def test_who_may_frame_a_page_is_as_set_and_its_own_frame_always_works(
    text: str, page: list[str], component: list[str], older: str | None
) -> None:
    environment = {"WAYBILL_FRAME_ANCESTORS": text}
    assert directive("frame-ancestors", **environment) == page
    assert directive("frame-ancestors", component=True, **environment) == component
    assert headers(**environment).get("x-frame-options") == older


@pytest.mark.parametrize("text", ["https://a.example/x", "a.example", "https://A.example", "null"])
def test_what_is_no_origin_is_refused(text: str) -> None:
    assert f"“{text}” is not an origin" in fault(WAYBILL_FRAME_ANCESTORS=text)
    assert f"“{text}” is not an origin" in fault(WAYBILL_EMBED_ORIGINS=text)


def test_origins_for_messages_are_a_list_without_wildcards() -> None:
    text = "https://a.example http://127.0.0.1:9000"
    assert read_settings({"WAYBILL_EMBED_ORIGINS": text}).embed_origins == tuple(text.split())
    assert read_settings({"WAYBILL_EMBED_ORIGINS": "none"}).embed_origins == ()
    assert "not an origin" in fault(WAYBILL_EMBED_ORIGINS="*")


def test_the_host_of_the_tiles_is_allowed_only_when_it_is_set() -> None:
    url = "https://tiles.example:444/v1/{z}/{x}/{y}@2x.png?key=abc"
    settings = read_settings({"WAYBILL_TILES": url, "WAYBILL_TILES_ATTRIBUTION": "© Tile people"})
    assert settings.tiles == Tiles(url, "© Tile people", "https://tiles.example:444")
    assert directive("img-src", WAYBILL_TILES=url)[-1] == "https://tiles.example:444"
    assert directive("img-src") == ["'self'", "data:", "blob:"]


@pytest.mark.parametrize(
    "text",
    [
        "https://tiles.example/{z}/{x}.png",
        "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}/{y}/{{7*7}}",
        "//tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example;script-src */{z}/{x}/{y}",
    ],
)
def test_a_tile_url_that_is_none_is_refused(text: str) -> None:
    assert "https://tiles.example/{z}/{x}/{y}.png" in fault(WAYBILL_TILES=text).split(": ", 1)[1]


def test_the_websocket_is_held_to_this_host() -> None:
    assert directive("connect-src") == ["'self'"]
    assert directive("connect-src", WAYBILL_PUBLIC_URL="https://waybill.example:8443/x") == [
        "'self'",
        "wss://waybill.example:8443",
    ]


def test_publishing_is_switched_on_or_off_and_nothing_else() -> None:
    assert read_settings({}).publish
    assert read_settings({"WAYBILL_PUBLISH": "on"}).publish
    assert not read_settings({"WAYBILL_PUBLISH": "off"}).publish
    assert fault(WAYBILL_PUBLISH="no") == "WAYBILL_PUBLISH is “no”: expected on or off"


def test_the_store_of_drafts_is_a_file_a_database_or_none() -> None:
    assert read_settings({}).drafts is None
    assert read_settings({"WAYBILL_DRAFTS": "off"}).drafts == ""
    for address in ("sqlite:////srv/drafts.sqlite", "postgresql://ann@db.example/drafts"):
        assert read_settings({"WAYBILL_DRAFTS": address}).drafts == address
    assert "expected sqlite:///FILE, postgresql://" in fault(WAYBILL_DRAFTS="mysql://db/x")


def test_a_password_in_the_address_of_drafts_is_in_no_message() -> None:
    assert "secret" not in fault(WAYBILL_DRAFTS="mysql://ann:secret@db/x")
    assert "secret" not in repr(read_settings({"WAYBILL_DRAFTS": "postgresql://a:secret@db/x"}))


def test_editors_are_addresses_and_domains() -> None:
    editors = read_settings({"WAYBILL_EDITORS": "Ann@desk.example, @news.example"}).editors
    assert editors == ("ann@desk.example", "@news.example")
    for wrong in ("ann", "@", "a@b@c.example", "*", "ann@news"):
        assert "is no address" in fault(WAYBILL_EDITORS=wrong)


def test_a_service_for_places_is_a_public_one_or_one_at_an_address() -> None:
    assert read_settings({}).geocoder is None
    assert read_settings({"WAYBILL_GEOCODER": "off"}).geocoder is None
    for text, found in {
        "nominatim": Geocoder("nominatim", "https", "nominatim.openstreetmap.org"),
        "photon": Geocoder("photon", "https", "photon.komoot.io"),
        "pelias http://127.0.0.1:4000/api/": Geocoder("pelias", "http", "127.0.0.1:4000/api"),
    }.items():
        assert read_settings({"WAYBILL_GEOCODER": text}).geocoder == found
    for wrong in (
        "on",
        "pelias",
        "google",
        "nominatim ftp://x.example",
        "photon https://u:p@x.example",
    ):
        assert "such as “nominatim https://nominatim.example”" in fault(WAYBILL_GEOCODER=wrong)


VARIABLES = (
    "WAYBILL_PUBLIC_URL",
    "WAYBILL_FRAME_ANCESTORS",
    "WAYBILL_EMBED_ORIGINS",
    "WAYBILL_TILES",
    "WAYBILL_TILES_ATTRIBUTION",
    "WAYBILL_PUBLISH",
    "WAYBILL_METRICS",
    "WAYBILL_DRAFTS",
    "WAYBILL_TRIALS",
    "WAYBILL_EDITORS",
    "WAYBILL_STORIES",
    "WAYBILL_CACHE",
    "WAYBILL_SETTLE",
    "WAYBILL_VIEWERS",
    "WAYBILL_GEOCODER",
    "WAYBILL_VIEWERS_EACH",
)
pieces = st.sampled_from(
    ["https://", "a.example", ":8443", "/", "{z}", "{x}", "{y}", ";", " ", "'", '"', "*", "\n", "@", "none"]
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(VARIABLES), st.text() | st.lists(pieces).map("".join)))
def test_no_value_can_add_to_a_header(environment: dict[str, str]) -> None:
    try:
        settings = read_settings(environment)
    except SettingsError:
        return
    for component in (False, True):
        pairs = security_headers(settings, component=component)
        policy = dict(pairs)[b"content-security-policy"].decode("ascii")
        assert policy.count(";") == 11
        assert policy.isprintable()
        for word in re.sub(r"; \S+", "", policy).split():
            assert re.fullmatch(
                r"default-src|'[a-z-]+'|data:|blob:|\*|(https?|wss)://[^/'\"]+", word
            )


def test_the_documented_settings_are_those_that_are_read() -> None:
    text = (ROOT / "docs" / "deploying.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `(WAYBILL_\w+)` \|", text, re.MULTILINE))
    assert documented == {"WAYBILL_DATA", *VARIABLES}
    source = (ROOT / "waybill" / "settings.py").read_text("utf-8")
    assert set(re.findall(r'"(WAYBILL_\w+)"', source)) == set(VARIABLES)
