"""The catalogues, and the few lines that load them."""
