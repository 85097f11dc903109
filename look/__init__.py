"""The base template, the style sheet and the charts that pages, console and web chat share."""
