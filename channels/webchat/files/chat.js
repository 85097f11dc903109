// What scripts add to the chat: nothing is lost on a bad line, and answers come by themselves. Without them the forms work.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const log = $("log"), state = $("state"), line = $("line"), text = $("text"), check = $("check");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const copy = (id) => $(id).content.firstElementChild.cloneNode(true);
  const dots = copy("writing");
  let after = Number(log.dataset.after), unsent = [], sending = false, restored = false, pause = 1, timer = 0, source = null;

  // shown

  function goTo(element) {
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
      item.firstChild.after(" ");
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
    if (dots.isConnected) log.append(dots);
    if (held) post.focus({ preventScroll: true });
    if (!push || !reading) goTo(post);
    if (!push && post.lang !== document.documentElement.lang && !unsent.length) location.reload();
  }

  function answered(post) {
    const door = $("door"), mine = door ? null : log.querySelector(".mine");
    if (mine && !post.querySelector(".heard")) post.prepend(mine.firstElementChild);
    mine?.remove();
    door?.remove();
    dots.remove();
  }

  // sent

  const keep = () => { try { sessionStorage.setItem("unsent", JSON.stringify(unsent)); } catch { /* private windows */ } };

  function nonce() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function bubble({ id, said }) {
    const mine = copy("mine");
    mine.id = id;
    mine.firstElementChild.append(said);
    log.append(mine);
    return mine;
  }

  function send(fields, said) {
    const id = nonce();
    fields.set("nonce", id);
    const message = { id, said, body: new URLSearchParams(fields).toString() };
    unsent.push(message);
    if (said) goTo(bubble(message));
    keep();
    pump();
  }

  async function pump() {
    if (sending || !unsent.length) return;
    sending = true;
    clearTimeout(timer);
    timer = 0;
    try {
      const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };
      const answer = await fetch("/chat", { method: "POST", headers, body: unsent[0].body });
      const ours = answer.headers.get("content-type")?.includes("json"); // else a network's sign-in page, or a proxy
      if (!ours || answer.status === 429 || answer.status >= 500) throw answer;
      const sent = unsent.shift();
      pause = 1;
      keep();
      if (answer.ok) taken();
      else refused(sent, (await answer.json()).say);
    } catch (reason) {
      lost(Number(reason.headers?.get("retry-after")) || pause);
    }
    sending = false;
    if (!timer) pump();
  }

  function taken() {
    if (restored && !unsent.length) location.reload();
    state.replaceChildren();
    log.querySelectorAll(".late").forEach((mine) => mine.classList.remove("late"));
    log.append(dots);
    goTo(dots);
    listen();
    const before = after;
    [3, 9, 20].forEach((seconds) => setTimeout(() => after === before && catchUp(), seconds * 1000));
    setTimeout(() => dots.remove(), 30000);
  }

  function refused(sent, say) {
    $(sent.id)?.remove();
    if (sent.said && !text.value) text.value = new URLSearchParams(sent.body).get("text") || "";
    const words = document.createElement("p");
    words.className = "told";
    words.append(say);
    tell(words);
  }

  function lost(seconds) {
    const again = () => { clearTimeout(timer); timer = 0; pump(); };
    const waiting = log.querySelectorAll(".mine");
    waiting.forEach((mine) => mine.classList.add("late"));
    if (!state.querySelector("button")) {
      tell(copy("lost"), again);
      if (waiting.length) goTo(waiting[0]);
    }
    pause = Math.min(pause * 2, 30);
    timer = setTimeout(again, seconds * 1000);
  }

  // heard

  async function catchUp() {
    try {
      const answer = await fetch(`/chat/posts?after=${after}`);
      if (answer.ok) show(await answer.text());
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
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, (wait = Math.min(wait * 2, 60)) * 1000);
    };
    source.addEventListener("elsewhere", () => {
      source.close();
      tell(copy("elsewhere"), () => location.reload());
    });
  }

  // begun

  document.addEventListener("submit", (event) => {
    const form = event.target, pressed = event.submitter;
    if (form.method !== "post") return;
    event.preventDefault();
    const fields = new FormData(form);
    if (pressed?.name) fields.set(pressed.name, pressed.value);
    if (form === line) {
      if (!text.value.trim()) return;
      send(fields, text.value.trim());
      form.classList.remove("long");
      text.value = "";
      text.focus();
    } else {
      send(fields, form === $("door") ? "" : (pressed.querySelector("span") ?? pressed).textContent);
    }
  });

  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    line.requestSubmit();
  });

  addEventListener("online", () => { if (timer) { clearTimeout(timer); timer = 0; pump(); } listen(); });

  function begin() {
    try { unsent = JSON.parse(sessionStorage.getItem("unsent")) || []; } catch { /* none kept */ }
    unsent.forEach((message) => message.said && bubble(message));
    restored = unsent.length > 0;
    check.hidden = true;
    pump();
    const door = $("door");
    if (door) {
      history.replaceState(null, "", "/chat");
      door.requestSubmit(door.querySelector("button"));
      door.hidden = true;
    } else if (!location.hash) {
      scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
    }
    listen();
  }

  if (document.prerendering) document.addEventListener("prerenderingchange", begin, { once: true });
  else begin();
})();
