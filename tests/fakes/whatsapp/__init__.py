"""The WhatsApp Cloud API as a server over HTTP, and people who write from it.

It refuses what Meta refuses and some of what Meta lets pass, sends webhooks as Meta sends them, and misbehaves when
asked to. Shapes and limits follow Meta's reference pages as of late 2026.

    async with FakeWhatsApp(webhook, clock=clock, app_secret="…", verify_token="…", token="…") as fake:
        afi = fake.person(phone="+22890112233", bsuid="TG.77001")
        fake.trouble.next(refuse(130429, retry_after=5))
        await afi.say("menu")
        await afi.reads()
        await afi.press("Find someone")
        assert fake.violations == []

`fake.url` is the address to call. `fake.webhook.hold()` and `release(batch=…, backwards=…, twice=…)` arrange what is
told to the business; `fake.webhook.habits` does by chance what those do on purpose. Windows, paces and times to wait go
by the clock the fake is given.
"""
