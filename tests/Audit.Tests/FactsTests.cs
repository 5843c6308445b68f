using System.Text.Json;
using Ledger.Audit.Domain;
using Ledger.Audit.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency;
using Ledger.Transparency.Bundles;

namespace Ledger.Audit.Tests;

/// <summary>The facts that Audit itself records.</summary>
public sealed class FactsTests
{
    private static readonly DateTimeOffset At = new(2025, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly TrailRead Read =
        new("trail", new Dictionary<string, string> { ["stream"] = "0198f0a1-0000-7000-8000-000000000001", ["party"] = "E1" }, new Actor("jian", "office"), At);

    [Fact]
    public void Stored_names_never_change()
    {
        var setup = new StoreSetup();
        Facts.Register(setup);
        Assert.Equal(
            [
                new("trail_read.v1", typeof(TrailRead)), new("reading_answered.v1", typeof(ReadingAnswered)),
                new("grant_proposed.v1", typeof(GrantProposed)), new("grant_issued.v1", typeof(GrantIssued)),
                new("grant_refused.v1", typeof(GrantRefused)), new("grant_revoked.v1", typeof(GrantRevoked)),
                new("desk_rules_proposed.v1", typeof(DeskRulesProposed)), new("desk_rules_confirmed.v1", typeof(DeskRulesConfirmed)),
                new("sample_drawn.v1", typeof(SampleDrawn)), new("finding_raised.v1", typeof(FindingRaised)),
                new("finding_answered.v1", typeof(FindingAnswered)), new("finding_answer_returned.v1", typeof(AnswerReturned)),
                new("finding_due_moved.v1", typeof(FindingDueMoved)), new("finding_closed.v1", typeof(FindingClosed)),
                new("finding_withdrawn.v1", typeof(FindingWithdrawn)),
                new("tenant_heads.v1", typeof(TenantsCounted)), new("log_key_rotated.v1", typeof(LogKeyRotated)),
            ],
            setup.Facts.ByName);
    }

    [Fact]
    public void A_reading_is_stored_in_its_golden_form() => Assert.Equal(
        """{"resource":"trail","query":{"stream":"0198f0a1-0000-7000-8000-000000000001","party":"E1"},"by":{"person":"jian","organisation":"office"},"at":"2025-03-02T08:00:00.000000Z"}""",
        JsonSerializer.Serialize(Read, FactJson.Facts));

    [Fact]
    public void A_reading_survives_storage_and_has_a_canonical_form()
    {
        var json = JsonSerializer.SerializeToElement(Read, FactJson.Facts);
        var read = json.Deserialize<TrailRead>(FactJson.Facts)!;
        Assert.Equal(Read with { Query = read.Query }, read);
        Assert.Equal(Read.Query, read.Query);
        Assert.Equal(64, CanonicalJson.Hash(json).Length);
    }

    [Fact]
    public void A_reading_is_kept_as_it_was_recorded()
    {
        var id = Guid.CreateVersion7();
        var reading = ReadingFold.Evolve(Reading.None(id), Read);
        Assert.Equal(new Reading { Id = id, Resource = "trail", Query = Read.Query, By = Read.By, At = At }, reading);
        Assert.Throws<System.Diagnostics.UnreachableException>(() => ReadingFold.Evolve(reading, "something else"));
    }

    // The offline verifiers read this payload: it must be the one that the pure library writes.
    [Fact]
    public void A_count_is_stored_as_the_verifiers_read_it()
    {
        var openings = new[] { "taihu", "beihai" }.Select((tenant, i) => TenantHeads.Disclose(
            [.. Enumerable.Repeat((byte)i, 16)], tenant, new Dictionary<string, SourceHead> { ["agreements"] = new(1, MerkleTree.Leaf("x"u8)) })).ToList();
        var fact = new TenantsCounted(new DateOnly(2025, 3, 2), "6", new HeadDigests([.. openings.Select(opening => opening.Digest).Order(StringComparer.Ordinal)]));
        var json = JsonSerializer.SerializeToElement(fact, FactJson.Facts);
        Assert.StartsWith("""{"day":"2025-03-02","size":"6","tenants":{"_sd":[""", json.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(TenantHeads.Payload(new DateOnly(2025, 3, 2), 6, openings), CanonicalJson.Bytes(json));
        var (tenant, heads) = TenantHeads.Open(openings[0].Text);
        Assert.Equal(("taihu", new SourceHead(1, MerkleTree.Leaf("x"u8))), (tenant, Assert.Single(heads).Value));
        Assert.Equal(new DateOnly(2025, 3, 2), PlatformFold.Evolve(TenantCount.None(Guid.Empty), fact).Day);
        Assert.Throws<System.Diagnostics.UnreachableException>(() => PlatformFold.Evolve(TenantCount.None(Guid.Empty), Read));
    }

    [Fact]
    public void A_change_of_key_is_stored_in_its_golden_form()
    {
        var fact = new LogKeyRotated("a note\n");
        Assert.Equal("""{"statement":"a note\n"}""", JsonSerializer.Serialize(fact, FactJson.Facts));
        Assert.Equal("a note\n", PlatformFold.Evolve(KeyChange.None(Guid.Empty), fact).Statement);
        Assert.Throws<System.Diagnostics.UnreachableException>(() => PlatformFold.Evolve(KeyChange.None(Guid.Empty), Read));
    }
}
