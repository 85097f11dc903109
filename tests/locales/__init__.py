"""How the catalogues are loaded, said and checked."""
