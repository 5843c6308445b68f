using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Ledger.Audit.Log;
using Ledger.Contracts.V1;
using Ledger.Rules;
using Ledger.Transparency;

namespace Ledger.Audit.Tests;

/// <summary>What a page and an entry must hold to be taken in.</summary>
public sealed class EntryTests
{
    private static readonly Guid Stream = Guid.Parse("0198f0a1-0000-7000-8000-000000000001");
    private static readonly Guid Other = Guid.Parse("0198f0a1-0000-7000-8000-000000000002");
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void A_true_entry_is_read_in_full()
    {
        var service = new SendingService("contributions");
        service.Record(Stream);
        var payload = new JsonObject
        {
            ["basis"] = new JsonObject { ["ev"] = Other.ToString(), ["ph"] = Hash }, ["by"] = new JsonObject { ["person"] = "lin" },
        };
        var sent = service.Record(Stream, "contribution_verified.v2", "taihu", payload);

        var entry = VerifiedEntry.Verify(sent.Entry);

        var expected = new Envelope(
            sent.Event, "contribution_verified.v2", sent.PayloadHash, [new Citation(Other, Hash)], 4, "contributions", 2, "taihu", 2, Stream, 2,
            new DateTimeOffset(2025, 3, 2, 8, 0, 0, TimeSpan.Zero).AddMicroseconds(1));
        Assert.Equal(expected.References, entry.Envelope.References);
        Assert.Equal(expected, entry.Envelope with { References = expected.References });
        Assert.Equal(MerkleTree.Leaf(Encoding.UTF8.GetBytes(sent.Entry.Envelope)), entry.Leaf);
        Assert.Equal(sent.Entry, new AuditEntry(entry.EnvelopeText, entry.PayloadText));
    }

    [Theory]
    [InlineData("at", "2025-03-02T08:00:00Z")]
    [InlineData("at", "2025-02-30T08:00:00.000001Z")]
    [InlineData("at", "2025-03-02T08:00:00.000001+00:00")]
    [InlineData("ev", "0198F0A1-0000-7000-8000-000000000007")]
    [InlineData("ev", "{0198f0a1-0000-7000-8000-000000000007}")]
    [InlineData("ev", "x")]
    [InlineData("k", "ledger-envelope/2")]
    [InlineData("n", "thing_done")]
    [InlineData("n", "ThingDone.v1")]
    [InlineData("n", "thing_done.v1\n")]
    [InlineData("n", "thing_done.v01")]
    [InlineData("ph", "1234")]
    [InlineData("seq", "0")]
    [InlineData("sn", "01")]
    [InlineData("sn", "-1")]
    [InlineData("sn", "9223372036854775808")]
    [InlineData("src", "Contributions")]
    [InlineData("src", "contributions\n")]
    [InlineData("st", "")]
    [InlineData("tn", "")]
    [InlineData("tn", "tai\u0001hu")]
    [InlineData("tv", "1.0")]
    [InlineData("ver", " 1")]
    public void A_malformed_member_is_refused(string member, string value) => Refused(envelope => envelope[member] = value);

    public static TheoryData<string> Members => new("at", "ev", "k", "n", "ph", "refs", "seq", "sn", "src", "st", "tn", "tv", "ver");

    [Theory]
    [MemberData(nameof(Members))]
    public void A_missing_member_is_refused(string member) => Refused(envelope => envelope.Remove(member));

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_in_the_place_of_another_is_refused(string member) => Refused(envelope =>
    {
        envelope.Remove(member);
        envelope["x"] = "1";
    });

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_of_another_kind_is_refused(string member) => Refused(envelope => envelope[member] = 1);

    [Fact]
    public void A_further_member_is_refused() => Refused(envelope => envelope["x"] = "1");

    [Fact]
    public void Names_may_be_as_long_as_the_limit_and_no_longer()
    {
        Taken(envelope => envelope["tn"] = new string('t', AuditLimits.TenantLength));
        Refused(envelope => envelope["tn"] = new string('t', AuditLimits.TenantLength + 1));
        Taken(envelope => envelope["n"] = new string('n', AuditLimits.TypeLength - 3) + ".v1");
        Refused(envelope => envelope["n"] = new string('n', AuditLimits.TypeLength - 2) + ".v1");
        Taken(envelope => envelope["src"] = new string('s', AuditLimits.SourceLength));
        Refused(envelope => envelope["src"] = new string('s', AuditLimits.SourceLength + 1));
    }

