"""What is browsed: the public country pages and the staff console."""
