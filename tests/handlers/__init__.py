"""Conversations: what is said, and what comes back."""
