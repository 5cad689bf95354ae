"""Messages of websockets that are large, or never end."""
