"""What everyone knows: countries, places, professions, languages, phone numbers; data, and recognising it in people's words."""
