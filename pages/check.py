"""Your own story: what the two files need, and a check of files that a visitor brings."""

from waybill.ui.pages import show_checker
from waybill.ui.shell import page

page(show_checker)
