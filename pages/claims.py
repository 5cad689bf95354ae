"""Claims: every assertion with its answers as a thread in time."""

from waybill.ui.pages import show_claims
from waybill.ui.shell import page

page(show_claims)
