"""A story as the JSON that the browser reads."""
