"""Who is staff, by which code, for what and for whom."""

from functools import partial

from sqlalchemy.orm import Session

from models import Address, Audit, Person, Staff, StaffCode
from services import staff
from tests.services.house import House


async def invited(house: House, role: str = "editor", countries: tuple[str, ...] = ("BJ",)) -> str:
    code = staff.new_code()
    invite = partial(staff.invite, actor_id=None, name="Mariam", role=role, countries=countries, code=code)
    await house.store.write(invite)
    return code


async def test_a_code_binds_the_first_who_writes_it_and_nobody_after(house: House) -> None:
    code, first, second = await invited(house), await house.person(), await house.person()

    assert await house.do(staff.bind, first, f" {code[:4]} {code[4:].lower()}")
    assert not await house.do(staff.bind, second, code)

    assert await house.do(staff.my_countries, first, "editor") == ["BJ"]
    assert await house.rows(Staff) == 1


async def test_a_code_is_good_for_ten_minutes(house: House) -> None:
    code, person = await invited(house), await house.person()

    house.clock.move(minutes=10)

    assert not await house.do(staff.bind, person, code)


async def test_five_wrong_codes_in_an_hour_close_the_door_for_that_hour(house: House) -> None:
    code, person = await invited(house), await house.person()
    for _try in range(5):
        assert not await house.do(staff.bind, person, "NOTACODE")

    assert "in an hour" in await house.refuses(staff.bind, person, code)

    house.clock.move(hours=1, seconds=1)
    assert await house.do(staff.bind, person, await invited(house))


async def test_a_code_is_kept_only_as_a_keyed_index(house: House) -> None:
    code = await invited(house)

    assert code.encode() not in (await house.store.read(_everything))


async def test_a_device_that_joined_by_a_code_carries_no_staff_rights(house: House) -> None:
    editor = await house.staff("editor")
    await house.do(_write_from_joined_device, editor)

    assert "for the team" in await house.refuses(staff.require, editor, "editor")


async def test_an_editor_of_one_country_does_nothing_for_another(house: House) -> None:
    editor = await house.staff("editor", ["BJ"])

    assert (await house.do(staff.require, editor, "editor", "BJ")).role == "editor"
    assert "You look after {countries}" in await house.refuses(staff.require, editor, "editor", "GH")


async def test_no_countries_means_all_of_them(house: House) -> None:
    editor = await house.staff("editor")

    assert (await house.do(staff.require, editor, "editor", "GH")).role == "editor"


async def test_roles_include_what_is_less_and_nothing_beside(house: House) -> None:
    moderator, administrator = await house.staff("moderator"), await house.staff("administrator")

    assert "As {role}" in await house.refuses(staff.require, moderator, "editor")
    assert (await house.do(staff.require, administrator, "editor")).role == "administrator"


async def test_staff_on_hold_have_no_rights(house: House) -> None:
    editor = await house.staff("editor")
    await house.suspend(editor)

    await house.refuses(staff.require, editor, "editor")


async def test_administrators_hear_of_new_colleagues(house: House) -> None:
    administrator, person = await house.staff("administrator"), await house.person()

    await house.do(staff.bind, person, await invited(house))

    assert await house.notices(administrator) == ["staff_bound"]
    assert await house.rows(Audit, verb="staff.bound", subject_id=person) == 1


async def test_an_administrator_of_a_country_appoints_for_it_alone(house: House) -> None:
    administrator, person = await house.staff("administrator", ["BJ"]), await house.person()
    appoint = partial(staff.appoint, person_id=person, name="Paul", role="editor")

    await house.refuses(lambda session, actor: appoint(session, actor, countries=["GH"]), administrator)
    await house.refuses(lambda session, actor: appoint(session, actor, countries=[]), administrator)
    await house.do(lambda session, actor: appoint(session, actor, countries=["BJ"]), administrator)

    assert await house.do(staff.my_name, person) == "Paul"


async def test_who_is_removed_has_no_rights_left(house: House) -> None:
    editor = await house.staff("editor")

    assert await house.store.write(lambda session: staff.remove(session, None, editor))

    await house.refuses(staff.require, editor, "reader")
    assert not await house.store.write(lambda session: staff.remove(session, None, editor))


async def test_an_administrator_of_a_country_removes_from_it_alone(house: House) -> None:
    administrator = await house.staff("administrator", ["BJ"])
    here, elsewhere, everywhere = [await house.staff("editor", each) for each in (["BJ"], ["BJ", "GH"], [])]

    assert await house.do(staff.remove, administrator, here)
    await house.refuses(staff.remove, administrator, elsewhere)
    await house.refuses(staff.remove, administrator, everywhere)


async def test_administrators_of_other_countries_are_not_told(house: House) -> None:
    administrator = await house.staff("administrator", ["GH"])

    await house.do(staff.bind, await house.person(), await invited(house))

    assert await house.notices(administrator) == []


async def test_who_is_on_hold_is_told_so_and_not_of_devices(house: House) -> None:
    held, code = await house.person(), await invited(house)
    await house.suspend(held)

    assert "on hold" in await house.refuses(staff.bind, held, code)


def _write_from_joined_device(session: Session, person: int) -> None:
    address = session.query(Address).filter_by(person_id=person).one()
    address.trusted = False
    session.get_one(Person, person).active_address_id = address.id


def _everything(session: Session) -> bytes:
    return repr([row.index for row in session.query(StaffCode)]).encode()
