"""The dashboard: the map frame with its timeline and panel."""

from waybill.ui.pages import show_dashboard
from waybill.ui.shell import page

page(show_dashboard)
