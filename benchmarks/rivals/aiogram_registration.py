"""The registration as aiogram's documentation teaches it: a router, a group of states, a handler a step."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from benchmarks.rivals import words
from benchmarks.rivals.cards import Cards
from benchmarks.rivals.words import Question

router = Router()


class Registration(StatesGroup):
    notice = State()
    menu = State()
    lives = State()
    name = State()
    roots = State()
    town = State()
    work = State()
    audience = State()
    sure = State()


@router.message(StateFilter(None), F.text)
async def greet(message: Message, state: FSMContext, cards: Cards) -> None:
    if await cards.has(message.chat.id):
        await message.answer(words.BACK)
        return
    await ask(message, state, Registration.notice, words.NOTICE)


@router.callback_query(Registration.notice, F.data == "yes", F.message.as_("message"))
async def accept(query: CallbackQuery, message: Message, state: FSMContext) -> None:
    await pressed(query, message)
    await ask(message, state, Registration.menu, words.MENU)


@router.callback_query(Registration.menu, F.data == "register", F.message.as_("message"))
async def begin(query: CallbackQuery, message: Message, state: FSMContext) -> None:
    await pressed(query, message)
    await ask(message, state, Registration.lives, words.LIVES)


@router.callback_query(Registration.lives, F.data.in_(words.LIVES.choices), F.message.as_("message"))
async def lives(query: CallbackQuery, message: Message, state: FSMContext) -> None:
    await pressed(query, message)
    await state.update_data(lives=query.data)
    await ask(message, state, Registration.name, words.NAME)


@router.message(Registration.name, F.text)
async def name(message: Message, state: FSMContext) -> None:
    await state.update_data(name=message.text)
    await ask(message, state, Registration.roots, words.ROOTS)


@router.message(Registration.roots, F.text)
async def roots(message: Message, state: FSMContext) -> None:
    await state.update_data(roots=message.text)
    await ask(message, state, Registration.town, words.TOWN)


@router.message(Registration.town, F.text)
async def town(message: Message, state: FSMContext) -> None:
    await state.update_data(town=message.text)
    await ask(message, state, Registration.work, words.WORK)


@router.message(Registration.work, F.text)
async def work(message: Message, state: FSMContext) -> None:
    await state.update_data(work=message.text)
    await ask(message, state, Registration.audience, words.AUDIENCE)


@router.callback_query(Registration.audience, F.data.in_(words.AUDIENCE.choices), F.message.as_("message"))
async def audience(query: CallbackQuery, message: Message, state: FSMContext) -> None:
    await pressed(query, message)
    card = await state.update_data(audience=query.data)
    await ask(message, state, Registration.sure, words.summary(card))


@router.callback_query(Registration.sure, F.data == "yes", F.message.as_("message"))
async def save(query: CallbackQuery, message: Message, state: FSMContext, cards: Cards) -> None:
    await pressed(query, message)
    card = await state.get_data()
    await cards.keep(message.chat.id, card)
    await state.clear()
    await message.answer(words.saved(card))


@router.message()
async def misunderstood(message: Message) -> None:
    await message.answer(words.AGAIN)


@router.callback_query(F.message.as_("message"))
async def mispressed(query: CallbackQuery, message: Message) -> None:
    await query.answer()
    await message.answer(words.AGAIN)


async def pressed(query: CallbackQuery, message: Message) -> None:
    """The button stops turning, and the buttons go, as they are used."""
    await query.answer()
    await message.edit_reply_markup()


async def ask(message: Message, state: FSMContext, step: State, question: Question) -> None:
    await state.set_state(step)
    buttons = [[InlineKeyboardButton(text=label, callback_data=data)] for data, label in question.choices.items()]
    await message.answer(question.text, reply_markup=InlineKeyboardMarkup(inline_keyboard=buttons) if buttons else None)
