"""The running program, in one piece."""