    [Fact]
    public void An_envelope_in_another_form_is_refused()
    {
        var entry = Entry();
        Refused(entry with { Envelope = entry.Envelope.Replace(",", ", ", StringComparison.Ordinal) });
        Refused(entry with { Envelope = "[]" });
        Refused(entry with { Envelope = "" });
        Refused(entry with { Envelope = entry.Envelope[..^1] });
        Refused(entry with { Envelope = entry.Envelope + "\n" });
        Refused(entry with { Envelope = entry.Envelope.Replace("taihu", "tai\ud800hu", StringComparison.Ordinal) });
        Refused(new AuditEntry(null!, "{}"));
        Refused(new AuditEntry("{}", null!));
    }

    [Fact]
    public void A_payload_that_is_not_the_hashed_one_is_refused()
    {
        var entry = Entry();
        Refused(entry with { Payload = entry.Payload.Replace("\"1\"", "\"2\"", StringComparison.Ordinal) });
        Refused(entry with { Payload = entry.Payload + " " });
    }

    [Theory]
    [InlineData("""{"a":1.5}""")]
    [InlineData("""{"b":1,"a":2}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"\u0041"}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("{")]
    public void A_payload_without_canonical_form_is_refused_even_with_its_hash(string payload)
    {
        var envelope = JsonNode.Parse(Entry().Envelope)!.AsObject();
        envelope["ph"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(payload)));
        Refused(new AuditEntry(SendingService.Canonical(envelope), payload));
    }

    /// <summary>The store keeps members by length before alphabet (b, aa), the canonical text by alphabet (aa, b).</summary>
    [Fact]
    public void References_do_not_depend_on_the_order_in_which_members_are_kept()
    {
        var (one, other) = (Reference(2).ToJsonString(), Reference(1).ToJsonString());
        using var stored = System.Text.Json.JsonDocument.Parse($$"""{"b":{{one}},"aa":{{other}}}""");
        using var canonical = System.Text.Json.JsonDocument.Parse($$"""{"aa":{{other}},"b":{{one}}}""");
        Assert.Equal(2, Ledger.ServiceDefaults.Outbox.Citations.In(stored.RootElement).Count);
        Assert.Equal(Ledger.ServiceDefaults.Outbox.Citations.In(canonical.RootElement), Ledger.ServiceDefaults.Outbox.Citations.In(stored.RootElement));
    }

    [Fact]
    public void References_that_are_not_those_of_the_payload_are_refused()
    {
        var cites = new JsonObject { ["a"] = Reference(1), ["b"] = new JsonArray(Reference(2), Reference(1)) };
        Taken(cites, references => Assert.Equal(2, references.Count));
        Refused(cites, references => references.RemoveAt(0));
        Refused(cites, references => references.Add(Reference(3)));
        Refused(cites, references => references[0]!["ph"] = new string('b', 64));
        Refused(cites, references =>
        {
            var first = references[0]!;
            references.RemoveAt(0);
            references.Add(first);
        });
    }

    [Fact]
    public void A_malformed_reference_is_refused()
    {
        Refused(envelope => envelope["refs"] = new JsonArray("x"));
        Refused(envelope => envelope["refs"] = new JsonArray(new JsonObject { ["ev"] = Other.ToString() }));
        Refused(envelope => envelope["refs"] = new JsonArray(new JsonObject { ["ev"] = Other.ToString(), ["ph"] = "x" }));
        Refused(envelope => envelope["refs"] = new JsonArray(new JsonObject { ["ev"] = Other.ToString().ToUpperInvariant(), ["ph"] = Hash }));
    }

    [Fact]
    public void As_many_references_as_the_limit_are_taken_and_no_more()
    {
        var most = ServiceDefaults.Limits.Citations;
        Taken(new JsonObject { ["cites"] = References(most) }, references => Assert.Equal(most, references.Count));
        Assert.Throws<MalformedEntryException>(() => VerifiedEntry.Verify(Entry(new JsonObject { ["cites"] = References(most + 1) })));
    }

    [Fact]
    public void An_entry_beyond_the_size_limits_is_refused()
    {
        // 256 references of an envelope fit by far; only a forged envelope could be larger.
        var large = JsonNode.Parse(Entry().Envelope)!.AsObject();
        large["tn"] = new string('t', AuditLimits.LeafBytes);
        var refused = Assert.Throws<MalformedEntryException>(
            () => VerifiedEntry.Verify(Entry() with { Envelope = SendingService.Canonical(large) }));
        Assert.Contains("larger than 65535 bytes", refused.Message, StringComparison.Ordinal);

        var payload = new JsonObject { ["a"] = new string('x', AuditLimits.PayloadBytes) };
        refused = Assert.Throws<MalformedEntryException>(() => VerifiedEntry.Verify(Entry(payload)));
        Assert.Contains("payload of an entry is larger", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_holds_consecutive_entries_of_its_source()
    {
        var service = new SendingService("risks");
        for (var i = 0; i < 4; i++) service.Record(Stream);
        var page = VerifiedPage.Verify(service.Page(2, 4));
        Assert.Equal("risks", page.Source);
        Assert.Equal([2, 3, 4], page.Entries.Select(entry => entry.Envelope.SourceNumber));

        Assert.Throws<MalformedEntryException>(() => VerifiedPage.Verify(service.Page(service.Sent[0], service.Sent[2])));
        Assert.Throws<MalformedEntryException>(() => VerifiedPage.Verify(service.Page(service.Sent[1], service.Sent[0])));
        Assert.Throws<MalformedEntryException>(() => VerifiedPage.Verify(service.Page(service.Sent[0], service.Sent[0])));
        Assert.Throws<MalformedEntryException>(() => VerifiedPage.Verify(service.All with { Source = "valuation" }));
        Assert.Throws<MalformedEntryException>(() => VerifiedPage.Verify(new AuditPage("risks", [])));
        Assert.Throws<MalformedEntryException>(() => VerifiedPage.Verify(new AuditPage(null!, service.All.Entries)));
        Assert.Throws<MalformedEntryException>(() => VerifiedPage.Verify(new AuditPage("risks", null!)));
        Assert.Throws<MalformedEntryException>(() => VerifiedPage.Verify(new AuditPage("risks", [null!])));
    }

    [Fact]
    public void A_page_holds_no_more_entries_than_the_limit()
    {
        var service = new SendingService("risks");
        for (var i = 0; i <= ServiceDefaults.Limits.RelayBatch; i++) service.Record(Stream);
        Assert.Equal(ServiceDefaults.Limits.RelayBatch, VerifiedPage.Verify(service.Page(1, ServiceDefaults.Limits.RelayBatch)).Entries.Count);
        Assert.Throws<MalformedEntryException>(() => VerifiedPage.Verify(service.All));
    }

    // Whatever arrives, the intake answers with an entry or with its own refusal.
    [Fact]
    public void Damaged_entries_are_refused_and_never_crash() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Char[' ', '~'], Gen.Bool).Sample((position, with, inEnvelope) =>
        {
            var entry = Entry(new JsonObject { ["basis"] = Reference(1) });
            var text = (inEnvelope ? entry.Envelope : entry.Payload).ToCharArray();
            var at = position % text.Length;
            if (text[at] == with) return;
            text[at] = with;
            var damaged = inEnvelope ? entry with { Envelope = new string(text) } : entry with { Payload = new string(text) };
            try
            {
                // A changed digit of an id or number is another true envelope; its leaf is another too.
                Assert.NotEqual(VerifiedEntry.Verify(entry).Leaf, VerifiedEntry.Verify(damaged).Leaf);
                Assert.True(inEnvelope);
            }
            catch (MalformedEntryException)
            {
                // As it should.
            }
        }, iter: 5_000);

    private static AuditEntry Entry(JsonNode? payload = null) => new SendingService("contributions").Record(Stream, payload: payload).Entry;

    private static JsonObject Reference(int n) => new() { ["ev"] = $"0198f0a1-0000-7000-8000-{n:x12}", ["ph"] = Hash };

    private static JsonArray References(int count) => new([.. Enumerable.Range(1, count).Select(Reference)]);

    private static void Taken(Action<JsonObject> change)
    {
        var entry = Entry();
        var envelope = JsonNode.Parse(entry.Envelope)!.AsObject();
        change(envelope);
        VerifiedEntry.Verify(entry with { Envelope = SendingService.Canonical(envelope) });
    }

    private static void Refused(Action<JsonObject> change) => Assert.Throws<MalformedEntryException>(() => Taken(change));

    private static void Refused(AuditEntry entry) => Assert.Throws<MalformedEntryException>(() => VerifiedEntry.Verify(entry));

    private static void Taken(JsonObject payload, Action<JsonArray> change)
    {
        var entry = Entry(payload);
        var envelope = JsonNode.Parse(entry.Envelope)!.AsObject();
        change(envelope["refs"]!.AsArray());
        VerifiedEntry.Verify(entry with { Envelope = SendingService.Canonical(envelope) });
    }

    private static void Refused(JsonObject payload, Action<JsonArray> change) =>
        Assert.Throws<MalformedEntryException>(() => Taken(payload, change));
}
