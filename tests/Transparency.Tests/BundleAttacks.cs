using Ledger.Transparency.Bundles;
using Ledger.Transparency.Disclosures;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Tests;

/// <summary>
/// Every way to make a bundle say something else. The attacker writes a right checksum; what must find it is the code beside it.
/// Both verifiers are held against the same list.
/// </summary>
internal static class BundleAttacks
{
    /// <summary>Name, what must be found, and the bundle.</summary>
    public static IReadOnlyList<(string Name, VerdictKind Kind, string Code, byte[] Bytes)> All { get; } = [.. Make()];

    private static IEnumerable<(string Name, VerdictKind Kind, string Code, byte[] Bytes)> Make()
    {
        var log = SampleLog.Of();
        var settlement = log.ForSettlement();
        var everything = log.ForEverything();
        var checkpoint = Checkpoint.Parse(SignedNote.Parse(settlement.Checkpoint).Text);

        // Payloads, envelopes and their places in the log.
        yield return Tampered("one cent", "entry.payload-differs", With(settlement, 3, entry => entry with { Payload = entry.Payload!.Replace("60.00", "60.01", StringComparison.Ordinal) }));
        yield return Tampered("one cent, hash fitted", "entry.not-in-log", With(settlement, 3, Refit));
        yield return Tampered("back-dated", "entry.not-in-log", With(settlement, 0, entry => Said(entry, "2025-03-02", "2024-03-02")));
        yield return Tampered("other tenant said", "entry.not-in-log", With(settlement, 0, entry => Said(entry, "\"taihu\"", "\"beihai\"")));
        yield return Tampered("other type said", "entry.not-in-log", With(settlement, 3, entry => Said(entry, "settled", "drafted")));
        yield return Tampered("other index", "entry.not-in-log", With(settlement, 1, entry => entry with { Index = 1 }));
        yield return Tampered("proof cut", "entry.not-in-log", With(settlement, 1, entry => entry with { Proof = [.. entry.Proof.Skip(1)] }));
        yield return Tampered("index beyond the tree", "entry.not-in-log", With(settlement, 3, entry => entry with { Index = long.MaxValue }));
        yield return Tampered("swapped payloads", "entry.payload-differs", settlement with
        {
            Entries = [settlement.Entries[0] with { Payload = settlement.Entries[2].Payload }, .. settlement.Entries.Skip(1)],
        });
        yield return Tampered("two tenants mixed", "entry.other-tenant", settlement with { Entries = [settlement.Entries[0], log.Entry(1), .. settlement.Entries.Skip(1)] });

        // Disclosures.
        var forged = Disclosure.Of(SampleLog.Salt(1), "recipe", SampleLog.Json("\"one part to ten\""));
        yield return Tampered("forged disclosure", "entry.opening-refused", With(settlement, 1, entry => entry with { Openings = [forged.Text] }));
        yield return Tampered("disclosure twice", "entry.opening-refused", With(settlement, 1, entry => entry with { Openings = [entry.Openings[0], entry.Openings[0]] }));
        yield return Tampered("disclosure of another entry", "entry.opening-refused", With(settlement, 2, entry => entry with { Openings = settlement.Entries[1].Openings }));

        // Checkpoint and signatures.
        var note = SignedNote.Parse(settlement.Checkpoint);
        yield return Tampered("log line stripped", "checkpoint.not-signed", settlement with { Checkpoint = SignedNote.Of(note.Text, note.Signatures[1], note.Signatures[2]).ToString() });
        yield return Incomplete("witness line stripped", "checkpoint.too-few-witnesses", settlement with { Checkpoint = SignedNote.Of(note.Text, note.Signatures[0], note.Signatures[1]).ToString() });
        yield return Incomplete("one witness twice", "checkpoint.too-few-witnesses", settlement with { Checkpoint = SignedNote.Of(note.Text, note.Signatures[0], note.Signatures[1], SampleLog.Witnesses[0].Sign(checkpoint, 5)).ToString() });
        using var thief = new Ed25519Signer(SampleLog.Log.Key.Name, PolicyTests.Seed(99));
        yield return Tampered("wrong key, same name", "checkpoint.not-signed", settlement with { Checkpoint = SignedNote.Of(note.Text, thief.Sign(note.Text), note.Signatures[1], note.Signatures[2]).ToString() });
        yield return Tampered("wrong key, same name and id", "checkpoint.false-signature", settlement with
        {
            Checkpoint = SignedNote.Of(note.Text, new NoteSignature(thief.Key.Name, SampleLog.Log.Key.Id, thief.Sign(note.Text).Bytes), note.Signatures[1], note.Signatures[2]).ToString(),
        });
        yield return Tampered("other size, old signatures", "checkpoint.false-signature", settlement with { Checkpoint = settlement.Checkpoint.Replace("\n8\n", "\n9\n", StringComparison.Ordinal) });
        var foreign = checkpoint with { Origin = "elsewhere.example/audit" };
        using var elsewhere = new Ed25519Signer(foreign.Origin, PolicyTests.Seed(98));
        yield return Tampered("another log", "checkpoint.unknown-log", settlement with { Checkpoint = SignedNote.Of(foreign.Text, elsewhere.Sign(foreign.Text)).ToString() });
        yield return Tampered("old checkpoint replayed", "entry.not-in-log", settlement with { Checkpoint = Shorter(log).ToString() });
        var fork = SampleLog.Of();
        fork.Entries[3] = (fork.Entries[3].Envelope.Replace("08:00:03", "09:00:03", StringComparison.Ordinal), fork.Entries[3].Payload, fork.Entries[3].Openings);
        var other = Checkpoint.Parse(fork.Checkpoint().Text);
        yield return Incomplete("a fork that the log signed and no witness saw", "checkpoint.too-few-witnesses",
            fork.ForSettlement() with { Checkpoint = SignedNote.Of(other.Text, SampleLog.Log.Sign(other.Text)).ToString() });
        yield return Tampered("a fork with the witnesses of the other branch", "checkpoint.false-signature",
            fork.ForSettlement() with { Checkpoint = SignedNote.Of(other.Text, SampleLog.Log.Sign(other.Text), note.Signatures[1], note.Signatures[2]).ToString() });

        // What hangs together.
        yield return Incomplete("cause left out", "citation.missing", settlement with { Entries = [settlement.Entries[0], .. settlement.Entries.Skip(2)], Attachments = [] });
        yield return Incomplete("subject left out", "subject.missing", settlement with { Entries = [.. settlement.Entries.Take(3)], Rules = [] });
        yield return Tampered("subject with another content", "subject.differs", settlement with { Subjects = [SampleLog.Settlement with { PayloadHash = SampleLog.File1 }] });
        yield return Tampered("agreement with another content", "agreement.differs", settlement with { Agreements = [SampleLog.Agreement with { PayloadHash = SampleLog.File1 }] });
        yield return Incomplete("agreement of elsewhere", "agreement.missing", settlement with { Agreements = [SampleLog.Agreement with { Event = Guid.Empty }] });
        yield return Tampered("rule of another version", "rule.not-stated", settlement with { Rules = [new RuleUse(SampleLog.Settlement.Event, "sharing.waterfall", 3)] });
        yield return Tampered("rule of another name", "rule.not-stated", settlement with { Rules = [new RuleUse(SampleLog.Settlement.Event, "sharing.talmud", 2)] });
        yield return Incomplete("rule of an event that is not there", "rule.missing", settlement with { Rules = [new RuleUse(Guid.Empty, "sharing.waterfall", 2)] });
        yield return Incomplete("file that may be named in a hidden field", "attachment.not-disclosed", settlement with { Attachments = [new Attachment(SampleLog.Contribution.Event, SampleLog.Settlement.PayloadHash)] });
        yield return Tampered("file that nobody names", "attachment.not-stated", settlement with { Attachments = [new Attachment(SampleLog.Settlement.Event, SampleLog.File1)] });
        yield return Incomplete("file named in a payload that is not shown", "attachment.not-disclosed", With(settlement, 1, entry => entry with { Payload = null, Openings = [] }));

        // Completeness.
        yield return Incomplete("entry withheld", "head.entry-missing", everything with { Entries = [.. everything.Entries.Where(entry => entry.Index != 5)] });
        yield return Incomplete("no head", "head.missing", everything with { Head = null });
        yield return Tampered("an event that counts like a head", "head.not-a-head",
            LyingHead(log, new Dictionary<string, SourceHead> { ["agreements"] = new(1, log.Leaves[0]) }, "notes_taken.v1"));
        yield return Tampered("head of another consortium", "head.other-tenant", everything with { Tenant = "beihai" });
        var shrunk = TenantHeads.Disclose(SampleLog.Salt(3), SampleLog.Tenant, new Dictionary<string, SourceHead> { ["agreements"] = new(1, log.Leaves[0]) });
        yield return Tampered("head with smaller counts", "entry.opening-refused", everything with { Head = everything.Head! with { Openings = [shrunk.Text] } });
        var lying = LyingHead(log, new Dictionary<string, SourceHead> { ["agreements"] = new(1, log.Leaves[2]) });
        yield return Tampered("a head that the log signed and its own entries refute", "head.count-differs", lying);
        yield return Tampered("a head that names another last entry", "head.last-differs", lying);
        yield return Tampered("a head that counts beyond itself", "head.size-beyond", LyingHead(log, new Dictionary<string, SourceHead>(), size: log.Entries.Count + 1));
        yield return Malformed("a head of no day", LyingHead(log, new Dictionary<string, SourceHead>(), size: 0));

        // Completeness between two counts.
        var (longer, period) = SampleLog.Period();
        yield return Incomplete("entry between two counts withheld", "head.entry-missing", period with { Entries = [.. period.Entries.Where(entry => entry.Index != 8)] });
        yield return Incomplete("last entry between two counts withheld", "head.entry-missing", period with { Entries = [.. period.Entries.SkipLast(1)] });
        yield return Tampered("entry between two counts changed", "entry.payload-differs", With(period, 5, entry => entry with { Payload = entry.Payload!.Replace("P1", "P2", StringComparison.Ordinal) }));
        yield return Tampered("earlier count of another consortium", "head.other-tenant", period with { Tenant = "beihai" });
        yield return Tampered("a period that begins with counts which the later one has not", "head.counts-fall",
            SampleLog.Period(new Dictionary<string, SourceHead> { ["agreements"] = new(7, log.Leaves[0]) }).Bundle);
        yield return Malformed("a period that ends where it begins", period with { From = period.Head });
        yield return Malformed("a period that ends before it begins", period with { From = period.Head, Head = period.From });
        yield return Malformed("a period that does not claim to be complete", period with { Complete = false });
        yield return Malformed("a period without its end", period with { Head = null });
        yield return Malformed("a period that begins with no count", period with { From = longer.Entry(8) });

        // Change of the log's key: the checkpoint bears the line of the next key only.
        var rotated = RotatedLog.Of();
        yield return Tampered("next key without the entry that names it", "checkpoint.not-signed", rotated.Bundle with { Keys = [] });
        yield return Tampered("next key named by a stranger", "key.false-signature", RotatedLog.Of(RotatedLog.Statement(old: "stranger")).Bundle);
        yield return Tampered("next key that did not sign itself", "key.false-signature", RotatedLog.Of(RotatedLog.Statement(next: "absent")).Bundle);
        yield return Tampered("an event that is no change of key", "key.not-a-rotation", rotated.Bundle with { Keys = [rotated.Log.Entry(5)] });
        yield return Tampered("changes of key in the wrong order", "key.order", RotatedLog.WrongOrder().Bundle);
        yield return Tampered("change of key that is not in the log", "entry.not-in-log", rotated.Bundle with { Keys = [rotated.Bundle.Keys[0] with { Index = 7 }] });
        yield return Malformed("change of key without its payload", rotated.Bundle with { Keys = [rotated.Bundle.Keys[0] with { Payload = null }] });
        yield return Malformed("statement of another form", RotatedLog.Of("no statement\n\n\u2014 a AAAAAAA=\n").Bundle);
        yield return Tampered("a log that holds an event twice", "entry.event-twice", Twice());
        yield return Tampered("a log that runs backwards", "entry.order", Twice());
        yield return Tampered("a log that holds an effect before its cause", "citation.later", Later());

        // Other forms.
        yield return Malformed("payload not canonical", With(settlement, 0, entry => entry with { Payload = $" {entry.Payload}" }));
        yield return Malformed("payload no JSON", With(settlement, 0, entry => entry with { Payload = "no" }));
        yield return Malformed("payload with a fraction", With(settlement, 0, entry => entry with { Payload = """{"a":1.5}""" }));
        yield return Malformed("envelope with one more member", With(settlement, 0, entry => Said(entry, "{\"at\"", "{\"a\":\"1\",\"at\"")));
        yield return Malformed("envelope with a number of another form", With(settlement, 0, entry => Said(entry, "\"sn\":\"1\"", "\"sn\":\"01\"")));
        yield return Malformed("envelope with number 0", With(settlement, 0, entry => Said(entry, "\"sn\":\"1\"", "\"sn\":\"0\"")));
        yield return Malformed("envelope with a number beyond 64 bits", With(settlement, 0, entry => Said(entry, "\"sn\":\"1\"", "\"sn\":\"9223372036854775808\"")));
        yield return Malformed("envelope with a time that is none", With(settlement, 0, entry => Said(entry, "2025-03-02T", "2025-02-30T")));
        yield return Malformed("envelope with a time of the year 0", With(settlement, 0, entry => Said(entry, "2025-03-02T", "0000-03-02T")));
        yield return Malformed("envelope with an id in capitals", With(settlement, 0, entry => Said(entry, "\"ev\":\"0195", "\"ev\":\"019A")));
        yield return Malformed("envelope of another schema", With(settlement, 0, entry => Said(entry, "envelope/1", "envelope/2")));
        yield return Malformed("envelope larger than a leaf", With(settlement, 0, entry => entry with { Envelope = new string('\u592a', 22_000) }));
        yield return Malformed("disclosure that is none", With(settlement, 1, entry => entry with { Openings = ["e30"] }));
        yield return Malformed("disclosure without a payload", With(settlement, 1, entry => entry with { Payload = null }));
        yield return Malformed("entries in another order", settlement with { Entries = [.. settlement.Entries.Reverse()] });
        yield return Malformed("entry twice", settlement with { Entries = [settlement.Entries[0], .. settlement.Entries] });
        yield return Malformed("no subject", settlement with { Subjects = [] });
        yield return Malformed("withheld and there", settlement with { Withheld = [SampleLog.Agreement] });
        yield return Malformed("withheld twice", settlement with { Entries = [.. settlement.Entries.Skip(1)], Agreements = [], Withheld = [SampleLog.Agreement, SampleLog.Agreement] });
        yield return Malformed("checkpoint with a line more", settlement with { Checkpoint = settlement.Checkpoint.Replace("\n\n", "\nmore\n\n", StringComparison.Ordinal) });
        yield return Malformed("checkpoint without signatures", settlement with { Checkpoint = note.Text });
        yield return Malformed("checkpoint with an overflowing size", settlement with { Checkpoint = settlement.Checkpoint.Replace("\n8\n", "\n18446744073709551624\n", StringComparison.Ordinal) });
        yield return Malformed("an event that is no head", everything with { Head = log.Entry(2) });
        yield return Malformed("head without its payload", everything with { Head = everything.Head! with { Payload = null, Openings = [] } });
        yield return Malformed("head without its opening", everything with { Head = everything.Head! with { Openings = [] } });
        yield return Malformed("negative index", With(settlement, 0, entry => entry with { Index = -1 }));
        yield return Malformed("rule of version 0", settlement with { Rules = [new RuleUse(SampleLog.Settlement.Event, "sharing.waterfall", 0)] });
    }

