"""The ids of messages, shaped as Meta's: whom it is with, which way it goes, and a number, in base64."""

import base64
from random import Random
from typing import Literal


def new_wamid(who: str, way: Literal["in", "out"], random: Random) -> str:
    number = f"{random.getrandbits(72):018X}".encode()
    name = who.encode()
    way_byte = b"\x12" if way == "in" else b"\x11"
    raw = b"\x1c\x18" + bytes([len(name)]) + name + b"\x15\x02\x00" + way_byte + b"\x18\x12" + number + b"\x00"
    return f"wamid.{base64.b64encode(raw).decode()}"
