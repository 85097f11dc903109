"""Telegram, by captured payloads and over HTTP on loopback."""
