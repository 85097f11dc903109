"""Long runs, asked for by name: kills, histories, damaged payloads, planted bugs, pictures."""
