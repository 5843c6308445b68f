#!/usr/bin/env python3
"""Second, independent verifier of evidence bundles (ledger-bundle/1). Python 3 standard library only.

    python3 verify_bundle.py POLICY BUNDLE [BUNDLE ...]

Exit code: 0 verified, 1 tampered, 2 incomplete or not enough witnesses, 3 malformed; of several bundles the highest.
Shares no code with ./ledger verify. After RFC 6962, RFC 8032, RFC 8785, RFC 9901, FIPS 186-5 and C2SP signed-note,
tlog-checkpoint, tlog-cosignature and tlog-policy. It does not compute figures anew.
"""
import base64
import hashlib
import json
import re
import sys
import unicodedata
from datetime import datetime, timezone

VERIFIED, TAMPERED, INCOMPLETE, MALFORMED = 0, 1, 2, 3
WORDS = ["verified", "tampered", "incomplete", "malformed"]
MAX_INTEGER = 2**53 - 1
MAX_SIZE = 2**63 - 1
MAX_DEPTH = 64


class Malformed(Exception):
    """Not of the published form; the message begins with the place."""


class Unusable(Exception):
    """Not JSON that a fact may hold."""


# ---- Ed25519, RFC 8032 section 5.1: curve points in extended coordinates ----
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(n, point, plus=add, zero=IDENTITY):
    result = zero
    while n:
        if n & 1:
            result = plus(result, point)
        point = plus(point, point)
        n >>= 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def decode_point(data):
    """The point of 32 bytes, or None when they are no canonical encoding of one."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_ed25519_key(key):
    """Points of small order are refused, as most libraries do: anybody can sign for them."""
    point = decode_point(key) if len(key) == 32 else None
    return point is not None and not same(multiply(8, point), IDENTITY)


def ed25519(key, message, signature):
    """Whether a signature is of this key."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = decode_point(key), decode_point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or same(multiply(8, a), IDENTITY) or same(multiply(8, r), IDENTITY):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same(multiply(s, BASE), add(r, multiply(h, a)))


# ---- ECDSA, FIPS 186-5 section 6.4.2, on the curve P-256 (y^2 = x^3 - 3x + b over the field of Q) ----
Q = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
# SubjectPublicKeyInfo of an uncompressed point: everything but the point is the same for every key.
SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")


def p256_add(a, b):
    """The sum of two points; None is the neutral one."""
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % Q == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, Q) % Q
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, Q) % Q
    x = (slope * slope - a[0] - b[0]) % Q
    return x, (slope * (a[0] - x) - a[1]) % Q


def p256_point(spki):
    """The point of a public key, or None when it is none of this curve."""
    x, y = int.from_bytes(spki[len(SPKI):-32], "big"), int.from_bytes(spki[-32:], "big")
    known = len(spki) == len(SPKI) + 64 and spki.startswith(SPKI) and x < Q and y < Q
    return (x, y) if known and (y * y - (x * x * x - 3 * x + B)) % Q == 0 else None


def der_integers(data):
    """r and s of a DER sequence of two positive integers, or None for any other bytes."""
    if len(data) < 2 or data[0] != 0x30 or data[1] != len(data) - 2:
        return None
    numbers, rest = [], data[2:]
    while rest:
        digits = rest[2:2 + rest[1]] if len(rest) > 2 and rest[0] == 2 else b""
        if not digits or len(digits) != rest[1] or digits[0] > 127 or (digits[0] == 0 and not (digits[1:2] and digits[1] > 127)):
            return None
        numbers.append(int.from_bytes(digits, "big"))
        rest = rest[2 + len(digits):]
    return numbers if len(numbers) == 2 else None


def ecdsa_p256(spki, message, signature):
    """Whether a signature over the SHA-256 of a message is of this key."""
    numbers = der_integers(signature)
    return numbers is not None and p256_holds(spki, message, *numbers)


def p256_holds(spki, message, r, s):
    """Whether r and s are a signature over the SHA-256 of a message."""
    point = p256_point(spki)
    if point is None or not (0 < r < N and 0 < s < N):
        return False
    e, w = int.from_bytes(hashlib.sha256(message).digest(), "big"), pow(s, -1, N)
    sum_ = p256_add(multiply(e * w % N, G, p256_add, None), multiply(r * w % N, point, p256_add, None))
    return sum_ is not None and sum_[0] % N == r


# ---- Merkle tree, RFC 6962 ----
def leaf_hash(data):
    return hashlib.sha256(b"\0" + data).digest()


