"""What arrives on each wire, and what leaves by it."""
