"""Services that are asked where a name lies: only where the settings name one, and only when a person asks."""