def included(leaf, index, size, proof, root):
    """Recursive form of RFC 6962 section 2.1.1: which side each sibling is on follows from index and size."""
    def path(m, n):
        if n == 1:
            return []
        k = 1 << ((n - 1).bit_length() - 1)
        return path(m, k) + ["right"] if m < k else path(m - k, n - k) + ["left"]

    if not 0 <= index < size:
        return False
    sides = path(index, size)
    if len(sides) != len(proof):
        return False
    for side, sibling in zip(sides, proof):
        pair = leaf + sibling if side == "right" else sibling + leaf
        leaf = hashlib.sha256(b"\1" + pair).digest()
    return leaf == root


# ---- JSON: the canonical form of RFC 8785 without fractions ----
class Refused:
    """A value that a fact may not hold; writing it fails."""


def parse_json(text):
    def integer(digits):
        if digits == "-0" or len(digits) > 17 or abs(int(digits)) > MAX_INTEGER:
            return Refused()
        return int(digits)

    def members(pairs):
        return dict(pairs) if len({key for key, _ in pairs}) == len(pairs) else Refused()

    def constant(name):
        raise Unusable(f"{name} is not JSON")

    try:
        value = json.loads(text, parse_int=integer, parse_float=lambda _: Refused(), parse_constant=constant,
                           object_pairs_hook=members)
    except (ValueError, RecursionError) as error:
        raise Unusable(f"is not JSON: {error}") from None
    return value


def deep(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(deep, inner), default=0)


def utf16(text):
    try:
        return text.encode("utf-16-be")
    except UnicodeEncodeError:
        raise Unusable("holds a lone surrogate") from None


def write_text(text):
    utf16(text)
    short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
    return '"' + "".join(short.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text) + '"'


def write(value, depth=0):
    if isinstance(value, (dict, list)) and depth >= MAX_DEPTH:
        raise Unusable("is nested too deep")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return write_text(value)
    if isinstance(value, list):
        return "[" + ",".join(write(item, depth + 1) for item in value) + "]"
    if isinstance(value, dict):
        keys = sorted(value, key=utf16)
        return "{" + ",".join(f"{write_text(key)}:{write(value[key], depth + 1)}" for key in keys) + "}"
    raise Unusable("holds a fraction, a large number or a key twice")


def canonical(data, place):
    """The value of bytes that must be in canonical form."""
    try:
        text = data.decode("utf-8")
        value = parse_json(text)
        if write(value).encode("utf-8") != data:
            raise Unusable("is not in canonical form")
        return value
    except UnicodeDecodeError:
        raise Malformed(f"{place}: is not UTF-8") from None
    except Unusable as error:
        raise Malformed(f"{place}: {error}") from None


# ---- Texts with one spelling for each value ----
def decode64(text, place):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = None
    if data is None or base64.b64encode(data).decode() != text:
        raise Malformed(f"{place}: is not base64")
    return data


def number(text, place, least=0):
    if not isinstance(text, str) or not re.fullmatch("0|[1-9][0-9]{0,18}", text) or not least <= int(text) <= MAX_SIZE:
        raise Malformed(f"{place}: is not a number")
    return int(text)


def text_of(value, place, limit):
    if not isinstance(value, str) or len(utf16(value)) // 2 > limit:
        raise Malformed(f"{place}: is not a text of at most {limit} characters")
    return value


def match(value, pattern, place, limit=200):
    if not re.fullmatch(pattern, text_of(value, place, limit)):
        raise Malformed(f"{place}: has another form")
    return value


