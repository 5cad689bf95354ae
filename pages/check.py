"""Your own story: what the two files need, and a check of files that a visitor brings."""

from waybill.ui.checker import show_checker

show_checker()
