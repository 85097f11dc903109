"""What everyone knows: countries, towns, professions, languages, phone numbers, and how people write them."""
