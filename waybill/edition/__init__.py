"""The reader edition: a story as a folder of files that any file host serves."""
