"""A bot on python-telegram-bot behind a webhook of its own, as its custom webhook example has it."""

import asyncio
import hmac
from http import HTTPStatus
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, PicklePersistence

from benchmarks.rivals.ptb_registration import conversation, misunderstood
from benchmarks.rivals.settings import PATH, TOKEN, Settings

PTB = Application[Any, Any, Any, Any, Any, Any]


def serve(settings: Settings) -> None:
    """Until it is told to stop."""
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    application = _application(settings)
    web = Starlette(routes=[Route(PATH, _webhook(application, settings.secret), methods=["POST"])])
    server = uvicorn.Server(
        uvicorn.Config(web, host="127.0.0.1", port=settings.port, log_level="warning", access_log=False)
    )
    async with application:
        await application.start()
        await server.serve()
        await application.stop()


def _application(settings: Settings) -> PTB:
    persistent = settings.rival == "ptb-pickle"
    builder = Application.builder().token(TOKEN).base_url(f"{settings.api}/bot").updater(None)
    if persistent:
        builder = builder.persistence(PicklePersistence(settings.store))
    application = builder.build()
    application.add_handler(conversation(persistent=persistent))
    application.add_handler(CallbackQueryHandler(misunderstood))
    return application


def _webhook(application: PTB, secret: str) -> Any:
    async def receive(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), secret):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        await application.update_queue.put(Update.de_json(data=await request.json(), bot=application.bot))
        return Response()

    return receive