    private static (string, VerdictKind, string, byte[]) Tampered(string name, string code, Bundle bundle) => (name, VerdictKind.Tampered, code, bundle.ToBytes());

    private static (string, VerdictKind, string, byte[]) Incomplete(string name, string code, Bundle bundle) => (name, VerdictKind.Incomplete, code, bundle.ToBytes());

    private static (string, VerdictKind, string, byte[]) Malformed(string name, Bundle bundle) => (name, VerdictKind.Malformed, "bundle.malformed", bundle.ToBytes());

    private static Bundle With(Bundle bundle, int index, Func<BundleEntry, BundleEntry> change) => bundle with
    {
        Entries = [.. bundle.Entries.Select((entry, i) => i == index ? change(entry) : entry)],
    };

    private static BundleEntry Said(BundleEntry entry, string from, string to)
    {
        var changed = entry with { Envelope = entry.Envelope.Replace(from, to, StringComparison.Ordinal) };
        Assert.NotEqual(entry.Envelope, changed.Envelope);
        return changed;
    }

    // Payload, payload hash and envelope agree; only the log does not.
    private static BundleEntry Refit(BundleEntry entry)
    {
        var payload = entry.Payload!.Replace("60.00", "60.01", StringComparison.Ordinal);
        return Said(entry with { Payload = payload }, Hash(entry.Payload!), Hash(payload));
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static SignedNote Shorter(SampleLog log)
    {
        var earlier = SampleLog.Of();
        earlier.Entries.RemoveRange(5, log.Entries.Count - 5);
        return earlier.Checkpoint();
    }

    private static Bundle LyingHead(SampleLog log, Dictionary<string, SourceHead> heads, string type = TenantHeads.EventType, long? size = null)
    {
        var head = TenantHeads.Disclose(SampleLog.Salt(7), SampleLog.Tenant, heads);
        var lying = SampleLog.Of();
        var payload = System.Text.Encoding.UTF8.GetString(TenantHeads.Payload(new DateOnly(2025, 3, 3), size ?? log.Entries.Count, [head]));
        lying.Add("audit", type, 6, payload, "platform", [head.Text]);
        return lying.ForSettlement() with { Head = lying.Entry(log.Entries.Count) };
    }

    private static Bundle Twice()
    {
        var log = SampleLog.Of();
        log.Entries.Add(log.Entries[4]);
        var bundle = log.ForSettlement();
        return bundle with { Entries = [.. bundle.Entries, log.Entry(8)] };
    }

    private static Bundle Later()
    {
        var log = SampleLog.Of();
        (log.Entries[2], log.Entries[3]) = (log.Entries[3], log.Entries[2]);
        return log.ForSettlement() with { Rules = [] };
    }
}