def id_of(value, place):
    return match(value, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", place)


def hash_of(value, place):
    return match(value, "[0-9a-f]{64}", place)


def members_of(value, names, place):
    if not isinstance(value, dict) or set(value) != set(names.split()):
        raise Malformed(f"{place}: has other members than {names}")
    return value


def list_of(value, place, limit, read):
    if not isinstance(value, list) or len(value) > limit:
        raise Malformed(f"{place}: is not a list of at most {limit} elements")
    return [read(item, f"{place}[{i}]") for i, item in enumerate(value)]


def reference(value, place):
    members_of(value, "ev ph", place)
    return id_of(value["ev"], place + ".ev"), hash_of(value["ph"], place + ".ph")


def tenant_of(value, place):
    if not text_of(value, place, 200) or any(unicodedata.category(c) == "Cc" for c in value):
        raise Malformed(f"{place}: is not a consortium")
    return value


# ---- Notes, keys and policies, C2SP ----
def key_name(name, place):
    if not 0 < len(utf16(name)) // 2 <= 255 or any(c == "+" or c.isspace() or unicodedata.category(c) == "Cc" for c in name):
        raise Malformed(f"{place}: is not a key name")
    return name


def parse_key(vkey, place):
    parts = vkey.split("+", 2)
    if len(parts) != 3:
        raise Malformed(f"{place}: is not a key")
    name, raw = key_name(parts[0], place), decode64(parts[2], place)
    if not raw or raw[0] not in (1, 2, 4) or not (p256_point(raw[1:]) if raw[0] == 2 else is_ed25519_key(raw[1:])):
        raise Malformed(f"{place}: is not a key of a kind that is understood")
    key_id = hashlib.sha256(raw[1:] if raw[0] == 2 else name.encode() + b"\n" + raw).digest()[:4]
    if key_id.hex() != parts[1]:
        raise Malformed(f"{place}: has an id that is not its own")
    return name, key_id, raw[0], raw[1:]


def parse_note(text, place):
    if len(text.encode()) > 1 << 20 or any(c < " " and c != "\n" for c in text) or "\n\n" not in text or text[-1] != "\n":
        raise Malformed(f"{place}: is not a signed note")
    end = text.rindex("\n\n")
    signed, lines = text[: end + 1], text[end + 2:-1].split("\n")
    if len(lines) > 128:
        raise Malformed(f"{place}: has too many signatures")
    signatures = []
    for line in lines:
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014" or len(utf16(line)) // 2 > 8192:
            raise Malformed(f"{place}: has a line that is no signature")
        raw = decode64(parts[2], place)
        if len(raw) < 5:
            raise Malformed(f"{place}: has a signature without an id")
        signatures.append((key_name(parts[1], place), raw[:4], raw[4:]))
    return signed, signatures


def parse_checkpoint(text, place):
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise Malformed(f"{place}: is not a checkpoint of three lines")
    root = decode64(lines[2], place)
    if len(root) != 32:
        raise Malformed(f"{place}: has a root of another length")
    return key_name(lines[0], place), number(lines[1], place), root


def parse_policy(data):
    if len(data) > 256 << 10:
        raise Malformed("policy: is too large")
    text = data.decode("utf-8")
    if any((c < " " and c not in "\n\t") or c == "\x7f" for c in text):
        raise Malformed("policy: holds a control character")
    logs, witnesses, names, grouped, quorum, keys = [], {}, {}, set(), [], []
    for i, line in enumerate(text.split("\n"), 1):
        items, place = [item for item in re.split("[ \t]+", line) if item], f"policy line {i}"
        if not items or items[0].startswith("#"):
            continue
        if items[0] in ("log", "witness"):
            at = 1 if items[0] == "log" else 2
            if not at < len(items) <= at + 2:
                raise Malformed(f"{place}: has another number of items")
            key = parse_key(items[at], place)
            if (key[2] == 4) != (at == 2) or any(key[3] == other[3] or key[:2] == other[:2] for other in keys):
                raise Malformed(f"{place}: has a key of another kind or one that is there already")
            keys.append(key)
            if at == 1:
                logs.append(key)
                continue
            name, node = items[1], ("witness", items[1])
            witnesses[name] = key
        elif items[0] == "group" and len(items) > 3:
            name, members = items[1], items[3:]
            need = {"any": 1, "all": len(members)}.get(items[2]) or number(items[2], place, 1)
            if need > len(members) or len(set(members)) < len(members) or any(m not in names or m in grouped for m in members):
                raise Malformed(f"{place}: is not a group")
            grouped.update(members)
            node = ("group", need, [names[member] for member in members])
        elif items[0] == "quorum" and len(items) == 2 and not quorum and (items[1] == "none" or items[1] in names):
            quorum.append(names.get(items[1]))
            continue
        else:
            raise Malformed(f"{place}: is neither a log, a witness, a group nor a quorum")
        if name == "none" or name in names:
            raise Malformed(f"{place}: has a name that is taken")
        names[name] = node
    if not quorum:
        raise Malformed("policy: has no quorum")
    return logs, witnesses, quorum[0]


def met(node, seen):
    if node is None:
        return True
    return node[1] in seen if node[0] == "witness" else sum(met(member, seen) for member in node[2]) >= node[1]


def signature_holds(key, text, signature):
    if key[2] == 1:
        return ed25519(key[3], text.encode(), signature)
    if key[2] == 2:
        return ecdsa_p256(key[3], text.encode(), signature)
    time = int.from_bytes(signature[:8], "big")
    return len(signature) == 72 and time <= MAX_SIZE and ed25519(
        key[3], f"cosignature/v1\ntime {time}\n{text}".encode(), signature[8:])


def check_checkpoint(policy, origin, text, signatures, find):
    logs, witnesses, quorum = policy
    logs = [key for key in logs if key[0] == origin]
    if not logs:
        return find(TAMPERED, "checkpoint.unknown-log", "checkpoint")
    signers = []
    for name, key_id, signature in signatures:
        for key in logs + list(witnesses.values()):
            if key[:2] == (name, key_id):
                if not signature_holds(key, text, signature):
                    return find(TAMPERED, "checkpoint.false-signature", "checkpoint")
                signers.append(key)
    if not any(key in signers for key in logs):
        return find(TAMPERED, "checkpoint.not-signed", "checkpoint")
    if not met(quorum, {name for name, key in witnesses.items() if key in signers}):
        find(INCOMPLETE, "checkpoint.too-few-witnesses", "checkpoint")


# ---- Disclosures, RFC 9901 ----
def parse_disclosure(text, place):
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) if re.fullmatch("[A-Za-z0-9_-]*", text) else None
        if raw is None or base64.urlsafe_b64encode(raw).decode().rstrip("=") != text:
            raise Unusable("is not base64url")
        value = parse_json(raw.decode("utf-8"))
        if not isinstance(value, list) or len(value) not in (2, 3) or not all(isinstance(item, str) for item in value[:-1]):
            raise Unusable("is not an array of salt, name and value")
        for item in value[:-1]:
            utf16(item)
        name = value[1] if len(value) == 3 else None
        if name in ("_sd", "..."):
            raise Unusable("has a reserved name")
        if deep(value) > MAX_DEPTH:
            raise Unusable("is nested too deep")
    except (ValueError, Unusable) as error:
        raise Malformed(f"{place}: {error}") from None
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    return digest, name, value[-1]


