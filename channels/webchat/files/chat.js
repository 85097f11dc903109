// What scripts add to the chat: nothing is lost on a bad line, and answers come by themselves. Without them the forms work.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const log = $("log"), state = $("state"), line = $("line"), text = $("text"), check = $("check");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const copy = (id) => $(id).content.firstElementChild.cloneNode(true);
  const dots = copy("writing");
  const pressed = new WeakMap();
  let after = Number(log.dataset.after), unsent = [], sending = false, restored = false, begun = false;
  let pause = 1, timer = 0, still = 0, source = null;

  // shown

  // What moves under a finger is not pressed for a moment: the second half of a double tap would answer for it.
  function goTo(element) {
    log.classList.add("moving");
    clearTimeout(still);
    still = setTimeout(() => log.classList.remove("moving"), 350);
    const top = element.getBoundingClientRect().top + scrollY - 16;
    scrollTo({ top, behavior: calm.matches ? "instant" : "smooth" });
  }

  function tell(words, act) {
    state.replaceChildren(words);
    words.querySelector("button")?.addEventListener("click", act);
  }

  function past(form) {
    const list = document.createElement("ul");
    list.className = "choices";
    for (const button of form.querySelectorAll("button")) {
      const item = document.createElement("li");
      item.append(...button.childNodes);
      list.append(item);
    }
    form.replaceWith(list);
  }

  function show(html) {
    const parts = document.createElement("template");
    parts.innerHTML = html;
    for (const post of [...parts.content.children]) {
      const number = Number(post.id.slice("post-".length));
      if (number <= after) continue;
      after = number;
      arrive(post);
    }
    document.cookie = `passerelle-seen=${after};path=/chat;max-age=15552000;samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
  }

  function arrive(post) {
    const push = post.classList.contains("push");
    const older = log.querySelectorAll(push ? ".push form" : ".post:not(.push) form");
    const reading = scrollY + innerHeight < document.body.scrollHeight - 200;
    const held = [...older].some((form) => form.contains(document.activeElement));
    older.forEach(past);
    if (!push) answered(post);
    post.classList.add("new");
    log.append(post, ...log.querySelectorAll(".mine"));
    dotted();
    if (held) post.focus({ preventScroll: true });
    if (!push || !reading) goTo(post);
    else if (!state.childElementCount) tell(copy("below"), () => { state.replaceChildren(); goTo(post); });
    if (!push && post.lang !== document.documentElement.lang && !unsent.length) location.reload();
  }

  function answered(post) {
    const door = $("door"), mine = door ? null : log.querySelector(".mine");
    if (mine && !post.querySelector(".heard")) post.prepend(mine.firstElementChild);
    mine?.remove();
    door?.remove();
  }

  // The answer may overtake the word that its question was taken: the dots stand for what still waits, whatever came first.
  function dotted() {
    if ($("door")?.hidden || log.querySelector(".mine:not(.late)")) log.append(dots);
    else dots.remove();
  }

  // sent

  const keep = (name, value) => { try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* private windows */ } };
  const kept = (name) => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } };

  function nonce() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function bubble({ id, said }) {
    const mine = copy("mine");
    mine.id = id;
    mine.querySelector("p").append(said);
    log.append(mine);
    return mine;
  }

  function send(fields, said) {
    const id = nonce();
    fields.set("nonce", id);
    const message = { id, said, body: new URLSearchParams(fields).toString() };
    unsent.push(message);
    const mine = said && bubble(message);
    dotted();
    if (mine) goTo(mine);
    keep("unsent", unsent);
    pump();
  }

  async function pump() {
    if (sending || !unsent.length) return;
    sending = true;
    clearTimeout(timer);
    timer = 0;
    const hung = new AbortController(), patience = setTimeout(() => hung.abort(), 30000); // sent again, it counts once
    try {
      const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };
      const answer = await fetch("/chat", { method: "POST", headers, body: unsent[0].body, signal: hung.signal });
      const ours = answer.headers.get("content-type")?.includes("json"); // else a network's sign-in page, or a proxy
      if (!ours || answer.status === 429 || answer.status >= 500) throw answer;
      const sent = unsent.shift();
      pause = 1;
      keep("unsent", unsent);
      if (answer.ok) taken();
      else refused(sent, (await answer.json()).say);
    } catch (reason) {
      timer = setTimeout(again, (Number(reason.headers?.get("retry-after")) || pause) * 1000);
      pause = Math.min(pause * 2, 30);
      if (reason.status !== 429) lost(); // who writes fast waits a second, and need not know
    }
    clearTimeout(patience);
    sending = false;
    if (!timer) pump();
  }

  function taken() {
    if (restored && !unsent.length) location.reload();
    begun = true;
    state.replaceChildren();
    log.querySelectorAll(".late").forEach((mine) => mine.classList.remove("late"));
    dotted();
    if (dots.isConnected) goTo(dots);
    listen();
    const before = after;
    [3, 9, 20].forEach((seconds) => setTimeout(() => after === before && catchUp(), seconds * 1000));
    setTimeout(() => dots.remove(), 30000);
  }

  function refused(sent, say) {
    $(sent.id)?.remove();
    dotted();
    if (sent.said && !text.value) text.value = new URLSearchParams(sent.body).get("text") || "";
    const words = document.createElement("p");
    words.className = "told";
    words.append(say);
    tell(words);
  }

  function again() {
    clearTimeout(timer);
    timer = 0;
    pump();
  }

  function lost() {
    const waiting = log.querySelectorAll(".mine");
    waiting.forEach((mine) => mine.classList.add("late"));
    if (!state.querySelector(".lost")) {
      tell(copy("lost"), again);
      if (waiting.length) goTo(waiting[0]);
    }
    dots.remove();
  }

  // heard

  async function catchUp() {
    try {
      const answer = await fetch(`/chat/posts?after=${after}`);
      if (answer.status === 204 && begun) location.assign(`/chat?begun&lang=${document.documentElement.lang}`); // keeps no cookie
      else if (answer.ok) show(await answer.text());
    } catch { /* the stream or the next try brings it */ }
  }

  let wait = 1;
  function listen() {
    if (source && source.readyState !== EventSource.CLOSED) return;
    source = new EventSource(`/chat/live?after=${after}`);
    source.onopen = () => { wait = 1; check.hidden = true; };
    source.onmessage = (event) => show(event.data);
    source.onerror = () => {
      check.hidden = false;
      if (source.readyState !== EventSource.CLOSED) return;
      catchUp();
      setTimeout(listen, (wait = Math.min(wait * 2, 60)) * 1000);
    };
    source.addEventListener("elsewhere", () => {
      source.close();
      tell(copy("elsewhere"), () => location.reload());
    });
  }

  // begun

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.method !== "post") return;
    event.preventDefault();
    const fields = new FormData(form);
    if (button?.name) fields.set(button.name, button.value);
    if (form === line) {
      if (!text.value.trim()) return;
      send(fields, text.value.trim());
      form.classList.remove("long");
      text.value = "";
      grow();
      text.focus();
    } else if (!(event.timeStamp - pressed.get(form) < 500)) { // sooner it is the other half of a double click
      pressed.set(form, event.timeStamp);
      form.hidden = form === $("door");
      send(fields, form.hidden ? "" : (button.querySelector("span") ?? button).textContent);
    }
  });

  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    line.requestSubmit();
  });

  // The box is as high as what is in it, where the style sheet alone cannot see to that.
  function grow() {
    if (CSS.supports("field-sizing", "content")) return;
    text.style.blockSize = "auto";
    text.style.blockSize = `${text.scrollHeight + 2}px`;
  }
  text.addEventListener("input", grow);

  addEventListener("pagehide", () => keep("left", { draft: text.value, at: document.activeElement.id }));
  addEventListener("online", () => { if (timer) again(); listen(); });

  function begin() {
    unsent = kept("unsent") ?? [];
    const left = kept("left") ?? {};
    text.value ||= left.draft ?? "";
    grow();
    $(left.at)?.focus({ preventScroll: true });
    unsent.forEach((message) => message.said && bubble(message));
    restored = unsent.length > 0;
    check.hidden = true;
    pump();
    const door = $("door");
    if (door) {
      history.replaceState(null, "", "/chat");
      if (!state.childElementCount) door.requestSubmit(door.querySelector("button"));
      return;
    }
    if (!location.hash) scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
    listen();
  }

  if (document.prerendering) document.addEventListener("prerenderingchange", begin, { once: true });
  else begin();
})();
