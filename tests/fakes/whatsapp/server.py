"""WhatsApp over HTTP, in the event loop of the test: started and stopped by `async with`."""

from types import TracebackType
from typing import Self

from aiohttp import web

from tests.fakes.whatsapp.graph import application
from tests.fakes.whatsapp.vendor import Vendor


class FakeWhatsApp(Vendor):
    """Listens on a free port between enter and exit."""

    _runner: web.AppRunner

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(
            application(self), access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        await self.webhook.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """What stands for the address of the Graph API, with its version."""
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/v24.0"
