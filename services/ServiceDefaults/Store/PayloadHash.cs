using System.Text.Json;
using Ledger.Transparency;

namespace Ledger.ServiceDefaults.Store;

/// <summary>
/// The payload hash of a fact: what the audit log knows it by. Who approves a fact names this hash, so that nothing else can
/// be put in its place.
/// </summary>
public static class PayloadHash
{
    /// <summary>SHA-256 of the canonical JSON of the fact as it is stored, lower-case hex.</summary>
    public static string Of(object fact) => CanonicalJson.Hash(JsonSerializer.SerializeToElement(fact, fact.GetType(), FactJson.Facts));
}
