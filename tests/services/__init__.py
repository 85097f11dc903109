"""The rules, each called as a turn calls it."""
