"""The web chat, asked as a browser asks it."""
