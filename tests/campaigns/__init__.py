"""Long runs, asked for by name: kills, histories, planted bugs, pictures."""
