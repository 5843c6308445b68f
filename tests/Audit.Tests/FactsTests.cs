using System.Text.Json;
using Ledger.Audit.Domain;
using Ledger.Audit.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency;

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
        Assert.Equal([new("trail_read.v1", typeof(TrailRead))], setup.Facts.ByName);
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
}
