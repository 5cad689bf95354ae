"""Data becomes JavaScript through one door, and stays data."""

import json
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template
from support.node_rules import node

from waybill.payload.escaping import to_javascript

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_comes_out_is_the_same_data(value):
    assert json.loads(to_javascript(value)) == value


@given(values)
def test_jinja_finds_nothing_to_run(value):
    script = to_javascript(value)
    assert Template(script).render() == script


@given(st.text())
def test_no_character_that_html_or_streamlit_folium_acts_on(text):
    body = to_javascript(text)[1:-1]
    assert not set(body) & set("<>&'`$%#{}_()")


def test_the_known_payloads_come_out_as_escapes():
    assert to_javascript("{{7*7}}") == '"\\u007b\\u007b7*7\\u007d\\u007d"'
    assert to_javascript("</script>") == '"\\u003c/script\\u003e"'
    assert to_javascript({"a": {"b": {}}}) == '{"a":{"b":{} } } '


def test_node_reads_the_literal_as_the_data_it_was():
    value = {"quote": "“x” ' \" \\ \u2028 ${1} {{ }}", "list": [1.5, None, True]}
    script = f"process.stdout.write(JSON.stringify({to_javascript(value)}))"
    printed = subprocess.run([node(), "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(printed.stdout) == value


def test_a_number_that_json_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        to_javascript(float("nan"))
