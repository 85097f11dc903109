"""The directory, measured: a million invented members, questions whose answers are known, and other ways to search."""
