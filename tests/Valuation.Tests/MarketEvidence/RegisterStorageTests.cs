using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.RegisterSamples;

namespace Ledger.Valuation.Tests;

public sealed class RegisterStorageTests
{
    [Fact]
    public void Every_fact_of_the_register_can_be_stored_read_and_hashed()
    {
        var stored = StoredFacts.Endures(new MarketEvidenceRegistered(C3, Samples.Valuer, Samples.At));
        Assert.Equal(("invoice", "0.8"), (stored.GetProperty("said").GetProperty("sourceClass").GetString(), stored.GetProperty("said").GetProperty("attributes").GetProperty("condition").GetString()));
        Assert.Equal(C3, stored.Deserialize<MarketEvidenceRegistered>(FactJson.Facts)!.Said);
        StoredFacts.Endures(new MarketEvidenceWithdrawn(new Text("x", "x"), "C2", Samples.Valuer, Samples.At));
        StoredFacts.Endures(new MarketEvidenceImported(Hash("f"), 3, Samples.Valuer, Samples.At));
        StoredFacts.Endures(new IndexSeriesOpened(Machines, Samples.Valuer, Samples.At));
        StoredFacts.Endures(new IndexVintagePublished(FirstMonths, Samples.Valuer, Samples.At));
        StoredFacts.Endures(Proposed);
        StoredFacts.Endures(Samples.Given(Samples.Opened, Proposed).State);
        StoredFacts.Endures(Index(FirstMonths));
    }

    [Fact]
    public void An_appraisal_stored_before_the_register_still_reads()
    {
        var stored = JsonSerializer.SerializeToNode(Samples.Given(Samples.Opened, Samples.Proposed).State, FactJson.Facts)!.AsObject();
        foreach (var member in new[] { "alternatives", "evidenceUsed" }) Assert.True(stored.Remove(member));
        var read = stored.Deserialize<Appraisal>(FactJson.Facts)!;
        Assert.Empty(read.Alternatives);
        Assert.Equal("840000.00", read.Proposal!.Value.Amount);
    }
}
