"""The rules: verb functions that join the caller's transaction, never commit, never speak."""
