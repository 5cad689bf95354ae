"""Streamlit entry: page frame and navigation, nothing else."""

from waybill.ui.shell import run

run()
