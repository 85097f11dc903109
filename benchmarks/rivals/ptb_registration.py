"""The registration as python-telegram-bot's examples teach it: a ConversationHandler, a callback a step."""

import warnings
from typing import Any, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import CallbackQueryHandler, ContextTypes, ConversationHandler, MessageHandler, filters
from telegram.warnings import PTBUserWarning

from benchmarks.rivals import words
from benchmarks.rivals.words import Question

# its own advice for buttons and texts in one conversation of a private chat
warnings.filterwarnings("ignore", message=r".*CallbackQueryHandler", category=PTBUserWarning)

Context = ContextTypes.DEFAULT_TYPE
NOTICE, MENU, LIVES, NAME, ROOTS, TOWN, WORK, AUDIENCE, SURE = range(9)
END: Final = ConversationHandler.END


async def greet(update: Update, context: Context) -> int:
    if "card" in _kept(context):
        await _show(update, Question(words.BACK))
        return END
    return await _ask(update, words.NOTICE, NOTICE)


async def accept(update: Update, _context: Context) -> int:
    await _pressed(update)
    return await _ask(update, words.MENU, MENU)


async def begin(update: Update, context: Context) -> int:
    await _pressed(update)
    _kept(context)["draft"] = {}
    return await _ask(update, words.LIVES, LIVES)


async def lives(update: Update, context: Context) -> int:
    _kept(context)["draft"]["lives"] = await _pressed(update)
    return await _ask(update, words.NAME, NAME)


async def name(update: Update, context: Context) -> int:
    _kept(context)["draft"]["name"] = _written(update)
    return await _ask(update, words.ROOTS, ROOTS)


async def roots(update: Update, context: Context) -> int:
    _kept(context)["draft"]["roots"] = _written(update)
    return await _ask(update, words.TOWN, TOWN)


async def town(update: Update, context: Context) -> int:
    _kept(context)["draft"]["town"] = _written(update)
    return await _ask(update, words.WORK, WORK)


async def work(update: Update, context: Context) -> int:
    _kept(context)["draft"]["work"] = _written(update)
    return await _ask(update, words.AUDIENCE, AUDIENCE)


async def audience(update: Update, context: Context) -> int:
    draft = _kept(context)["draft"]
    draft["audience"] = await _pressed(update)
    return await _ask(update, words.summary(draft), SURE)


async def save(update: Update, context: Context) -> int:
    await _pressed(update)
    kept = _kept(context)
    kept["card"] = kept.pop("draft")
    return await _ask(update, Question(words.saved(kept["card"])), END)


async def misunderstood(update: Update, _context: Context) -> None:
    if update.callback_query:
        await update.callback_query.answer()
    await _show(update, Question(words.AGAIN))


def conversation(*, persistent: bool) -> ConversationHandler[Context]:
    text = filters.TEXT & ~filters.COMMAND
    return ConversationHandler(
        entry_points=[MessageHandler(text, greet)],
        states={
            NOTICE: [CallbackQueryHandler(accept, pattern="^yes$")],
            MENU: [CallbackQueryHandler(begin, pattern="^register$")],
            LIVES: [CallbackQueryHandler(lives, pattern=f"^({'|'.join(words.LIVES.choices)})$")],
            NAME: [MessageHandler(text, name)],
            ROOTS: [MessageHandler(text, roots)],
            TOWN: [MessageHandler(text, town)],
            WORK: [MessageHandler(text, work)],
            AUDIENCE: [CallbackQueryHandler(audience, pattern=f"^({'|'.join(words.AUDIENCE.choices)})$")],
            SURE: [CallbackQueryHandler(save, pattern="^yes$")],
        },
        fallbacks=[MessageHandler(filters.ALL, misunderstood), CallbackQueryHandler(misunderstood)],
        name="registration",
        persistent=persistent,
    )


async def _ask(update: Update, question: Question, state: int) -> int:
    await _show(update, question)
    return state


async def _show(update: Update, question: Question) -> None:
    assert update.effective_message is not None
    buttons = [[InlineKeyboardButton(label, callback_data=data)] for data, label in question.choices.items()]
    await update.effective_message.reply_text(
        question.text, reply_markup=InlineKeyboardMarkup(buttons) if buttons else None
    )


async def _pressed(update: Update) -> str:
    """What the pressed button sends back. It stops turning, and the buttons go, as they are used."""
    assert update.callback_query is not None
    await update.callback_query.answer()
    await update.callback_query.edit_message_reply_markup()
    return update.callback_query.data or ""


def _written(update: Update) -> str:
    assert update.message is not None
    return update.message.text or ""


def _kept(context: Context) -> dict[Any, Any]:
    assert context.user_data is not None
    return context.user_data
