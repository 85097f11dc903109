"""Invitations: nobody is entered by a list, and whoever made it learns no answer."""

from dataclasses import replace
from functools import partial

from sqlalchemy import select

from models import Invitation, Member
from services import invitations, members, phones
from services.rosters import Listed
from tests.services.house import LONDON, House

NUMBER = "+2290197123456"
AWA = Listed(
    row=2,
    name="Awa Dossou",
    number=NUMBER,
    town={"id": LONDON, "text": "London", "country": "GB"},
    work={"code": "2221", "text": "nurse"},
    origins=("BJ",),
    languages=("fr", "fon"),
)
YVES = Listed(row=3, name="Yves Bâ", email="yves@example.org")


async def invite(house: House, *people: Listed, label: str = "ABL") -> dict[int, str]:
    """Invite people; their codes by their rows."""
    codes = {invitations.new_code(): each for each in people}
    await house.store.write(partial(invitations.invite, actor_id=None, label=label, people=codes))
    return {each.row: code for code, each in codes.items()}


async def known(house: House, *people: Listed) -> set[int]:
    return await house.store.read(lambda session: invitations.known(session, people))


async def found(house: House, person: int, code: str) -> int:
    invitation = await house.do(invitations.find, person, code=code)
    assert invitation is not None
    return invitation


async def test_a_list_makes_no_member_and_is_found_by_nobody(house: House) -> None:
    await invite(house, AWA, YVES)

    assert await house.rows(Member) == 0
    assert await house.rows(Invitation, status="open") == 2


async def test_the_same_list_twice_invites_once(house: House) -> None:
    await invite(house, AWA, YVES)
    respelt = replace(AWA, row=9, name="Dossou Awa")

    assert await known(house, respelt, YVES) == {9, 3}
    await invite(house, respelt, YVES)
    assert await house.rows(Invitation) == 2


async def test_a_code_opens_one_invitation_and_once(house: House) -> None:
    codes, awa, yves = await invite(house, YVES), await house.person(), await house.person()
    invitation = await found(house, awa, codes[3].lower())
    await house.member(person=awa)

    assert await house.do(invitations.accept, awa, invitation)
    assert not await house.do(invitations.accept, yves, invitation)
    assert await house.do(invitations.find, yves, code=codes[3]) is None


async def test_a_link_for_a_number_opens_for_its_owner_and_tells_others_nothing(house: House) -> None:
    codes, office = await invite(house, AWA), await house.person(phone="+2290197999999")
    awa = await house.person(phone=NUMBER)

    async def asked() -> list[int | None]:
        return [await house.do(invitations.find, office, code=code) for code in (codes[2], invitations.new_code())]

    before = await asked()
    await house.do(invitations.decline, awa, await found(house, awa, codes[2]))

    assert before == await asked() == [None, None]


async def test_accepting_takes_the_languages_along_and_leaves_no_draft(house: House) -> None:
    codes, awa = await invite(house, AWA), await house.person(phone=NUMBER)
    invitation = await found(house, awa, codes[2])
    await house.member(person=awa)
    await house.do(invitations.accept, awa, invitation)

    card = await house.do(members.own_card, awa)
    assert card is not None
    assert card["languages"] == ["fr", "fon"]
    assert await house.rows(Invitation, status="accepted", draft=None, code_index=None) == 1


async def test_who_declined_is_not_invited_again_however_they_are_spelt(house: House) -> None:
    codes, awa = await invite(house, AWA), await house.person(phone=NUMBER)
    await house.do(invitations.decline, awa, await found(house, awa, codes[2]))
    house.clock.move(days=200)

    again = await invite(house, replace(AWA, name="Awa Marie Dossou"), label="Others")

    assert await house.do(invitations.find, awa, code=again[2]) is None
    assert await house.rows(Invitation, draft=None) == 2


async def test_a_list_says_the_same_whatever_somebody_answered(house: House) -> None:
    people = [replace(AWA, row=row, number=f"{NUMBER[:-1]}{row}") for row in range(2, 5)]
    codes, awa = await invite(house, *people), await house.person(phone=f"{NUMBER[:-1]}2")
    await house.do(phones.prove, awa, f"{NUMBER[:-1]}3", how="test")
    await house.do(invitations.decline, awa, await found(house, awa, codes[2]))
    await house.do(invitations.accept, awa, await found(house, awa, codes[3]))

    assert await known(house, *people) == {2, 3, 4}
    house.clock.move(days=181)
    assert await known(house, *people) == set()
    await house.sweep(invitations.expire)
    assert len(await invite(house, *people)) == 3
    assert await known(house, *people) == {2, 3, 4}


