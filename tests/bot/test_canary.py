"""A whole life with names, numbers and words that are looked for afterwards: none is in logs, metrics or errors."""

from random import Random

import httpx2

from tests.campaigns.lives import knock, open_the_door, register
from tests.campaigns.visitors import Tally, Visitor
from tests.processes import Ended, run_command
from tests.serving import Serving

HERS, HIS = "Zanzibarra Qvistgaardova", "Kwxyqvold Bjchvdfqz"
WORDS, CONTACT, SEARCH, QUESTION = "qvwordsxzk", "qvcontactxzk", "qvsearchxzk", "qvquestionxzk"
NUMBER, OTHER_NUMBER = "+229 01 97 65 43 21", "+229 01 97 65 43 22"
CANARIES = (*HERS.split(), *HIS.split(), WORDS, CONTACT, SEARCH, QUESTION, "97 65 43 2", "9765432")


async def test_nothing_anyone_said_is_in_logs_metrics_or_errors(serving: Serving) -> None:
    tally = await live(serving)
    refusals = await offend(serving)
    chat = await sit_at_a_terminal(serving)
    metrics = await measure(serving)
    doctor = await run_command(serving.settings, "doctor")
    await serving.process.stop()

    assert tally.losses == []
    assert 'passerelle_received_total{channel="webchat",outcome="new"}' in metrics
    assert "messages set aside" in doctor.out
    assert "Where are your roots?" in chat.out
    told = [serving.process.said(), metrics, doctor.out, doctor.err, chat.err, *refusals]
    assert [canary for canary in CANARIES for text in told if canary.casefold() in text.casefold()] == []


async def live(serving: Serving) -> Tally:
    """Both register, one finds the other and is answered, writes to a number, looks for more and asks the team."""
    tally, picks = Tally(), Random(1)
    async with httpx2.AsyncClient(base_url=serving.site) as one, httpx2.AsyncClient(base_url=serving.site) as two:
        awa = Visitor("awa", "fetch", one, picks, tally, thinks=0)
        koffi = Visitor("koffi", "page", two, picks, tally, thinks=0)
        await register(awa, HERS)
        await register(koffi, HIS)
        await knock(koffi, HERS, WORDS)
        await open_the_door(awa, WORDS, CONTACT)
        await koffi.hears(CONTACT)
        await koffi.say(f"/phone {NUMBER}", NUMBER)
        await koffi.say(WORDS, "Noted.")
        await awa.say(SEARCH, SEARCH)
        await awa.say("/person", "")
        await awa.say(QUESTION, "")
    return tally


async def offend(serving: Serving) -> list[str]:
    """Send what is refused: the pages that refuse it, but for the one that gives back what was typed."""
    form = {"content-type": "application/x-www-form-urlencoded"}
    bodies = (f"text={HERS}%ff".encode(), f"text={NUMBER}".encode() * 9_000, b"&".join([WORDS.encode()] * 99))
    async with httpx2.AsyncClient(base_url=serving.site) as client:
        answers = [await client.post("/chat", content=body, headers=form) for body in bodies]
        answers += [await client.get(f"/{WORDS}?q={HERS}"), await client.request(SEARCH, "/chat")]
    assert [answer.status_code for answer in answers] == [400, 413, 400, 404, 405]
    return [answer.text for answer in answers]


async def sit_at_a_terminal(serving: Serving) -> Ended:
    lines = f"hello\n1\n/search {QUESTION}\n/register\n1\n{NUMBER}\n{HIS}\n".encode()
    return await run_command(
        serving.settings, "chat", "--as", HERS, "--lang", "en", "--phone", OTHER_NUMBER, lines=lines
    )


async def measure(serving: Serving) -> str:
    async with httpx2.AsyncClient(base_url=serving.site) as client:
        return (await client.get("/metrics", headers={"authorization": "Bearer a token"})).text
