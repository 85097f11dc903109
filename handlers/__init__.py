"""What the bot says: one dialogue a file, one renderer for each kind of notice."""
