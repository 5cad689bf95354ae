"""A Streamlit page with one line of text: the least that any page can take."""

import streamlit as st

st.write("blank page ready")
