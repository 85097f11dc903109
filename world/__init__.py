"""What everyone knows: countries, places, professions, languages, phone numbers, folded names."""
