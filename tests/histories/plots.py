"""What the people of a history do, drawn from a seed: episodes of a few acts, of which some break off."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from tests.histories.people import Act, App, Human, Lines, WhatsApp
from tests.histories.standing import CODE

LIVES = (3, 3, 4, 4, 5, 5, 7)
"""How many acts somebody has, arrival and first answer among them."""
SPANS = (timedelta(seconds=20),) * 9 + (timedelta(hours=2), timedelta(hours=26))
"""How long a round lasts: people answer at once, or come back."""
ANYTHING = (
    "menu", "back", "#", "0", "1", "2", "3", "cancel", "help", "langue", "العربية", "stop", "start", "my data", "merci",
    "nurse in Paris", "Bénin", "Cotonou", "+229 01 97 99 99 99", "/register", "/alerts", "/mentor", "/phone", "/device",
    "/card", "/unknown", "AAAA-2222", "٣", "3️⃣", "🙂", "yes", "no", "skip", "Sage-femme",
)  # fmt: skip
_LETTERS = "bcdfghjklmnpqrstvwxz"


def people(lines: Lines, seed: str, first: int) -> list[Human]:
    """Two to four of them, with accounts from a number on."""
    chance = Random(seed)
    company = [_human(lines, chance, first + 10 * at) for at in range(chance.choice((2, 2, 2, 2, 3, 4)))]
    for at, human in enumerate(company):
        other = company[(at + 1) % len(company)]
        human.acts += _life(human, other, chance)
    return company


def _human(lines: Lines, chance: Random, number: int) -> Human:
    name = "".join(chance.choice(_LETTERS) for _letter in range(9)).title()
    telegram = lines.on_telegram(number, name, chance.choice(("en", "fr", "ar", "pt-BR")))
    whatsapp = lines.on_whatsapp(number, f"{name} W", by=chance.choice(("phone", "id", "both")))
    both: list[App] = [telegram, whatsapp]
    apps = chance.choice((both[:1], both[1:], both, both[::-1]))
    return Human(name, apps, [], Random(chance.random()), lines.telegram.clock)


def _life(human: Human, other: Human, chance: Random) -> list[Act]:
    acts = [_arrives(chance), chooses(0)]
    episodes = [*EPISODES]
    if len(human.apps) > 1:
        episodes += [_joins] * 4
    if any(isinstance(app, WhatsApp) for app in human.apps):
        episodes += [_moves, _shows_another_name] * 2
    most = chance.choice(LIVES)
    while len(acts) < most:
        episode = chance.choice(episodes)(human, other, chance)
        acts += episode[: chance.choice((len(episode), len(episode), 3))]
    return acts[:most]


def _arrives(chance: Random) -> Act:
    parameter = chance.choice(("", "", "", "country-bj", "join-AAAA-2222"))

    async def act(human: Human) -> None:
        await human.app.arrive(parameter)

    return act


# acts


def says(*texts: str) -> Act:
    """One line after the other, typed ahead, a second for each."""

    async def act(human: Human) -> None:
        for at, text in enumerate(texts):
            human.clock.move(seconds=min(at, 1))
            await human.app.say(text)

    return act


def chooses(at: int) -> Act:
    async def act(human: Human) -> None:
        await human.choose(at)

    return act


async def _wanders(human: Human) -> None:
    if human.chance.random() < 0.6:
        await human.choose(human.chance.randrange(9))
    else:
        await human.app.say(human.chance.choice(ANYTHING))


async def _shares(human: Human) -> None:
    await human.app.share_own()


async def _shares_another(human: Human) -> None:
    await human.app.share_other()


async def _shuts_out(human: Human) -> None:
    await human.app.shut_out()


async def _lets_in(human: Human) -> None:
    await human.app.let_in()


def _whatsapp(human: Human) -> WhatsApp:
    """Of somebody who has it."""
    return next(app for app in human.apps if isinstance(app, WhatsApp))


async def _has_a_new_number(human: Human) -> None:
    app = _whatsapp(human)
    number = human.chance.randrange(10**6)
    await app.person.change_number(f"22996{number:06}", bsuid=f"BJ.8{number}")


async def _is_told_of_by_both(human: Human) -> None:
    """Their number and their user id are told with what they write from now on."""
    app = _whatsapp(human)
    user = app.person.user
    user.hidden = False
    app.person._line.users.rename(user, phone=user.phone, bsuid=user.bsuid or f"BJ.9{user.phone}")  # type: ignore[attr-defined]
    await app.say("menu")


async def _types_the_code(human: Human) -> None:
    """On the other app, the code that this one shows; it may be nothing but the code, or a link."""
    found = CODE.search(human.last.text) if human.last else None
    human.app = human.apps[1]
    code = found[0] if found else "AAAA-2222"
    how = human.chance.randrange(3)
    if how == 2:
        await human.app.arrive(f"join-{code}")
    else:
        await human.app.say(code if how else f"/join {code}")


# episodes

Episode = Callable[[Human, Human, Random], list[Act]]


def _registers(human: Human, _other: Human, _chance: Random) -> list[Act]:
    answers = [says(human.name), says("Bénin"), says("Paris"), says("sage femme"), chooses(3), chooses(0)]
    return [says("/register"), chooses(0), *answers]


def _types_ahead(human: Human, _other: Human, _chance: Random) -> list[Act]:
    return [says("/register"), chooses(0), says(human.name, "Bénin", "Paris"), says("nurse")]


def _subscribes(_human: Human, _other: Human, _chance: Random) -> list[Act]:
    return [says("/alerts"), chooses(1), says("Togo"), chooses(0), chooses(0)]


def _knocks(_human: Human, other: Human, _chance: Random) -> list[Act]:
    return [says(other.name), chooses(0), chooses(0), says("May I ask you something?")]


def _knocks_by_phone(_human: Human, other: Human, chance: Random) -> list[Act]:
    numbers = [app.person.user.phone or "" for app in other.apps if isinstance(app, WhatsApp)]
    return [says(f"+{chance.choice([*numbers, '22997999999'])}"), says("A word for you.")]


def _proves(_human: Human, _other: Human, _chance: Random) -> list[Act]:
    return [_shares, chooses(0)]


def _sends_a_card(_human: Human, _other: Human, _chance: Random) -> list[Act]:
    return [_shares_another, chooses(0)]


def _wander(_human: Human, _other: Human, chance: Random) -> list[Act]:
    return [_wanders] * chance.randrange(2, 5)


def _goes_and_comes_back(_human: Human, _other: Human, _chance: Random) -> list[Act]:
    return [_shuts_out, _lets_in, says("menu")]


def _moves(_human: Human, _other: Human, _chance: Random) -> list[Act]:
    return [_has_a_new_number, says("menu")]


def _shows_another_name(_human: Human, _other: Human, _chance: Random) -> list[Act]:
    return [_is_told_of_by_both, says("/card")]


def _joins(_human: Human, _other: Human, _chance: Random) -> list[Act]:
    return [says("/device"), chooses(0), _types_the_code, chooses(0), says("menu")]


EPISODES: tuple[Episode, ...] = (
    _registers, _registers, _types_ahead, _subscribes, _knocks, _knocks_by_phone, _proves, _sends_a_card, _wander,
    _wander, _goes_and_comes_back,
)  # fmt: skip
