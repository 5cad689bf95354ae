"""The view of a visit: its filter on the pages of lists, and how it goes from page to page."""
