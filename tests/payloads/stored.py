"""Where the captured payloads are, and how a test takes one up."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def stored(folder: str) -> dict[str, dict[str, Any]]:
    """Every case of a folder under its name."""
    return {path.stem: json.loads(path.read_text()) for path in sorted((FOLDER / folder).glob("*.json"))}
