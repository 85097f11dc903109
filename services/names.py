"""People's names: tidied when they are given, short until their owner opens the door."""


def tidy(name: str) -> str:
    """A name as it is kept: “awa dossou” and “AWA DOSSOU” get their capitals, a name with both is left as it is."""
    name = " ".join(name.split())
    return name.title() if name in (name.lower(), name.upper()) else name


def shorten(name: str) -> str:
    """Given name and initial: “Awa Marie Dossou” is “Awa D.”."""
    given, *others = name.split() or [""]
    return f"{given} {others[-1][0]}." if others else given
