using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Allocations made by version 1 of the rule, as version 2 states them: the same parts come out.</summary>
internal static class OldAllocation
{
    /// <summary>Of complete inputs of version 1.</summary>
    public static AllocationV2Input AsVersion2(JsonElement inputs)
    {
        var currency = Currency.Of(inputs.GetProperty("currency").GetString()!);
        var key = Weights(inputs, "key");
        var sufferers = Weights(inputs, "sufferers");
        var caps = inputs.TryGetProperty("caps", out var limits)
            ? limits.EnumerateObject().ToDictionary(cap => cap.Name, cap => Money.Parse(cap.Value.GetString()!, currency), StringComparer.Ordinal)
            : [];
        // Version 1 held no cap against the retention.
        var parties = key.Keys.Concat(sufferers.Keys).Concat(caps.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(party => new AllocationParty(party, PublicCap: caps.GetValueOrDefault(party)));
        return new AllocationV2Input(
            currency, Amount("loss"), null, null, null, null, null, [.. parties], sufferers, Amount("retention"), new ReserveRoom(Amount("reserveLeft")),
            [new KeyPart(KeyBasis.Agreed, 1, key)], null, ExcessRule.Stays);

        Money Amount(string member) => Money.Parse(inputs.GetProperty(member).GetString()!, currency);
    }

    private static Dictionary<string, Rational> Weights(JsonElement inputs, string member) => inputs.GetProperty(member).EnumerateObject()
        .ToDictionary(weight => weight.Name, weight => Rational.Parse(weight.Value.GetString()!), StringComparer.Ordinal);
}
