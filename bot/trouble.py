"""What keeps a command from running, for the operator who can mend it."""

import sqlite3

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from models.trouble import StoreTrouble, driver_error, is_passing


class NotReady(Exception):
    """Something is missing before this can run; the text says what, and what to do."""


def in_words(fault: Exception) -> str | None:
    """What an operator can mend, as it is told; None for a fault of ours, which is worth its traceback."""
    if isinstance(fault, NotReady | StoreTrouble):
        return str(fault)
    if isinstance(fault, ValidationError):
        return "\n".join(_setting(str(error["loc"][0]), error["msg"]) for error in fault.errors())
    if isinstance(fault, OSError) and fault.filename:
        return f"{fault.filename}: {fault.strerror}."
    if isinstance(fault, DBAPIError | sqlite3.Error) and (is_passing(fault) or _is_no_database(fault)):
        return f"The store does not answer: {str(driver_error(fault)).strip().splitlines()[0]}."
    return None


def _setting(name: str, wrong: str) -> str:
    """Never with the value that was given: it may be a secret."""
    return f"{name.upper()}: {wrong.removeprefix('Value error, ')}."


def _is_no_database(fault: Exception) -> bool:
    return getattr(driver_error(fault), "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB
