"""story.toml -> the story's information: its values, their lines and the rules between them."""