async def test_after_half_a_year_only_the_index_of_a_no_is_left(house: House) -> None:
    codes, awa = await invite(house, AWA, YVES), await house.person(phone=NUMBER)
    await house.do(invitations.decline, awa, await found(house, awa, codes[2]))
    house.clock.move(days=181)

    assert await house.sweep(invitations.expire) == 2
    assert await house.sweep(invitations.expire) == 0
    assert await house.rows(Invitation) == await house.rows(Invitation, status="declined", label="", draft=None) == 1


async def test_who_proves_a_number_on_a_list_is_asked_once(house: House) -> None:
    await invite(house, AWA)
    awa, other = await house.person(), await house.person()

    await house.do(phones.prove, awa, NUMBER, how="test")
    await house.do(phones.prove, other, NUMBER, how="test")

    assert (await house.notices(awa), await house.notices(other)) == (["invited"], [])


async def test_whoever_shares_a_phone_is_asked_for_the_next_name(house: House) -> None:
    await invite(house, AWA, replace(AWA, row=3, name="Issa Bâ"))
    awa, issa = await house.person(phone=NUMBER), await house.person(phone=NUMBER)

    assert (await house.notices(awa), await house.notices(issa)) == (["invited"], ["invited"])


async def test_who_is_here_without_a_card_is_asked_and_who_has_one_is_not(house: House) -> None:
    awa = await house.person(phone=NUMBER)
    member = await house.member(person=await house.person(phone="+2290197123457"))

    await invite(house, AWA, replace(AWA, row=3, number="+2290197123457"))

    assert (await house.notices(awa), await house.notices(member)) == (["invited"], [])


async def test_an_invitation_by_number_is_for_its_owner_alone(house: House) -> None:
    await invite(house, AWA)
    awa, other = await house.person(phone=NUMBER), await house.person()

    assert await house.do(invitations.find, awa, card=1) == 1
    assert await house.do(invitations.find, other, card=1) is None


async def test_a_number_that_changed_hands_opens_nothing_for_who_had_it(house: House) -> None:
    before, awa = await house.person(phone=NUMBER), await house.person(phone=NUMBER)
    codes = await invite(house, AWA)

    assert await house.do(invitations.find, before, code=codes[2]) is None
    assert await house.do(invitations.about, before) == []
    assert await house.do(invitations.find, awa, code=codes[2]) is not None


async def test_a_list_that_is_taken_back_is_gone_and_may_come_again(house: House) -> None:
    codes, awa = await invite(house, AWA, YVES), await house.person(phone=NUMBER)
    await house.do(invitations.decline, awa, await found(house, awa, codes[2]))

    await house.store.write(lambda session: invitations.withdraw(session, "ABL"))

    assert await house.do(invitations.find, awa, code=codes[3]) is None
    assert await known(house, AWA, YVES) == set()


async def test_the_team_of_its_country_hears_of_a_list_once(house: House) -> None:
    here, everywhere, elsewhere = [await house.staff("reader", each) for each in (["BJ"], [], ["GH"])]
    await invite(house, AWA, YVES)

    for _time in range(2):
        await house.store.write(partial(invitations.tell_team, label="ABL", home="BJ"))

    assert [await house.notices(each) for each in (here, everywhere, elsewhere)] == [["listed"], ["listed"], []]
    row = await house.store.read(lambda session: session.scalars(select(Invitation.id)).all()[0])
    assert await house.do(invitations.brought, here, row) == {"label": "ABL", "invited": 2}
    assert await house.do(invitations.brought, await house.person(), row) is None
    await house.store.write(partial(invitations.withdraw, label="ABL"))
    assert await house.do(invitations.brought, here, row) is None


async def test_how_many_accepted_is_told_in_tens(house: House) -> None:
    people = [replace(YVES, row=row, email=f"yves{row}@example.org") for row in range(10, 31)]
    codes, awa = await invite(house, *people), await house.person()
    told = []
    for code in codes.values():
        await house.do(invitations.accept, awa, await found(house, awa, code))
        told.append((await house.store.read(invitations.tallies))[0].accepted)

    assert told == [None] * 9 + [10] * 10 + [20] * 2


async def test_what_lists_say_of_ones_number_is_ones_data_and_goes_with_it(house: House) -> None:
    await invite(house, AWA)
    awa, other = await house.person(phone=NUMBER), await house.person()

    assert [each["label"] for each in await house.do(invitations.about, awa)] == ["ABL"]
    assert await house.do(invitations.about, other) == []
    await house.do(invitations.forget, awa)
    assert await house.do(invitations.about, awa) == []
    assert await house.rows(Invitation, status="declined") == 1
