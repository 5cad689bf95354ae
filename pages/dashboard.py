"""The dashboard: the map frame with its timeline and panel."""

from waybill.ui.frame import show_frame
from waybill.ui.loaded import story_folder

loaded = story_folder().current()
if loaded.story is not None:
    show_frame(loaded)
