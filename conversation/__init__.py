"""The language that handlers are written in: dialogue, question, screen, router, words."""
