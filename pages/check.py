"""Your own story: from what a visitor has to a dashboard; a story folder is checked."""

from waybill.ui.pages import show_own_story
from waybill.ui.shell import page

page(show_own_story)
