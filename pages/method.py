"""Sources and method: how things are known and drawn, distances, conflicts, corrections."""

from waybill.reader.documents import method_html
from waybill.ui.documents import show_html
from waybill.ui.loaded import story_folder

loaded = story_folder().current()
if loaded.story is not None:
    show_html(method_html(loaded.story))
