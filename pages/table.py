"""The plain table equal to the map, for those who cannot see it or would rather read."""

from waybill.ui.pages import show_table
from waybill.ui.shell import page

page(show_table)
