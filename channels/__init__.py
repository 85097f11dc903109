"""The wires: each channel turns what arrives into neutral events, and neutral posts into what is sent."""