def open_payload(payload, disclosures):
    """The payload with the disclosed fields put in, and how many digests stay closed."""
    unused = {digest: (name, value) for digest, name, value in disclosures}
    if len(unused) < len(disclosures) or any(name is None for name, _ in unused.values()):
        raise Unusable("a disclosure stands twice, or is of an array")
    seen, closed = set(), []

    def opened(value, depth):
        if depth > MAX_DEPTH:
            raise Unusable("fields are nested too deep")
        if isinstance(value, list):
            return [opened(item, depth + 1) for item in value]
        if not isinstance(value, dict):
            return value
        result = {key: opened(item, depth + 1) for key, item in value.items() if key != "_sd"}
        digests = value.get("_sd", [])
        if not isinstance(digests, list):
            raise Unusable("digests are no list")
        for digest in digests:
            if not isinstance(digest, str) or digest in seen:
                raise Unusable("a digest is no text or stands twice")
            seen.add(digest)
            if digest not in unused:
                closed.append(digest)
                continue
            name, hidden = unused.pop(digest)
            write(hidden)
            if name in result:
                raise Unusable("a field stands in the payload already")
            result[name] = opened(hidden, depth + 1)
        return result

    result = opened(payload, 0)
    if unused:
        raise Unusable("a disclosure has no digest in the payload")
    write(result)
    return result, len(closed)


# ---- The bundle ----
ENVELOPE = "at ev k n ph refs seq sn src st tn tv ver"


