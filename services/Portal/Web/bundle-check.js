// Checks an evidence bundle (ledger-bundle/1) in the reader's own browser: nothing is sent anywhere, no library, WebCrypto only. It
// holds every entry against the signed log as `./ledger verify` does, finds the same codes, and says what it does not do: it does not
// compute figures anew.
const most = 64 * 1024 * 1024;
const utf8 = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// Bytes and hashes
const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const hex = bytes => [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
};
const same = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);
const leafOf = bytes => sha256(join(Uint8Array.of(0), bytes));
const nodeOf = (left, right) => sha256(join(Uint8Array.of(1), left, right));
const encode64 = bytes => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
const url64 = bytes => encode64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// What is refused for its form, with its place.
class Malformed extends Error {
  constructor(place, message) { super(message); this.place = place; }
}
const wrong = (place, message) => { throw new Malformed(place, message); };

// Base64 with exactly one spelling for each value.
const decode64 = (text, place) => {
  let bytes;
  try { bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0)); } catch { wrong(place, "is not base64"); }
  return encode64(bytes) === text ? bytes : wrong(place, "is not base64 in canonical form");
};
const decodeUrl64 = (text, place) => {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) wrong(place, "is not base64url");
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return decode64(plain + "=".repeat((4 - plain.length % 4) % 4), place);
};

// Canonical JSON (RFC 8785, without fractions): the only bytes that are hashed.
const lone = /\p{Surrogate}/u;
const container = value => value !== null && typeof value === "object";
const canonical = (value, depth = 0) => {
  if (container(value) && depth >= 64) throw new RangeError("nested too deep");
  if (Array.isArray(value)) return `[${value.map(item => canonical(item, depth + 1)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.keys(value).sort().map(key => `${canonical(key)}:${canonical(value[key], depth + 1)}`).join(",")}}`;
  }
  if (typeof value === "string" && lone.test(value)) throw new RangeError("a text holds half a character");
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new RangeError("a number is no integer of at most 2^53-1");
  return JSON.stringify(value);
};
const parse = (text, place) => {
  let value;
  try {
    value = JSON.parse(text);
    if (canonical(value) === text) return value;
  } catch { wrong(place, "is not canonical JSON"); }
  return wrong(place, "is not in canonical form");
};

// What a parser takes silently, in JSON that need not be canonical: a key that stands twice, a fraction, a number beyond 2^53-1.
const plain = json => {
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g), open = [];
  return tokens.every((token, i) => {
    if (token === "{" || token === "[") open.push(token === "{" ? new Set() : null);
    else if (token === "}" || token === "]") open.pop();
    else if (token[0] === '"' && tokens[i + 1] === ":") return !open.at(-1).has(JSON.parse(token)) && open.at(-1).add(JSON.parse(token));
    else if (/^[-0-9]/.test(token)) return /^(-?[1-9][0-9]*|0)$/.test(token) && Number.isSafeInteger(Number(token));
    return true;
  });
};

