"""A visitor's words in Streamlit's labels: every character stands for itself."""

from __future__ import annotations

import re
import string

from hypothesis import given
from hypothesis import strategies as st

from waybill.ui.text import MAX_LABEL, as_label


@given(st.text(alphabet=string.printable, max_size=60))
def test_no_sign_that_markdown_reads_stands_without_its_backslash(text):
    label = as_label(text)
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", label)
    assert not set(bare) & set(string.punctuation)


@given(st.text(alphabet=string.printable, max_size=60))
def test_without_the_backslashes_it_is_the_text(text):
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", as_label(text)) == " ".join(text.split())


def test_a_label_is_one_line_of_bounded_length():
    assert as_label("a\nb") == "a b"
    assert len(as_label("x" * 10_000)) == MAX_LABEL
