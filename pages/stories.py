"""The stories that this server has, each with its address."""

from waybill.ui.pages import show_stories
from waybill.ui.shell import page

page(show_stories)