// Reading strictly
const isObject = value => value !== null && typeof value === "object" && !Array.isArray(value);
const object = (value, place, members, optional = []) => {
  if (!isObject(value)) wrong(place, "is not an object");
  for (const member of members) if (!Object.hasOwn(value, member)) wrong(place, `has no member ${member}`);
  for (const member of Object.keys(value)) if (!members.includes(member) && !optional.includes(member)) wrong(place, "has members that the format does not know");
  return value;
};
const list = (value, place, limit) => Array.isArray(value) && value.length <= limit ? value : wrong(place, `is no list of at most ${limit}`);
const text = (value, place, limit) => typeof value === "string" && value.length <= limit ? value : wrong(place, `is no text of at most ${limit} characters`);
const number = (value, place) => {
  if (typeof value !== "string" || !/^(0|[1-9][0-9]{0,18})$/.test(value) || BigInt(value) > 9223372036854775807n) wrong(place, "is no number");
  return BigInt(value);
};
const positive = (value, place) => number(value, place) > 0n ? BigInt(value) : wrong(place, "is not above 0");
const matching = (value, place, grammar, what) => typeof value === "string" && grammar.test(value) ? value : wrong(place, `is no ${what}`);
const id = (value, place) => matching(value, place, /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, "id");
const hash = (value, place) => matching(value, place, /^[0-9a-f]{64}$/, "hash");
const reference = (value, place) => {
  object(value, place, ["ev", "ph"]);
  return { ev: id(value.ev, `${place}.ev`), ph: hash(value.ph, `${place}.ph`) };
};
const tenant = (value, place) => matching(text(value, place, 200), place, /^[^\p{Cc}]+$/u, "consortium");
// The parsers of browsers know days that the calendar does not.
const day = (value, place) => {
  const date = new Date(`${matching(value, place, /^(?!0000)\d{4}-\d\d-\d\d$/, "day")}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : wrong(place, "is no day");
};
const moment = (value, place) => {
  matching(value, place, /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/, "time in UTC with microseconds");
  return day(value.slice(0, 10), place) && value;
};

const readEntry = (value, place) => {
  object(value, place, ["envelope", "index", "openings", "payload", "proof"]);
  const entry = {
    place, index: number(value.index, `${place}.index`), envelope: text(value.envelope, `${place}.envelope`, 65535),
    payload: value.payload === null ? null : text(value.payload, `${place}.payload`, most),
    openings: list(value.openings, `${place}.openings`, 4096).map((opening, i) => text(opening, `${place}.openings[${i}]`, 1 << 20)),
    proof: list(value.proof, `${place}.proof`, 63).map((step, i) => {
      const bytes = decode64(text(step, `${place}.proof[${i}]`, 44), `${place}.proof[${i}]`);
      return bytes.length === 32 ? bytes : wrong(`${place}.proof[${i}]`, "is no hash");
    }),
  };
  return entry.payload !== null || entry.openings.length === 0 ? entry : wrong(`${place}.openings`, "opens a payload that is not there");
};

const readBundle = value => {
  const members = ["agreements", "attachments", "checkpoint", "complete", "entries", "format", "head", "rules", "subjects", "sum", "tenant", "withheld"];
  object(value, "", members, ["keys", "from"]);
  if (value.format !== "ledger-bundle/1") wrong("format", "is not ledger-bundle/1");
  const entries = (of, place) => list(of, place, 100000).map((item, i) => readEntry(item, `${place}[${i}]`));
  const references = place => list(value[place], place, 100000).map((item, i) => reference(item, `${place}[${i}]`));
  const bundle = {
    tenant: tenant(value.tenant, "tenant"), subjects: references("subjects"), entries: entries(value.entries, "entries"),
    head: value.head === null ? null : readEntry(value.head, "head"), complete: typeof value.complete === "boolean" ? value.complete : wrong("complete", "is neither true nor false"),
    agreements: references("agreements"), withheld: references("withheld"), checkpoint: text(value.checkpoint, "checkpoint", 1 << 20),
    rules: list(value.rules, "rules", 100000).map((rule, i) => {
      object(rule, `rules[${i}]`, ["ev", "method", "version"]);
      return { ev: id(rule.ev, `rules[${i}].ev`), method: text(rule.method, `rules[${i}].method`, 120), version: positive(rule.version, `rules[${i}].version`) };
    }),
    attachments: list(value.attachments, "attachments", 100000).map((file, i) => {
      object(file, `attachments[${i}]`, ["ev", "sha256"]);
      return { ev: id(file.ev, `attachments[${i}].ev`), sha256: hash(file.sha256, `attachments[${i}].sha256`) };
    }),
    keys: value.keys === undefined ? [] : entries(list(value.keys, "keys", 1000), "keys"), from: value.from === undefined ? null : readEntry(value.from, "from"),
  };
  if (bundle.subjects.length === 0) wrong("subjects", "is empty");
  if (value.keys !== undefined && bundle.keys.length === 0) wrong("keys", "is empty");
  if (bundle.from && (!bundle.complete || !bundle.head)) wrong("from", "begins a period that no head ends");
  for (const [place, of] of [["entries", bundle.entries], ["keys", bundle.keys]]) {
    of.forEach((entry, i) => { if (i > 0 && entry.index <= of[i - 1].index) wrong(`${place}[${i}].index`, "is not larger than the one before"); });
  }
  return bundle;
};

// Signed notes and keys (C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy)
const lines = (of, place) => of.endsWith("\n") ? of.slice(0, -1).split("\n") : wrong(place, "does not end with a newline");
const keyName = (name, place) => name.length > 0 && name.length <= 255 && !/[+\p{Z}\p{Cc}]/u.test(name) ? name : wrong(place, "is no name of a key");
const readNote = (note, place) => {
  if (utf8.encode(note).length > 1 << 20) wrong(place, "is larger than a note may be");
  const end = note.lastIndexOf("\n\n");
  if (end < 0) wrong(place, "has no empty line between its text and its signatures");
  const said = note.slice(0, end + 1);
  if (/[\u0000-\u0009\u000b-\u001f]/.test(said)) wrong(place, "holds a control character");
  const signatures = lines(note.slice(end + 2), place).map(line => {
    const parts = line.startsWith("\u2014 ") && line.length <= 8192 ? line.slice(2).split(" ") : [];
    if (parts.length !== 2) wrong(place, "has a line that is no signature");
    const bytes = decode64(parts[1], place);
    return bytes.length > 4 ? { name: keyName(parts[0], place), id: hex(bytes.slice(0, 4)), bytes: bytes.slice(4) } : wrong(place, "has a line that is no signature");
  });
  return signatures.length > 0 && signatures.length <= 128 ? { text: said, signatures } : wrong(place, "has no signature or too many");
};
const readCheckpoint = (note, place) => {
  const [origin, size, root, ...more] = lines(note.text, place);
  if (root === undefined || more.length > 0) wrong(place, "is no checkpoint: origin, size and root");
  const bytes = decode64(root, place);
  return bytes.length === 32 ? { origin: keyName(origin, place), size: number(size, place), root: bytes } : wrong(place, "has no root");
};
const ED25519 = 1, ECDSA = 2, COSIGNATURE = 4;
const p256 = { name: "ECDSA", namedCurve: "P-256" };
const isP256 = async spki => {
  try {
    return same(new Uint8Array(await crypto.subtle.exportKey("spki", await crypto.subtle.importKey("spki", spki, p256, true, ["verify"]))), spki);
  } catch { return false; }
};
// Not every 32 bytes are a key or a part of a signature: the y of a point is below 2^255-19, and a point of small order, for which
// anybody can make signatures, is none. Browsers look at neither.
const prime = (1n << 255n) - 19n;
const power = (base, exponent) => {
  let result = 1n;
  for (let square = base % prime; exponent > 0n; exponent >>= 1n, square = square * square % prime) if (exponent & 1n) result = result * square % prime;
  return result;
};
const small = ["26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"];
const pointOf = bytes => {
  if (bytes.length !== 32) return null;
  const encoded = [...bytes.slice(0, 31), bytes[31] & 127];
  const y = encoded.reduceRight((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
  return y > 1n && y < prime - 1n && !small.includes(hex(encoded)) ? y : null;
};
// A key is on the curve besides: x^2 = (y^2 - 1) / (d y^2 + 1) has a solution.
const isEd25519 = bytes => {
  const y = pointOf(bytes);
  if (y === null) return false;
  const square = y * y % prime, d = (prime - 121665n) * power(121666n, prime - 2n) % prime;
  return power((square - 1n) * (d * square + 1n), (prime - 1n) / 2n) === 1n;
};
const readKey = async (vkey, place) => {
  const plus = [vkey.indexOf("+"), vkey.indexOf("+", vkey.indexOf("+") + 1)];
  if (plus[0] < 1 || plus[1] !== plus[0] + 9) wrong(place, "is no key: name+id+base64");
  const [name, told, bytes] = [keyName(vkey.slice(0, plus[0]), place), vkey.slice(plus[0] + 1, plus[1]), decode64(vkey.slice(plus[1] + 1), place)];
  const [type, material] = [bytes[0], bytes.slice(1)];
  if (![ED25519, ECDSA, COSIGNATURE].includes(type)) wrong(place, "is a key of a kind that is not understood");
  if (type === ECDSA ? !await isP256(material) : !isEd25519(material)) wrong(place, "is no public key");
  const real = hex((await sha256(type === ECDSA ? material : join(utf8.encode(`${name}\n`), bytes))).slice(0, 4));
  return real === told ? { name, id: real, type, material, text: vkey } : wrong(place, `has another id than it says: ${real}`);
};
// ECDSA signatures are DER; WebCrypto takes r and s of 32 bytes each.
const rawOfDer = der => {
  const part = at => {
    const end = at + 2 + der[at + 1];
    if (der[at] !== 2 || der[at + 1] < 1 || end > der.length) return null;
    const number = der.slice(at + 2, end);
    // One form for each number: no sign, and a zero before it only where it keeps the sign away.
    if (number[0] > 127 || (number[0] === 0 && !(number[1] > 127))) return null;
    const digits = number[0] === 0 ? number.slice(1) : number;
    return digits.length > 32 ? null : [join(new Uint8Array(32 - digits.length), digits), end];
  };
  const r = der[0] === 0x30 && der[1] === der.length - 2 ? part(2) : null;
  const s = r && part(r[1]);
  return s && s[1] === der.length ? join(r[0], s[0]) : null;
};
const unable = Symbol("not checked here");
const ed25519 = async (material, signature, message) => {
  if (signature.length !== 64 || pointOf(signature.slice(0, 32)) === null) return false;
  let key;
  try { key = await crypto.subtle.importKey("raw", material, "Ed25519", false, ["verify"]); } catch (refused) { return refused.name === "NotSupportedError" ? unable : false; }
  return crypto.subtle.verify("Ed25519", key, signature, message);
};
// True or false; the time of a cosignature; or that this browser cannot say.
const signed = async (key, note, bytes) => {
  const message = utf8.encode(note);
  if (key.type === ED25519) return ed25519(key.material, bytes, message);
  if (key.type === ECDSA) {
    const raw = rawOfDer(bytes);
    if (!raw) return false;
    try {
      return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, await crypto.subtle.importKey("spki", key.material, p256, false, ["verify"]), raw, message);
    } catch { return false; }
  }
  if (bytes.length !== 72) return false;
  const time = BigInt(`0x${hex(bytes.slice(0, 8))}`);
  if (time > 9223372036854775807n) return false;
  const valid = await ed25519(key.material, bytes.slice(8), utf8.encode(`cosignature/v1\ntime ${time}\n${note}`));
  return valid === true ? time : valid;
};
const judge = async (note, keys) => {
  const valid = [];
  for (const line of note.signatures) {
    const key = keys.find(known => known.name === line.name && known.id === line.id);
    if (!key) continue;
    const verdict = await signed(key, note.text, line.bytes);
    if (verdict === unable) return { unable: true, valid: [] };
    if (verdict === false) return { failed: key, valid: [] };
    valid.push({ key, time: typeof verdict === "bigint" ? verdict : null });
  }
  return { valid };
};
const readPolicy = async said => {
  const policy = { logs: [], witnesses: [], quorum: undefined };
  const names = new Map(), members = new Set();
  if (utf8.encode(said).length > 256 << 10) wrong("policy", "is larger than a policy may be");
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(said)) wrong("policy", "holds a control character");
  const unused = (key, place) => {
    const known = [...policy.logs, ...policy.witnesses.map(witness => witness.key)];
    return known.length < 512 && !known.some(other => same(other.material, key.material) || (other.name === key.name && other.id === key.id)) ? key : wrong(place, "has a key that is there already, or one too many");
  };
  const define = (name, place, met) => name !== "none" && !names.has(name) && names.size < 256 ? names.set(name, met) : wrong(place, `has the name ${name}, which is taken`);
  for (const [i, line] of said.split("\n").entries()) {
    const place = `policy:${i + 1}`;
    const [kind, ...items] = line.split(/[ \t]+/).filter(item => item.length > 0);
    if (kind === undefined || kind.startsWith("#")) continue;
    if (kind === "log" && items.length >= 1 && items.length <= 2) {
      const key = unused(await readKey(items[0], place), place);
      policy.logs.push(key.type === COSIGNATURE || policy.logs.length >= 256 ? wrong(place, "is no log") : key);
    } else if (kind === "witness" && items.length >= 2 && items.length <= 3) {
      const [name] = items, key = unused(await readKey(items[1], place), place);
      if (key.type !== COSIGNATURE) wrong(place, "is no witness");
      define(name, place, seen => seen.has(name));
      policy.witnesses.push({ name, key });
    } else if (kind === "group" && items.length >= 3) {
      const of = items.slice(2).map(member => names.get(member) && !members.has(member) ? (members.add(member), names.get(member)) : wrong(place, `names ${member} wrongly`));
      const needed = items[1] === "any" ? 1n : items[1] === "all" ? BigInt(of.length) : positive(items[1], place);
      if (needed > BigInt(of.length)) wrong(place, "is no group");
      define(items[0], place, seen => BigInt(of.filter(member => member(seen)).length) >= needed);
    } else if (kind === "quorum" && items.length === 1 && policy.quorum === undefined) {
      policy.quorum = items[0] === "none" ? null : names.get(items[0]) ?? wrong(place, `does not know ${items[0]}`);
    } else wrong(place, "is neither a log, a witness, a group nor a quorum");
  }
  return policy.quorum === undefined ? wrong("policy", "has no quorum line") : policy;
};

// Entries
const citations = value => {
  const found = new Map();
  const collect = item => {
    if (Array.isArray(item)) item.forEach(collect);
    else if (isObject(item)) {
      const keys = Object.keys(item);
      if (keys.length === 2 && /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(item.ev ?? "") && /^[0-9a-f]{64}$/.test(item.ph ?? ""))
        found.set(`${item.ev.toLowerCase()} ${item.ph}`, true);
      else keys.forEach(key => collect(item[key]));
    }
  };
  collect(value);
  return [...found.keys()].sort();
};
const included = async (leaf, index, size, proof, root) => {
  if (index >= size) return false;
  let [node, last, at] = [index, size - 1n, leaf];
  for (const sibling of proof) {
    if (last === 0n) return false;
    if ((node & 1n) === 1n || node === last) {
      at = await nodeOf(sibling, at);
      while ((node & 1n) === 0n && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
    } else at = await nodeOf(at, sibling);
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n && same(at, root);
};
const deeper = (value, levels) => container(value) && (levels === 0 || Object.values(value).some(item => deeper(item, levels - 1)));
const readOpening = (opening, place) => {
  let json, array;
  try { array = JSON.parse(json = strict.decode(decodeUrl64(opening, place))); } catch { wrong(place, "is no disclosure"); }
  const texts = Array.isArray(array) ? array.slice(0, -1) : [];
  if (![1, 2].includes(texts.length) || texts.some(item => typeof item !== "string" || lone.test(item)) || ["_sd", "..."].includes(texts[1]) || deeper(array, 64)) wrong(place, "is no disclosure");
  return { name: texts[1], value: array.at(-1), plain: plain(json) };
};
// Puts disclosed fields into a payload; a disclosure that belongs nowhere is refused.
const disclose = async (payload, openings, place) => {
  const unused = new Map(), read = openings.map((opening, i) => readOpening(opening, `${place}[${i}]`));
  for (const [i, opening] of openings.entries()) {
    if (read[i].name === undefined) throw new Error("Elements of arrays are not disclosed one by one.");
    const digest = url64(await sha256(utf8.encode(opening)));
    if (unused.has(digest)) throw new Error("A disclosure stands twice.");
    unused.set(digest, read[i]);
  }
  const seen = new Set();
  let closed = 0;
  const open = (value, depth) => {
    if (container(value) && depth >= 64) throw new Error("The fields are nested too deep.");
    if (Array.isArray(value)) return value.map(item => open(item, depth + 1));
    if (!isObject(value)) return value;
    const opened = Object.fromEntries(Object.entries(value).filter(([name]) => name !== "_sd").map(([name, item]) => [name, open(item, depth + 1)]));
    if (!Object.hasOwn(value, "_sd")) return opened;
    if (!Array.isArray(value._sd)) throw new Error("The digests of hidden fields are a list.");
    for (const digest of value._sd) {
      if (typeof digest !== "string" || seen.has(digest)) throw new Error("A digest stands twice.");
      seen.add(digest);
      const disclosed = unused.get(digest);
      if (!disclosed) { closed++; continue; }
      unused.delete(digest);
      if (Object.hasOwn(opened, disclosed.name)) throw new Error(`The field ${disclosed.name} stands in the payload already.`);
      if (!disclosed.plain || canonical(disclosed.value) === undefined) throw new Error("The value is none that a fact may hold.");
      // Not by assignment: that would make another object of a field with the name __proto__.
      Object.defineProperty(opened, disclosed.name, { value: open(disclosed.value, depth + 1), enumerable: true, configurable: true, writable: true });
    }
    return opened;
  };
  const value = open(payload, 0);
  if (unused.size > 0) throw new Error("A disclosed field has no digest in the payload.");
  return { value, closed };
};

const textAt = (value, ...path) => {
  for (const member of path) value = isObject(value) && Object.hasOwn(value, member) ? value[member] : null;
  return typeof value === "string" ? value : null;
};
const personSigned = async (keyId, publicKey, signature, statement) => {
  try {
    const [der, raw] = [decode64(publicKey, ""), decode64(signature, "")];
    if (![publicKey, signature].every(item => typeof item === "string") || raw.length !== 64 || !await isP256(der) || hex(await sha256(der)) !== keyId) return false;
    return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, await crypto.subtle.importKey("spki", der, p256, false, ["verify"]), raw, utf8.encode(statement));
  } catch { return false; }
};
// Longer than any command: one that was under way while a key was registered or retired did not know of it.
const underWay = 10 * 60 * 1000;
const longBefore = (earlier, later) => earlier.index < later.index && Date.parse(earlier.said.at) <= Date.parse(later.said.at) - underWay;

// What is wrong, in both languages. The codes are those of the command line.
const Tampered = 1, Incomplete = 2;
class Check {
  constructor(bundle) { this.bundle = bundle; this.findings = []; }

  tampered(code, place, en, zh) { this.findings.push({ kind: Tampered, code, place, en, zh }); }

  incomplete(code, place, en, zh) { this.findings.push({ kind: Incomplete, code, place, en, zh }); }

  async entry(entry, checkpoint) {
    const at = `${entry.place}.envelope`;
    const bytes = utf8.encode(entry.envelope);
    if (bytes.length > 65535) wrong(at, "is larger than a leaf may be");
    const said = object(parse(entry.envelope, at), at, ["at", "ev", "k", "n", "ph", "refs", "seq", "sn", "src", "st", "tn", "tv", "ver"]);
    if (said.k !== "ledger-envelope/1") wrong(`${at}.k`, "is not ledger-envelope/1");
    const envelope = {
      ev: id(said.ev, `${at}.ev`), type: matching(text(said.n, `${at}.n`, 120), `${at}.n`, /^[a-z][a-z_]*\.v[1-9][0-9]*$/, "name of a fact"), ph: hash(said.ph, `${at}.ph`),
      refs: list(said.refs, `${at}.refs`, 256).map((item, i) => reference(item, `${at}.refs[${i}]`)), src: matching(text(said.src, `${at}.src`, 60), `${at}.src`, /^[a-z][a-z-]*$/, "service"),
      sn: positive(said.sn, `${at}.sn`), tn: tenant(said.tn, `${at}.tn`), tv: positive(said.tv, `${at}.tv`), st: id(said.st, `${at}.st`), ver: positive(said.ver, `${at}.ver`),
      at: moment(said.at, `${at}.at`),
    };
    if (new Set(envelope.refs.map(ref => `${ref.ev} ${ref.ph}`)).size < envelope.refs.length) wrong(`${at}.refs`, "names an event twice");
    positive(said.seq, `${at}.seq`);
    const leaf = await leafOf(bytes);
    const read = { ...entry, said: envelope, leaf, value: undefined, closed: 0 };
    if (!await included(leaf, entry.index, checkpoint.size, entry.proof, checkpoint.root))
      this.tampered("entry.not-in-log", entry.place, `The log does not hold this entry at index ${entry.index}.`, `日志在序号 ${entry.index} 处没有该条目。`);
    if (entry.payload === null) return read;
    const payload = parse(entry.payload, `${entry.place}.payload`);
    if (hex(await sha256(utf8.encode(entry.payload))) !== envelope.ph)
      this.tampered("entry.payload-differs", `${entry.place}.payload`, "This is not the payload that was logged.", "这不是当初记入日志的内容。");
    if (JSON.stringify(envelope.refs.map(ref => `${ref.ev} ${ref.ph}`)) !== JSON.stringify(citations(payload)))
      this.tampered("entry.references-differ", `${entry.place}.payload`, "The envelope names other events than the payload cites.", "信封所列引用与内容中的引用不一致。");
    try {
      Object.assign(read, await disclose(payload, entry.openings, `${entry.place}.openings`));
    } catch (refused) {
      if (refused instanceof Malformed) throw refused;
      this.tampered("entry.opening-refused", `${entry.place}.openings`, "The disclosed fields do not belong to this payload.", "披露的字段不属于该内容。");
    }
    return read;
  }

  order(entries) {
    const last = new Map(), byEvent = new Map();
    for (const entry of entries) {
      const { said, place } = entry;
      if (said.tn !== this.bundle.tenant) this.tampered("entry.other-tenant", place, "The entry belongs to another consortium.", "该条目属于另一个联合体。");
      if (byEvent.has(said.ev)) this.tampered("entry.event-twice", place, `The event ${said.ev} stands in the log twice.`, `事件 ${said.ev} 在日志中出现两次。`);
      else byEvent.set(said.ev, entry);
      for (const [member, of, value] of [["sn", "", said.sn], ["tv", said.tn, said.tv], ["ver", said.st, said.ver]]) {
        const key = `${member}\n${said.src}\n${of}`;
        if (last.has(key) && value <= last.get(key)) this.tampered("entry.order", place, `The number '${member}' does not rise along the log.`, `编号“${member}”没有随日志递增。`);
        last.set(key, value);
      }
    }
    return byEvent;
  }

  links(entries) {
    const byEvent = this.order(entries);
    const withheld = new Set(this.bundle.withheld.map(ref => `${ref.ev} ${ref.ph}`)), used = new Set();
    if (withheld.size < this.bundle.withheld.length) wrong("withheld", "names an event twice");
    for (const entry of entries) {
      for (const ref of entry.said.refs) {
        const cause = byEvent.get(ref.ev);
        if (cause) {
          if (cause.said.ph !== ref.ph) this.tampered("citation.differs", entry.place, `The entry cites another content of the event ${ref.ev}.`, `该条目所引用的事件 ${ref.ev} 内容不同。`);
          if (cause.index >= entry.index) this.tampered("citation.later", entry.place, `The entry cites the event ${ref.ev}, which was logged later.`, `该条目引用了之后才记入的事件 ${ref.ev}。`);
        } else if (withheld.has(`${ref.ev} ${ref.ph}`)) used.add(`${ref.ev} ${ref.ph}`);
        else this.incomplete("citation.missing", entry.place, `The event ${ref.ev} is cited and missing.`, `所引用的事件 ${ref.ev} 缺失。`);
      }
    }
    if (used.size < withheld.size) wrong("withheld", "names an event that no entry cites, or that is there");
    for (const [what, place] of [["subject", "subjects"], ["agreement", "agreements"]]) this.bundle[place].forEach((ref, i) => {
      const entry = byEvent.get(ref.ev);
      if (!entry) this.incomplete(`${what}.missing`, `${place}[${i}]`, `The event ${ref.ev} is not in the bundle.`, `证据包中没有事件 ${ref.ev}。`);
      else if (entry.said.ph !== ref.ph) this.tampered(`${what}.differs`, `${place}[${i}]`, `The event ${ref.ev} has another content.`, `事件 ${ref.ev} 的内容不同。`);
    });
    const any = (value, holds) => holds(value) || (Array.isArray(value) ? value.some(item => any(item, holds)) : isObject(value) && Object.values(value).some(item => any(item, holds)));
    const stated = (ev, place, what, states) => {
      const entry = byEvent.get(ev);
      if (!entry) this.incomplete(`${what}.missing`, place, `The event ${ev} is not in the bundle.`, `证据包中没有事件 ${ev}。`);
      else if (entry.value === undefined || (entry.closed > 0 && !any(entry.value, states))) this.incomplete(`${what}.not-disclosed`, place, `What the event ${ev} says about it is not disclosed.`, `事件 ${ev} 对此的记载未披露。`);
      else if (!any(entry.value, states)) this.tampered(`${what}.not-stated`, place, `The event ${ev} does not say so.`, `事件 ${ev} 并无此记载。`);
    };
    this.bundle.rules.forEach((rule, i) => stated(rule.ev, `rules[${i}]`, "rule",
      item => isObject(item) && Object.values(item).includes(rule.method) && Object.values(item).some(value => ["string", "number"].includes(typeof value) && String(value) === String(rule.version))));
    this.bundle.attachments.forEach((file, i) => stated(file.ev, `attachments[${i}]`, "attachment", item => item === file.sha256));
  }

  // Persons' own signatures: a key is registered by who has it, a signed approval by a key that the approver had registered before.
  async persons(entries) {
    const shown = entries.filter(entry => isObject(entry.value)), registered = new Map();
    this.signed = []; this.unsigned = []; this.keysUnknown = [];
    for (const entry of shown.filter(one => one.said.type === "signing_key_registered.v1")) {
      const { keyId, publicKey, proof } = entry.value, person = textAt(entry.value, "by", "person");
      if (person !== null && await personSigned(keyId, publicKey, proof, `ledger-signing-key/v1\n${entry.said.tn}\n${person}\n${keyId}\n`)) registered.set(entry.said.ev, entry);
      else this.tampered("signing-key.false", entry.place, "The registration of this key is not signed by the key itself, for this person.", "该密钥的登记并非由该密钥本身为此人签署。");
    }
    const retirements = key => shown.filter(entry => entry.said.type === "signing_key_retired.v1" && entry.said.src === key.said.src && entry.said.st === key.said.st && entry.value.keyId === key.value.keyId);
    for (const entry of shown.filter(one => one.said.type === "run_approved.v1")) {
      const { said, value, place } = entry, person = textAt(value, "by", "person"), who = `${person} (${textAt(value, "by", "organisation")})`;
      if (!Object.hasOwn(value, "signature")) {
        if ([...registered.values()].some(key => textAt(key.value, "by", "person") === person && key.said.src === said.src && longBefore(key, entry)
          && !retirements(key).some(other => other.index < entry.index)))
          this.tampered("approval.signature-missing", place, "The approver had a signing key, and the approval is not signed.", "复核人已有签名密钥，而复核未签名。");
        else this.unsigned.push(who);
        continue;
      }
      const { signature, proposalHash } = value, registration = isObject(signature) ? signature.registration : null;
      const cited = isObject(registration) && Object.keys(registration).sort().join() === "ev,ph" ? citations(registration) : [];
      const holds = cited.length === 1 && Object.keys(signature).length === 4 && typeof proposalHash === "string" && /^[0-9a-f]{64}$/.test(proposalHash)
        && await personSigned(signature.keyId, signature.publicKey, signature.signature, `ledger-approval/v1\n${said.tn}\n${said.st}\n${proposalHash}\n`);
      if (!holds) {
        this.tampered("approval.signature-false", place, "The signature of the approval is not that of the key named, over exactly this proposal.", "复核签名并非所列密钥对该提案的签名。");
        continue;
      }
      const ev = cited[0].split(" ")[0], there = entries.find(other => other.said.ev === ev), key = registered.get(ev);
      if (!there || (there.value === undefined && there.said.type === "signing_key_registered.v1")) this.keysUnknown.push(`${who}, ${signature.keyId}`);
      else if (!key || key.said.src !== said.src || key.value.keyId !== signature.keyId)
        this.tampered("approval.key-differs", place, "The approval is signed by another key than the one whose registration it cites.", "复核签名所用密钥与其所引用登记的密钥不同。");
      else if (textAt(key.value, "by", "person") !== person)
        this.tampered("approval.key-of-another", place, "The approval is signed with the key of another person.", "复核签名所用密钥属于他人。");
      else if (retirements(key).some(other => longBefore(other, entry)))
        this.tampered("approval.key-retired", place, "The approval is signed with a key that was retired before.", "复核签名所用密钥此前已停用。");
      else this.signed.push(`${who}, ${signature.keyId}`);
    }
  }

  async head(entry, checkpoint) {
    if (entry.payload === null) wrong(`${entry.place}.payload`, "is missing");
    if (entry.openings.length !== 1) wrong(`${entry.place}.openings`, "does not open exactly one head");
    const read = await this.entry(entry, checkpoint);
    if (read.said.type !== "tenant_heads.v1" || read.said.src !== "audit") this.tampered("head.not-a-head", entry.place, "This entry is not one that counts the entries of the consortia.", "该条目不是租户清点条目。");
    const { name, value: sources, plain: unambiguous } = readOpening(entry.openings[0], `${entry.place}.openings[0]`);
    if (name !== this.bundle.tenant) this.tampered("head.other-tenant", entry.place, "The head is that of another consortium.", "该清点头属于另一个联合体。");
    if (!isObject(sources) || !unambiguous || Object.keys(sources).length > 256) wrong(`${entry.place}.openings[0]`, "is not a head");
    const counts = new Map(Object.entries(sources).map(([source, said]) => {
      object(said, `${entry.place}.openings[0].${source}`, ["count", "leaf"]);
      return [source, { count: positive(said.count, `${entry.place}.openings[0].${source}.count`), leaf: hash(said.leaf, `${entry.place}.openings[0].${source}.leaf`) }];
    }));
    const payload = object(parse(entry.payload, `${entry.place}.payload`), `${entry.place}.payload`, ["day", "size", "tenants"]);
    object(payload.tenants, `${entry.place}.payload.tenants`, ["_sd"]);
    day(payload.day, `${entry.place}.payload.day`);
    const size = positive(payload.size, `${entry.place}.payload.size`);
    if (size > entry.index) this.tampered("head.size-beyond", entry.place, "The head counts more of the log than came before it.", "清点头所计超出其前的日志。");
    return { place: entry.place, size, counts, day: payload.day };
  }

  counted(head, entries) {
    for (const entry of entries) {
      const count = head.counts.get(entry.said.src);
      if ((entry.index < head.size) !== (entry.said.tv <= (count?.count ?? 0n))) this.tampered("head.count-differs", entry.place, "The head counts this entry otherwise than the log.", "清点头对该条目的计数与日志不符。");
      if (count && entry.said.tv === count.count && count.leaf !== hex(entry.leaf)) this.tampered("head.last-differs", entry.place, "The head names another last entry of this source.", "清点头所记该来源的最后条目与此不同。");
    }
  }

  contiguous(head, from, entries) {
    if (from && from.size >= head.size) wrong(from.place, "does not count less of the log than the head");
    if (from && [...from.counts].some(([source, said]) => said.count > (head.counts.get(source)?.count ?? 0n)))
      this.tampered("head.counts-fall", from.place, "The later count counts fewer entries than the earlier one.", "后一次清点的条目数少于前一次。");
    for (const [source, said] of [...head.counts].sort()) {
      let next = (from?.counts.get(source)?.count ?? 0n) + 1n;
      const numbers = entries.filter(entry => entry.said.src === source).map(entry => entry.said.tv).sort((a, b) => a < b ? -1 : 1);
      for (const value of numbers) if (value === next) next++;
      if (next <= said.count) this.incomplete("head.entry-missing", "entries", `Entry ${next} of ${said.count} from ${source} is missing.`, `来自 ${source} 的 ${said.count} 个条目中缺第 ${next} 个。`);
    }
  }

  // A trusted key names the next one, on record in the log itself.
  async follow(policy, entries, origin) {
    let last = null;
    for (const entry of entries) {
      if (entry.said.type !== "log_key_rotated.v1" || entry.said.src !== "audit") {
        this.tampered("key.not-a-rotation", entry.place, "This entry does not hand the log over to another key.", "该条目不是日志密钥更换条目。");
        continue;
      }
      const place = `${entry.place}.payload.statement`;
      const note = readNote(text(object(entry.value ?? wrong(`${entry.place}.payload`, "is missing"), `${entry.place}.payload`, ["statement"]).statement, place, 1 << 20), place);
      const said = lines(note.text, place);
      if (said.length !== 4 || said[0] !== "ledger-log-key/1") wrong(place, "is no statement of a change of keys");
      const [old, next] = [await readKey(said[2], place), await readKey(said[3], place)];
      if (old.name !== said[1] || next.name !== said[1] || old.id === next.id || [old, next].some(key => key.type === COSIGNATURE)) wrong(place, "has lines that do not fit each other");
      const verdict = await judge(note, [old, next]);
      if (verdict.unable) return { unable: true };
      if (old.name !== origin || verdict.failed || ![old, next].every(key => verdict.valid.some(line => line.key === key)))
        this.tampered("key.false-signature", entry.place, "The statement is not signed by the old and the next key of this log.", "更换声明未由本日志的新旧密钥共同签署。");
      else if (last !== null && last !== old.text) this.tampered("key.order", entry.place, "The key that hands over is not the one that the log had.", "交出的密钥不是日志当时的密钥。");
      else if (policy.logs.some(log => log.text === old.text) && !policy.witnesses.some(witness => same(witness.key.material, next.material))) policy.logs.push(next);
      last = next.text;
    }
    return {};
  }

  async signatures(note, checkpoint, policy, changed) {
    if (!policy || changed.unable) return { standing: policy ? "unable" : "no-keys" };
    const logs = policy.logs.filter(key => key.name === checkpoint.origin);
    if (logs.length === 0) {
      this.tampered("checkpoint.unknown-log", "checkpoint", `The policy does not know the log ${checkpoint.origin}.`, `策略中没有日志 ${checkpoint.origin}。`);
      return { standing: "unknown-log" };
    }
    const verdict = await judge(note, [...logs, ...policy.witnesses.map(witness => witness.key)]);
    if (verdict.unable) return { standing: "unable" };
    if (verdict.failed) this.tampered("checkpoint.false-signature", "checkpoint", `A signature under the name ${verdict.failed.name} is false.`, `以 ${verdict.failed.name} 名义的签名是假的。`);
    else if (!verdict.valid.some(line => logs.includes(line.key))) this.tampered("checkpoint.not-signed", "checkpoint", `The log ${checkpoint.origin} did not sign the checkpoint.`, `检查点没有日志 ${checkpoint.origin} 的签名。`);
    else {
      const seen = policy.witnesses.filter(witness => verdict.valid.some(line => line.key === witness.key)).map(witness => witness.name);
      if (policy.quorum && !policy.quorum(new Set(seen))) {
        this.incomplete("checkpoint.too-few-witnesses", "checkpoint", `Only ${seen.length} known witnesses have seen the checkpoint; the policy asks for more.`, `只有 ${seen.length} 个已知见证人见过该检查点，未达到策略要求。`);
      }
      return { standing: "signed", seen, key: verdict.valid.find(line => logs.includes(line.key)).key, asksForNone: policy.quorum === null };
    }
    return { standing: "false" };
  }
}

/**
 * Checks a bundle.
 * @param {Uint8Array} bytes The file.
 * @param {string} policyText Trusted keys as a policy file; empty when the reader has none: then signatures are not checked.
 * @param {(done: number, all: number) => void} progress Told how many entries are done.
 * @returns Kind (0 proven, 1 tampered, 2 incomplete, 3 malformed), findings, what is proven and what is not; each in both languages.
 */
export async function verify(bytes, policyText = "", progress = () => {}) {
  try {
    if (bytes.length > most) wrong("", `is larger than ${most} bytes`);
    let said;
    try { said = strict.decode(bytes); } catch { wrong("", "is not UTF-8"); }
    const json = parse(said, "");
    const bundle = readBundle(json);
    const policy = policyText.trim().length === 0 ? null : await readPolicy(policyText);
    const note = readNote(bundle.checkpoint, "checkpoint");
    const checkpoint = readCheckpoint(note, "checkpoint");
    const check = new Check(bundle);
    const { sum, ...rest } = json;
    if (hash(sum, "sum") !== hex(await sha256(utf8.encode(canonical(rest)))))
      check.tampered("bundle.checksum", "sum", "The bundle is not as it was written: its checksum is wrong.", "证据包与写出时不一致：校验和不符。");
    const keys = [];
    for (const entry of bundle.keys) keys.push(await check.entry(entry, checkpoint));
    const changed = policy ? await check.follow(policy, keys, checkpoint.origin) : {};
    const outcome = await check.signatures(note, checkpoint, policy, changed);
    const entries = [];
    for (const entry of bundle.entries) {
      entries.push(await check.entry(entry, checkpoint));
      progress(entries.length, bundle.entries.length);
    }
    const head = bundle.head && await check.head(bundle.head, checkpoint);
    const from = bundle.from && await check.head(bundle.from, checkpoint);
    check.links(entries);
    await check.persons(entries);
    if (from) check.counted(from, entries);
    if (head) check.counted(head, entries);
    if (bundle.complete && head) check.contiguous(head, from, entries);
    if (bundle.complete && !head) check.incomplete("head.missing", "head", "The bundle claims to be complete, and holds no head to show it.", "证据包声称完整，却没有可以证明的租户清点头。");
    const kind = check.findings.length === 0 ? 0 : Math.min(...check.findings.map(finding => finding.kind));
    return { kind, outcome, findings: check.findings, ...statements(check, { checkpoint, outcome, entries, head, from, kind }), entries, checkpoint, tenant: bundle.tenant };
  } catch (refused) {
    if (!(refused instanceof Malformed)) throw refused;
    return {
      kind: 3, outcome: { standing: "malformed" }, proven: [], notProven: [], entries: [],
      findings: [{ kind: 3, code: refused.place.startsWith("policy") ? "policy.malformed" : "bundle.malformed", place: refused.place, en: `Malformed here: it ${refused.message}.`, zh: `此处格式有误：${refused.message}。` }],
    };
  }
}

const statements = (check, { checkpoint, outcome, entries, head, from, kind }) => {
  const { bundle, findings } = check;
  const proven = [], notProven = [];
  const yes = (code, en, zh) => proven.push({ code, en, zh });
  const no = (code, en, zh) => notProven.push({ code, en, zh });
  const whole = outcome.standing === "signed";
  if (kind !== 1) {
    const count = entries.length, size = checkpoint.size;
    if (whole) yes("proven.logged", `${count} entries are in the log ${checkpoint.origin}, unchanged, as it signed itself at ${size} entries with the key ${outcome.key.text}.`, `${count} 个条目原样存在于日志 ${checkpoint.origin} 中；该日志在 ${size} 个条目时以密钥 ${outcome.key.text} 签署。`);
    else yes("proven.included", `${count} entries belong to one tree of ${size} entries with the root that the checkpoint names.`, `${count} 个条目属于同一棵 ${size} 个条目的树，其根即检查点所载。`);
    if (whole && outcome.seen.length > 0) yes("proven.witnessed", `These witnesses saw the same state of the log: ${outcome.seen.join(", ")}.`, `以下见证人见过日志的同一状态：${outcome.seen.join("、")}。`);
    const shown = entries.filter(entry => entry.payload !== null).length;
    yes("proven.payloads", `The contents shown of ${shown} entries are those that were logged.`, `所示 ${shown} 个条目的内容即当初记入的内容。`);
    if (!findings.some(finding => finding.code === "citation.missing")) yes("proven.chain", "Every event that these entries rest on is among them, logged before them, or listed as withheld.", "这些条目所依据的每个事件都在其中且先于其记入，或列为未提供。");
    if (check.signed.length > 0) yes("proven.signatures", `The approver signed it with a key of his own, which he had registered before: ${check.signed.join("; ")}.`, `复核人以其事先登记的本人密钥签署：${check.signed.join("；")}。`);
    if (bundle.complete && head && !findings.some(finding => finding.code === "head.entry-missing")) {
      if (from) yes("proven.complete-between", `Complete: nothing of ${bundle.tenant} among the entries ${from.size + 1n} to ${head.size} of the log is left out.`, `完整：日志第 ${from.size + 1n} 至 ${head.size} 个条目中 ${bundle.tenant} 的条目无一遗漏。`);
      else yes("proven.complete", `Complete: nothing of ${bundle.tenant} among the first ${head.size} entries of the log is left out, as counted on ${head.day}.`, `完整：截至 ${head.day} 清点，日志前 ${head.size} 个条目中 ${bundle.tenant} 的条目无一遗漏。`);
    }
  }
  if (outcome.standing === "unable") no("open.signatures", "That the log and its witnesses signed: this browser does not know Ed25519. Not checked here; the command line does it.", "日志与见证人确已签名：此浏览器不支持 Ed25519，此处未核验；请使用命令行。");
  if (outcome.standing === "no-keys") no("open.signatures", "That the log and its witnesses signed: you gave no keys. Not checked here.", "日志与见证人确已签名：您未提供密钥，此处未核验。");
  if (whole && outcome.asksForNone) no("open.witnesses", "That others saw the same log: the policy asks for no witness.", "他人见到的是同一日志：策略未要求见证人。");
  if (!bundle.complete) no("open.complete", "That nothing else was logged about this matter.", "关于此事项没有其他记录。");
  const hidden = entries.filter(entry => entry.payload === null).length, fields = entries.reduce((sum, entry) => sum + entry.closed, 0);
  if (hidden > 0) no("hidden.payloads", `The contents of ${hidden} entries, which are not disclosed.`, `${hidden} 个条目的内容（未披露）。`);
  if (fields > 0) no("hidden.fields", `At most ${fields} confidential fields, which are not disclosed.`, `至多 ${fields} 个保密字段（未披露）。`);
  if (bundle.attachments.length > 0) no("open.files", "That a file is the one named: compare its SHA-256.", "某文件即所指文件：请比对其 SHA-256。");
  no("open.figures", "That the figures follow from the inputs: the browser does not compute them anew, ./ledger verify does.", "各数额确由输入得出：浏览器不重新计算，./ledger verify 会计算。");
  if (check.keysUnknown.length > 0) no("open.signing-keys", `Whose key signed: its registration is not disclosed here: ${check.keysUnknown.join("; ")}.`, `签署密钥属于何人：其登记未在此披露：${check.keysUnknown.join("；")}。`);
  if (check.unsigned.length > 0) no("open.unsigned", `That they approved themselves, for these approvals bear no personal signature: ${check.unsigned.join("; ")}.`, `以下复核未附个人签名，不能证明系本人所为：${check.unsigned.join("；")}。`);
  if (check.signed.length === 0) no("open.persons", "That the persons named acted themselves: the services recorded it, no personal signature was checked.", "所列人员确系本人操作：由服务记录，未核验个人签名。");
  else no("open.persons", "That the persons named acted themselves, but for these signatures; and that a key registered from a person's account is in his hands: the services recorded it.", "除上述签名外，所列人员确系本人操作；以及经某账户登记的密钥确由本人掌握：均由服务记录。");
  no("open.truth", "That what was recorded is true.", "所记录的内容属实。");
  return { proven, notProven };
};

// The page. Its words stand in the page itself; here only what is found.
const write = (place, items, zh) => {
  place.replaceChildren(...items.map(item => {
    const line = document.createElement("li");
    const code = document.createElement("code");
    code.textContent = item.code;
    line.append(zh ? item.zh : item.en, " ", code, item.place ? ` ${item.place}` : "");
    return line;
  }));
  place.closest("section").hidden = items.length === 0;
};

/** Binds the form of the page, once for each time it is shown. */
export function start(form) {
  if (form.dataset.bound !== undefined) return;
  form.dataset.bound = "";
  form.hidden = false;
  const zh = document.documentElement.lang.startsWith("zh");
  const result = document.getElementById("check-result");
  const part = name => result.querySelector(`[data-part="${name}"]`);
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const asked = form.elements.address.value.trim();
    const file = form.elements.file.files[0];
    result.hidden = false;
    delete result.dataset.kind;
    const status = part("status");
    status.textContent = form.dataset.working;
    let bytes;
    try {
      if (file) bytes = new Uint8Array(await file.arrayBuffer());
      else if (asked) {
        const answer = await fetch(asked, { credentials: "same-origin" });
        if (!answer.ok) throw new Error(String(answer.status));
        bytes = new Uint8Array(await answer.arrayBuffer());
      }
    } catch { bytes = undefined; }
    if (!bytes) { status.textContent = form.dataset.missing; ["proven", "open", "wrong"].forEach(name => write(part(name), [], zh)); return; }
    let shown = 0;
    const verdict = await verify(bytes, form.elements.policy.value, (done, all) => {
      if (done - shown >= 250) { shown = done; status.textContent = `${form.dataset.working} ${done} / ${all}`; }
    });
    write(part("wrong"), verdict.findings, zh);
    write(part("proven"), verdict.proven, zh);
    write(part("open"), verdict.notProven, zh);
    const unsure = verdict.kind === 0 && verdict.outcome.standing !== "signed";
    result.dataset.kind = unsure ? "unsigned" : ["verified", "tampered", "incomplete", "malformed"][verdict.kind];
    status.textContent = form.dataset[result.dataset.kind];
  });
}
