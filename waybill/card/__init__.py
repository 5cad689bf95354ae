"""The preview card: a PNG of a view for chats, posts and feeds."""

WIDTH, HEIGHT = 1200, 630
"""Of a card, in pixels."""
