"""What is browsed."""
