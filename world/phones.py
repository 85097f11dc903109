"""Phone numbers as people write them, read into E.164 and shown again."""


def read_numbers(text: str, home: str | None = None) -> list[str]:
    return []


def read_numbers_in(text: str, home: str | None = None) -> list[str]:
    return []


def show_number(number: str, home: str | None = None) -> str:
    return number


def mask_number(number: str) -> str:
    return number
