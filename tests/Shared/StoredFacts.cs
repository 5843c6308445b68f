using System.Text.Json;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency;

namespace Ledger.Tests;

/// <summary>What every fact must endure: being stored, read back and hashed.</summary>
public static class StoredFacts
{
    /// <summary>The fact reads back as it was written, and canonical JSON takes it (no floating point, no lone surrogate).</summary>
    /// <returns>The stored JSON.</returns>
    public static JsonElement Endures<TFact>(TFact fact)
        where TFact : class
    {
        var stored = JsonSerializer.SerializeToElement(fact, FactJson.Facts);
        var again = stored.Deserialize<TFact>(FactJson.Facts);
        Assert.Equal(stored.GetRawText(), JsonSerializer.Serialize(again, FactJson.Facts));
        Assert.Equal(64, CanonicalJson.Hash(stored).Length);
        return stored;
    }

    /// <summary>The table of stored names, each with its fact's name: a change of it is a change of the storage format.</summary>
    public static IEnumerable<string> Names(Action<StoreSetup> register)
    {
        var store = new StoreSetup();
        register(store);
        return store.Facts.ByName.Select(entry => $"{entry.Key} {entry.Value.Name}");
    }
}
