"""The preview card: a PNG of a view for chats, posts and feeds."""
