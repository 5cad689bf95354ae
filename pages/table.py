"""The plain table equal to the map, for those who cannot see it or would rather read."""

from waybill.reader.documents import table_html
from waybill.ui.documents import show_html
from waybill.ui.frame import view_of
from waybill.ui.loaded import story_folder

loaded = story_folder().current()
if loaded.story is not None:
    show_html(table_html(loaded.story, view_of(loaded)))
