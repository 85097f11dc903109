"""The doctor, at vendors that are played over HTTP."""
