"""Starts the program without reading it in anew: that takes longer than a campaign lets it live.

The program is read in once, and each process is a fork of that: from there on it is the program as it is, with its own
settings, store and sockets, and it ends by its own exit or by a signal to its own process id.

On standard input comes a JSON line for each process to start: settings, the file its output goes to, the command.
On standard output a line for each: `started PID`, and when it ended `ended PID STATUS`.
"""

import json
import os
import select
import sys
from typing import Any

import aiosqlite  # noqa: F401  (read in by the engines when they are made)
import psycopg  # noqa: F401  (as above)
import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto  # noqa: F401  (read in by uvicorn when it starts)

import bot.commands.serve  # noqa: F401  (read in by the command line for the command asked)
import channels.telegram
import channels.whatsapp  # noqa: F401  (read in by the service that uses them)
from bot.__main__ import main as program

_GLANCE_SECONDS = 0.02


def main() -> None:
    """Until standard input ends."""
    pending = b""
    while True:
        ready, _, _ = select.select([0], [], [], _GLANCE_SECONDS)
        if ready:
            read = os.read(0, 65_536)
            if not read:
                return
            *lines, pending = (pending + read).split(b"\n")
            for line in lines:
                print("started", _fork(json.loads(line)), flush=True)
        _bury()


def _fork(asked: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        _become(asked)
    return pid


def _become(asked: dict[str, Any]) -> None:
    """In the child: what a start by the shell would have given it, then the program. Does not return."""
    os.setsid()
    output = os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for theirs, ours in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(theirs, ours)
    os.environ.clear()
    os.environ.update(asked["settings"])
    sys.argv = ["passerelle", *asked["command"]]
    status = 1
    try:
        program()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:  # noqa: BLE001  (the interpreter would do the same)
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _bury() -> None:
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return
    if pid:
        print("ended", pid, os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
