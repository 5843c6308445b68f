// The Portal's own script. Every page works without it; it saves presses and keeps what was typed.
//   form[data-live]       is sent by itself when a field changes; data-live="preview" presses the button _do=preview
//   [data-refresh="2"]    asks for the page again every two seconds while it stands on it
//   form.command          keeps a draft in this browser until the command is taken, thrown away or a week old
import { look as lookForKeys } from "/signing.js";

const pause = 250;
const week = 7 * 24 * 3600 * 1000;

// Live forms: while a slider moves, when another field has been left. What is typed while the answer is under way is no part of it, and is
// put back when the answer comes.
let waiting;
let since;
document.addEventListener("input", event => since?.set(event.target, event.target.type === "checkbox" ? event.target.checked : event.target.value));
const putBack = () => {
  for (const [field, typed] of since ?? []) {
    if (!field.isConnected || field.form?.dataset.live === undefined) continue;
    if (field.type === "checkbox") field.checked = typed; else if (field.type !== "file") field.value = typed;
  }
  since = undefined;
};
const send = event => {
  const form = event.target.form;
  if (form?.dataset.live === undefined || (event.type === "input") !== (event.target.type === "range")) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (!form.isConnected || !form.checkValidity()) return;
    since = new Map();
    form.requestSubmit(form.dataset.live ? form.querySelector(`[name="_do"][value="${form.dataset.live}"]`) : null);
  }, pause);
};
document.addEventListener("input", send);
document.addEventListener("change", send);

// Progress.
let refreshing;
const refresh = () => {
  clearTimeout(refreshing);
  const seconds = Number(document.querySelector("[data-refresh]")?.dataset.refresh);
  if (seconds > 0) refreshing = setTimeout(() => Blazor.navigateTo(location.href, { replaceHistoryEntry: true }), seconds * 1000);
};

// Drafts. Files, passwords, private fields and whatever is not for everybody are not kept: the storage is open to whoever uses the machine.
const prefix = "draft:";
const person = () => document.body.dataset.person;
const nameOf = form => `${prefix}${person()}:${location.pathname}:${form.elements._handler?.value}`;
// Names of the members that the form marks as hidden, in the spelling of the rows of marks: hyphens for dots.
const hidden = form => [...form.elements].filter(field => /^field\.mark-.*-tier$/.test(field.name ?? "") && field.value).map(field => {
  const row = field.name.slice("field.mark-".length, -"-tier".length);
  return (form.elements[`field.mark-${row}-field`]?.value ?? row).replaceAll(".", "-");
});
const kept = form => {
  const secret = hidden(form);
  const shown = name => !secret.some(member => name === member || name.startsWith(member + "-"));
  return [...form.elements].filter(field => field.name?.startsWith("field.") && !["hidden", "file", "password"].includes(field.type)
    && field.dataset.private === undefined && shown(field.name.slice("field.".length).replaceAll(".", "-")));
};
const drafts = () => Object.keys(localStorage).filter(key => key.startsWith(prefix));
const read = key => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };

const save = event => {
  const form = event.target.form;
  if (!form?.matches("form.command") || !person()) return;
  const fields = kept(form).map(field => [field.name, field.type === "checkbox" ? field.checked : field.value]);
  localStorage.setItem(nameOf(form), JSON.stringify({ at: Date.now(), key: form.elements._key?.value, seen: form.elements._seen?.value, fields }));
};
document.addEventListener("input", save);
document.addEventListener("change", save);

const offer = form => {
  const note = form.querySelector(":scope > .draft");
  const draft = read(nameOf(form));
  if (!note || !draft || form.dataset.restored !== undefined || form.querySelector(".fault")) return;
  form.dataset.restored = "";
  if (form.elements._key && draft.key) form.elements._key.value = draft.key;
  if (form.elements._seen && draft.seen) form.elements._seen.value = draft.seen;
  const fields = kept(form);
  draft.fields.forEach(([name, value], index) => {
    const field = fields[index]?.name === name ? fields[index] : fields.find(other => other.name === name);
    if (!field) return;
    if (field.type === "checkbox") field.checked = value; else field.value = value;
    if (value && field.closest("details")) field.closest("details").open = true;
  });
  note.hidden = false;
  note.querySelector("time").textContent = new Date(draft.at).toLocaleString(document.documentElement.lang);
  note.querySelector("button").onclick = () => {
    localStorage.removeItem(nameOf(form));
    location.reload();
  };
};

const look = () => {
  putBack();
  refresh();
  const taken = document.cookie.split("; ").find(cookie => cookie.startsWith("ledger.taken="))?.slice(13);
  for (const key of drafts()) {
    const draft = read(key);
    if (!draft || draft.key === taken || Date.now() - draft.at > week) localStorage.removeItem(key);
  }
  document.querySelectorAll("form.command").forEach(offer);
  lookForKeys();
  const check = document.querySelector("form[data-bundle-check]");
  if (check) import("/bundle-check.js").then(own => own.start(check));
};

// Who signs out leaves nothing behind on a machine that others use.
document.addEventListener("submit", event => {
  if (new URL(event.target.action).pathname === "/sign-out") drafts().forEach(key => localStorage.removeItem(key));
}, true);

Blazor.addEventListener("enhancedload", look);
look();
