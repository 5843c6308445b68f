// Personal signatures, made in the reader's own browser: the private key is made here, cannot be exported, and leaves this browser never.
//   [data-sign="key"]       around the form that registers a key: makes the pair and proves to have it
//   [data-sign="approval"]  around a form that approves: signs exactly what the page shows
// What is signed, byte for byte, stands at PersonalSignatures in services/Rules.
const utf8 = new TextEncoder();
const algorithm = { name: "ECDSA", namedCurve: "P-256" };
const base64 = bytes => btoa(Array.from(new Uint8Array(bytes), byte => String.fromCharCode(byte)).join(""));
const hex = bytes => [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, "0")).join("");

// Keys by person and key id, and what they signed: a form that is sent twice has to say the same twice, and a signature is another one each time.
const opened = () => new Promise((done, failed) => {
  const request = indexedDB.open("ledger-signing", 1);
  request.onupgradeneeded = () => ["keys", "signatures"].forEach(store => request.result.createObjectStore(store));
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});
const within = async (store, mode, work) => {
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const request = work(database.transaction(store, mode).objectStore(store));
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
  } finally { database.close(); }
};
const read = (store, name) => within(store, "readonly", of => of.get(name));
const write = (store, name, value) => within(store, "readwrite", of => of.put(value, name));

const nameOf = (around, keyId) => `${around.dataset.consortium}\n${around.dataset.person}\n${keyId}`;
const sign = async (pair, name, statement) => {
  const known = await read("signatures", `${name}\n${statement}`);
  if (known) return known;
  const signature = base64(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, utf8.encode(statement)));
  await write("signatures", `${name}\n${statement}`, signature);
  return signature;
};

class KeyElsewhere extends Error {}

const makers = {
  async key(around, form) {
    const pair = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
    const der = await crypto.subtle.exportKey("spki", pair.publicKey);
    const keyId = hex(await crypto.subtle.digest("SHA-256", der));
    const { consortium, person } = around.dataset;
    // Kept before it is told: a key that counts and that nobody has would lock its person out.
    await write("keys", nameOf(around, keyId), pair);
    form.elements["field.publicKey"].value = base64(der);
    form.elements["field.proof"].value = await sign(pair, nameOf(around, keyId), `ledger-signing-key/v1\n${consortium}\n${person}\n${keyId}\n`);
  },
  async approval(around, form) {
    const { consortium, stream, hash, key } = around.dataset;
    const pair = await read("keys", nameOf(around, key));
    if (!pair) throw new KeyElsewhere();
    form.elements["field.signature"].value = await sign(pair, nameOf(around, key), `ledger-approval/v1\n${consortium}\n${stream}\n${hash}\n`);
  },
};

// Before anybody else hears of it: the form goes on once it is signed.
const ready = new WeakSet();
document.addEventListener("submit", event => {
  const form = event.target, around = form.closest?.("[data-sign]");
  if (!around || ready.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const told = around.querySelector("[data-part=problem]");
  told.hidden = true;
  makers[around.dataset.sign](around, form).then(() => {
    ready.add(form);
    form.requestSubmit(event.submitter);
  }, problem => {
    told.hidden = false;
    told.textContent = problem instanceof KeyElsewhere ? around.dataset.missing : around.dataset.insecure;
  });
}, true);

// Whether this browser has the key that counts.
export const look = () => document.querySelectorAll("[data-key-here]").forEach(async around => {
  const pair = await read("keys", nameOf(around, around.dataset.keyHere)).catch(() => undefined);
  around.querySelector("[data-part=here]").hidden = !pair;
  around.querySelector("[data-part=elsewhere]").hidden = Boolean(pair);
});
