"""The store, its doors and its columns."""
