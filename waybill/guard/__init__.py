"""What keeps a server up under load: its connections, its viewers, uploads, and fair shares of work."""
