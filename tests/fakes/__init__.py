"""The vendors, as servers that are stricter than they are."""
