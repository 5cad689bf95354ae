"""Downloads: the data of the reader's view, or of the whole record."""

from waybill.ui.pages import show_downloads
from waybill.ui.shell import page

page(show_downloads)
