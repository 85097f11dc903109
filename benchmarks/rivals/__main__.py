"""Start a rival: `python -m benchmarks.rivals aiogram-memory --port N --api URL --secret S --store FILE`."""

import argparse
from importlib import import_module

from benchmarks.rivals.settings import Settings

# each is imported alone: its memory is measured
_MODULES = {
    "aiogram-memory": "aiogram_bot",
    "aiogram-sqlite": "aiogram_bot",
    "aiogram-redis": "aiogram_bot",
    "ptb-memory": "ptb_bot",
    "ptb-pickle": "ptb_bot",
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rival", choices=_MODULES)
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--api", required=True, help="the Bot API server")
    asked.add_argument("--secret", required=True, help="what the webhook's header must bear")
    asked.add_argument("--store", required=True, help="a file, or for Redis the prefix of its keys")
    settings = Settings(**vars(asked.parse_args()))
    import_module(f"benchmarks.rivals.{_MODULES[settings.rival]}").serve(settings)


if __name__ == "__main__":
    main()
