"""Where this service is reached on the web, as the store was told it."""

from sqlalchemy.orm import Session

LOCAL = "http://127.0.0.1:8000"


def site(session: Session) -> str:
    """Without a slash at its end."""
    told: str = session.info["site"]
    return told