def read_envelope(data, place):
    value = members_of(canonical(data, place), ENVELOPE, place)
    if value["k"] != "ledger-envelope/1":
        raise Malformed(f"{place}.k: is another schema")
    for member in ("seq", "sn", "tv", "ver"):
        value[member] = number(value[member], f"{place}.{member}", 1)
    value["refs"] = list_of(value["refs"], place + ".refs", 256, reference)
    if len(set(value["refs"])) < len(value["refs"]):
        raise Malformed(f"{place}.refs: names an event twice")
    id_of(value["ev"], place + ".ev"), id_of(value["st"], place + ".st"), hash_of(value["ph"], place + ".ph")
    match(value["n"], r"[a-z][a-z_]*\.v[1-9][0-9]*", place + ".n", 120)
    match(value["src"], "[a-z][a-z-]*", place + ".src", 60)
    tenant_of(value["tn"], place + ".tn")
    match(value["at"], r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z", place + ".at")
    try:
        datetime.strptime(value["at"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
        if value["at"][17:19] > "59":
            raise ValueError
    except ValueError:
        raise Malformed(f"{place}.at: is no time") from None
    return value


def citations(value, found=None):
    """Objects with exactly the members ev (an id) and ph (a hash), each once."""
    found = [] if found is None else found
    if isinstance(value, dict):
        ev, ph = value.get("ev"), value.get("ph")
        if (len(value) == 2 and isinstance(ev, str) and isinstance(ph, str) and re.fullmatch("[0-9a-f]{64}", ph)
                and re.fullmatch("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", ev)):
            if (ev.lower(), ph) not in found:
                found.append((ev.lower(), ph))
        else:
            for key in sorted(value, key=utf16):
                citations(value[key], found)
    elif isinstance(value, list):
        for item in value:
            citations(item, found)
    return found


def anywhere(value, holds):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return holds(value) or any(anywhere(item, holds) for item in inner)


def parse_rotation(statement, place):
    """A note by which a log's old key names the next one: both keys, and whether both signed."""
    text, signatures = parse_note(statement, place)
    lines = text.split("\n")
    if len(lines) != 5 or lines[4] or lines[0] != "ledger-log-key/1":
        raise Malformed(f"{place}: is no statement of four lines")
    old, new = parse_key(lines[2], place), parse_key(lines[3], place)
    if not lines[1] == old[0] == new[0] or old[1] == new[1] or 4 in (old[2], new[2]):
        raise Malformed(f"{place}: has lines that do not fit each other")
    signers = set()
    for name, key_id, signature in signatures:
        for key in (old, new):
            if key[:2] == (name, key_id):
                if not signature_holds(key, text, signature):
                    return old, new, False
                signers.add(key)
    return old, new, len(signers) == 2


def follow_keys(policy, keys, origin, find):
    """The policy with the keys that its own ones handed the log over to."""
    logs, witnesses, quorum = policy
    last = None
    for entry in keys:
        place = entry["place"]
        if entry["said"]["n"] != "log_key_rotated.v1" or entry["said"]["src"] != "audit":
            find(TAMPERED, "key.not-a-rotation", place)
            continue
        if entry["payload"] is None:
            raise Malformed(f"{place}.payload: is missing")
        members_of(entry["payload"], "statement", place + ".payload")
        old, new, signed = parse_rotation(text_of(entry["payload"]["statement"], place, 1 << 20), place + ".payload.statement")
        if old[0] != origin or not signed:
            find(TAMPERED, "key.false-signature", place)
        elif last not in (None, old):
            find(TAMPERED, "key.order", place)
        elif old in logs and new not in logs and all(new[3] != witness[3] for witness in witnesses.values()):
            logs = logs + [new]
        last = new
    return logs, witnesses, quorum


def read_count(payload, place):
    members_of(payload, "day size tenants", place)
    members_of(payload["tenants"], "_sd", place + ".tenants")
    match(payload["day"], "[0-9]{4}-[0-9]{2}-[0-9]{2}", place + ".day", 10)
    try:
        datetime.strptime(payload["day"], "%Y-%m-%d")
    except ValueError:
        raise Malformed(f"{place}.day: is no day") from None
    return number(payload["size"], place + ".size", 1)


def check_entry(entry, place, checkpoint, find):
    data = entry["envelope"].encode("utf-8")
    if len(data) > 65535:
        raise Malformed(f"{place}.envelope: is larger than a leaf")
    checked = {"place": place, "index": entry["index"], "said": read_envelope(data, place + ".envelope"),
               "leaf": leaf_hash(data), "payload": None, "closed": 0}
    if not included(checked["leaf"], entry["index"], checkpoint[1], entry["proof"], checkpoint[2]):
        find(TAMPERED, "entry.not-in-log", place)
    checked["openings"] = [parse_disclosure(text, f"{place}.openings[{i}]") for i, text in enumerate(entry["openings"])]
    if entry["payload"] is not None:
        data = entry["payload"].encode("utf-8")
        payload = canonical(data, place + ".payload")
        if hashlib.sha256(data).hexdigest() != checked["said"]["ph"]:
            find(TAMPERED, "entry.payload-differs", place)
        if sorted(citations(payload)) != checked["said"]["refs"]:
            find(TAMPERED, "entry.references-differ", place)
        try:
            checked["payload"], checked["closed"] = open_payload(payload, checked["openings"])
        except Unusable:
            find(TAMPERED, "entry.opening-refused", place)
    return checked


def check_links(bundle, entries, find):
    events, last, used = {}, {}, set()
    for entry in entries:
        said, place = entry["said"], entry["place"]
        if said["tn"] != bundle["tenant"]:
            find(TAMPERED, "entry.other-tenant", place)
        if events.setdefault(said["ev"], entry) is not entry:
            find(TAMPERED, "entry.event-twice", place)
        for counter in (("sn", said["src"]), ("tv", said["src"], said["tn"]), ("ver", said["src"], said["st"])):
            if said[counter[0]] <= last.get(counter, 0):
                find(TAMPERED, "entry.order", place)
            last[counter] = said[counter[0]]
    if len(set(bundle["withheld"])) < len(bundle["withheld"]):
        raise Malformed("withheld: names an event twice")
    for entry in entries:
        for cited in entry["said"]["refs"]:
            cause = events.get(cited[0])
            if cause:
                if cause["said"]["ph"] != cited[1]:
                    find(TAMPERED, "citation.differs", entry["place"])
                if cause["index"] >= entry["index"]:
                    find(TAMPERED, "citation.later", entry["place"])
            elif cited in bundle["withheld"]:
                used.add(cited)
            else:
                find(INCOMPLETE, "citation.missing", entry["place"])
    if len(used) < len(bundle["withheld"]):
        raise Malformed("withheld: names an event that no entry cites, or that is there")
    for kind in ("subject", "agreement"):
        for i, (event, ph) in enumerate(bundle[kind + "s"]):
            if event not in events:
                find(INCOMPLETE, kind + ".missing", f"{kind}s[{i}]")
            elif events[event]["said"]["ph"] != ph:
                find(TAMPERED, kind + ".differs", f"{kind}s[{i}]")
    for kind, uses in (("rule", bundle["rules"]), ("attachment", bundle["attachments"])):
        for i, (event, states) in enumerate(uses):
            place, entry = f"{kind}s[{i}]", events.get(event)
            if entry is None:
                find(INCOMPLETE, kind + ".missing", place)
            elif entry["payload"] is not None and anywhere(entry["payload"], states):
                continue
            elif entry["payload"] is None or entry["closed"]:
                find(INCOMPLETE, kind + ".not-disclosed", place)
            else:
                find(TAMPERED, kind + ".not-stated", place)


# ---- Persons' own signatures: ES256 (RFC 7518), r and s of 32 bytes each ----
def text_at(value, *path):
    for member in path:
        value = value.get(member) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


def person_signed(key_id, public_key, signature, statement):
    try:
        der, raw = (decode64(text, "") for text in (public_key, signature))
    except (Malformed, TypeError):
        return False
    return (hashlib.sha256(der).hexdigest() == key_id and len(raw) == 64
            and p256_holds(der, statement.encode(), int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")))


def long_before(earlier, later):
    """Ten minutes are longer than any command: one under way while a key was registered or retired did not know of it."""
    times = [datetime.strptime(entry["said"]["at"], "%Y-%m-%dT%H:%M:%S.%fZ") for entry in (earlier, later)]
    return earlier["index"] < later["index"] and (times[1] - times[0]).total_seconds() >= 600


def check_signatures(entries, find):
    shown = [entry for entry in entries if isinstance(entry["payload"], dict)]
    registered = {}
    for entry in shown:
        said, payload = entry["said"], entry["payload"]
        if said["n"] != "signing_key_registered.v1":
            continue
        key, person = text_at(payload, "keyId"), text_at(payload, "by", "person")
        statement = f"ledger-signing-key/v1\n{said['tn']}\n{person}\n{key}\n"
        if person is not None and person_signed(key, text_at(payload, "publicKey"), text_at(payload, "proof"), statement):
            registered[said["ev"]] = entry
        else:
            find(TAMPERED, "signing-key.false", entry["place"])

    def retirements(key):
        return [entry for entry in shown if entry["said"]["n"] == "signing_key_retired.v1"
                and all(entry["said"][member] == key["said"][member] for member in ("src", "st"))
                and text_at(entry["payload"], "keyId") == key["payload"]["keyId"]]

    for entry in shown:
        said, payload = entry["said"], entry["payload"]
        if said["n"] != "run_approved.v1":
            continue
        person = text_at(payload, "by", "person")
        if "signature" not in payload:
            if any(key["payload"]["by"]["person"] == person and key["said"]["src"] == said["src"] and long_before(key, entry)
                   and not any(other["index"] < entry["index"] for other in retirements(key)) for key in registered.values()):
                find(TAMPERED, "approval.signature-missing", entry["place"])
            continue
        signature, approved = payload["signature"], text_at(payload, "proposalHash")
        registration = signature.get("registration") if isinstance(signature, dict) else None
        cited = citations(registration) if isinstance(registration, dict) and set(registration) == {"ev", "ph"} else []
        if not (len(cited) == 1 and len(signature) == 4
                and approved is not None and re.fullmatch("[0-9a-f]{64}", approved)
                and person_signed(text_at(signature, "keyId"), text_at(signature, "publicKey"), text_at(signature, "signature"),
                                  f"ledger-approval/v1\n{said['tn']}\n{said['st']}\n{approved}\n")):
            find(TAMPERED, "approval.signature-false", entry["place"])
            continue
        there = next((other for other in entries if other["said"]["ev"] == cited[0][0]), None)
        key = registered.get(cited[0][0])
        if there is None or (there["payload"] is None and there["said"]["n"] == "signing_key_registered.v1"):
            continue
        if key is None or key["said"]["src"] != said["src"] or key["payload"]["keyId"] != signature["keyId"]:
            find(TAMPERED, "approval.key-differs", entry["place"])
        elif key["payload"]["by"]["person"] != person:
            find(TAMPERED, "approval.key-of-another", entry["place"])
        elif any(long_before(other, entry) for other in retirements(key)):
            find(TAMPERED, "approval.key-retired", entry["place"])


def check_heads(bundle, entries, find):
    """The head, and the earlier one from which on a bundle is complete."""
    start = check_head(bundle, "from", entries, find)
    counts = check_head(bundle, "head", entries, find)
    if counts is None and bundle["complete"]:
        find(INCOMPLETE, "head.missing", "head")
    if counts is None or not bundle["complete"]:
        return
    if start is not None:
        if bundle["from"]["counted"] >= bundle["head"]["counted"]:
            raise Malformed("from: does not count less of the log than the head")
        if any(count > counts.get(source, (0, None))[0] for source, (count, _) in start.items()):
            find(TAMPERED, "head.counts-fall", "from")
    for source, (count, _) in sorted(counts.items()):
        have = {entry["said"]["tv"] for entry in entries if entry["said"]["src"] == source}
        missing = (start or {}).get(source, (0, None))[0] + 1
        while missing in have:
            missing += 1
        if missing <= count:
            find(INCOMPLETE, "head.entry-missing", source)


def check_head(bundle, which, entries, find):
    """The counts of a head by source, held against the entries; None when there is none."""
    head = bundle[which]
    if head is None:
        return None
    place = which + ".openings[0]"
    _, name, sources = head["openings"][0]
    if head["said"]["n"] != "tenant_heads.v1" or head["said"]["src"] != "audit":
        find(TAMPERED, "head.not-a-head", which)
    if name != bundle["tenant"]:
        find(TAMPERED, "head.other-tenant", which)
    try:
        write(sources)
    except Unusable as error:
        raise Malformed(f"{place}: {error}") from None
    if not isinstance(sources, dict) or len(sources) > 256:
        raise Malformed(f"{place}: is not a head")
    size = head["counted"]
    if size > head["index"]:
        find(TAMPERED, "head.size-beyond", which)
    counts = {}
    for source, value in sources.items():
        members_of(value, "count leaf", f"{place}.{source}")
        counts[source] = (number(value["count"], f"{place}.{source}.count", 1), hash_of(value["leaf"], f"{place}.{source}.leaf"))
    for entry in entries:
        said = entry["said"]
        count, leaf = counts.get(said["src"], (0, None))
        if (entry["index"] < size) != (said["tv"] <= count):
            find(TAMPERED, "head.count-differs", entry["place"])
        if said["tv"] == count and entry["leaf"].hex() != leaf:
            find(TAMPERED, "head.last-differs", entry["place"])
    return counts


def read_entry(value, place):
    members_of(value, "envelope index openings payload proof", place)
    entry = {
        "index": number(value["index"], place + ".index"), "envelope": text_of(value["envelope"], place + ".envelope", 65535),
        "payload": None if value["payload"] is None else text_of(value["payload"], place + ".payload", 64 << 20),
        "openings": list_of(value["openings"], place + ".openings", 4096, lambda item, at: text_of(item, at, 1 << 20)),
        "proof": list_of(value["proof"], place + ".proof", 63, lambda item, at: decode64(text_of(item, at, 44), at)),
    }
    if any(len(sibling) != 32 for sibling in entry["proof"]):
        raise Malformed(f"{place}.proof: holds something else than hashes")
    if entry["payload"] is None and entry["openings"]:
        raise Malformed(f"{place}.openings: opens a payload that is not there")
    return entry


def read_rule(value, place):
    members_of(value, "ev method version", place)
    method, version = text_of(value["method"], place + ".method", 120), number(value["version"], place + ".version", 1)
    return id_of(value["ev"], place + ".ev"), lambda item: isinstance(item, dict) and method in item.values() and any(
        not isinstance(said, bool) and said in (version, str(version)) for said in item.values() if isinstance(said, (int, str)))


def read_attachment(value, place):
    members_of(value, "ev sha256", place)
    wanted = hash_of(value["sha256"], place + ".sha256")
    return id_of(value["ev"], place + ".ev"), lambda item: item == wanted


def verify(data, policy):
    """Findings about a bundle: (how bad, code, place)."""
    findings = []

    def find(kind, code, place):
        findings.append((kind, code, place))

    if len(data) > 64 << 20:
        raise Malformed("bundle: is too large")
    value = canonical(data, "bundle")
    names = "agreements attachments checkpoint complete entries format head rules subjects sum tenant withheld"
    members_of(value, names + "".join(f" {more}" for more in ("keys", "from") if isinstance(value, dict) and more in value), "bundle")
    if value["format"] != "ledger-bundle/1":
        raise Malformed("format: is another")
    total = hash_of(value["sum"], "sum")
    if hashlib.sha256(write({key: value[key] for key in value if key != "sum"}).encode("utf-8")).hexdigest() != total:
        find(TAMPERED, "bundle.checksum", "sum")
    if not isinstance(value["complete"], bool):
        raise Malformed("complete: is neither true nor false")
    many = 100_000
    bundle = {
        "tenant": tenant_of(value["tenant"], "tenant"), "complete": value["complete"],
        "subjects": list_of(value["subjects"], "subjects", many, reference),
        "agreements": list_of(value["agreements"], "agreements", many, reference),
        "withheld": list_of(value["withheld"], "withheld", many, reference),
        "rules": list_of(value["rules"], "rules", many, read_rule),
        "attachments": list_of(value["attachments"], "attachments", many, read_attachment),
        "head": None if value["head"] is None else read_entry(value["head"], "head"),
        "from": read_entry(value["from"], "from") if "from" in value else None,
    }
    if bundle["from"] and not (bundle["complete"] and bundle["head"]):
        raise Malformed("from: begins a period that no head ends")
    raw = list_of(value["entries"], "entries", many, read_entry)
    keys = list_of(value["keys"], "keys", 1_000, read_entry) if "keys" in value else []
    if "keys" in value and not keys:
        raise Malformed("keys: is empty")
    if not bundle["subjects"] or any(a["index"] >= b["index"] for some in (raw, keys) for a, b in zip(some, some[1:])):
        raise Malformed("bundle: has no subject, or entries out of order")
    text, signatures = parse_note(text_of(value["checkpoint"], "checkpoint", 1 << 20), "checkpoint")
    checkpoint = parse_checkpoint(text, "checkpoint")
    keys = [check_entry(entry, f"keys[{i}]", checkpoint, find) for i, entry in enumerate(keys)]
    check_checkpoint(follow_keys(policy, keys, checkpoint[0], find), checkpoint[0], text, signatures, find)
    entries = [check_entry(entry, f"entries[{i}]", checkpoint, find) for i, entry in enumerate(raw)]
    for which in ("head", "from"):
        if bundle[which]:
            if bundle[which]["payload"] is None or len(bundle[which]["openings"]) != 1:
                raise Malformed(f"{which}: does not open exactly one head")
            counted = read_count(canonical(bundle[which]["payload"].encode("utf-8"), which + ".payload"), which + ".payload")
            bundle[which] = dict(check_entry(bundle[which], which, checkpoint, find), counted=counted)
    check_links(bundle, entries, find)
    check_signatures(entries, find)
    check_heads(bundle, entries, find)
    return findings, checkpoint, entries


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return MALFORMED
    try:
        with open(arguments[0], "rb") as file:
            policy = parse_policy(file.read())
    except (OSError, UnicodeDecodeError, Malformed, Unusable) as error:
        print(f"{arguments[0]}: {error}", file=sys.stderr)
        return MALFORMED
    worst = VERIFIED
    for path in arguments[1:]:
        try:
            with open(path, "rb") as file:
                findings, checkpoint, entries = verify(file.read(), policy)
            code = min((kind for kind, _, _ in findings), default=VERIFIED)
            print(f"{code} {WORDS[code]} {path}: {len(entries)} entries, log {checkpoint[0]} at size {checkpoint[1]}")
            for _, name, place in findings:
                print(f"  {name} at {place}")
        except (OSError, Malformed, Unusable) as error:
            code = MALFORMED
            print(f"{code} {WORDS[code]} {path}: {error}")
        worst = max(worst, code)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
