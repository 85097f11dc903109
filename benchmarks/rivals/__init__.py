"""The same registration written the usual way on two other frameworks, to compare with."""
