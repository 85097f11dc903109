"""What is stored: one file an aggregate, the store's two doors, encrypted column types."""
