"""What the server answers itself: files, pages' heads, the card, downloads, security headers."""
