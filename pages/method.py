"""Sources and method: how things are known and drawn, distances, conflicts, corrections."""

from waybill.ui.pages import show_method
from waybill.ui.shell import page

page(show_method)
