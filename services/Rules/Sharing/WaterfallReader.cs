namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="Waterfall"/>.</summary>
internal static class WaterfallReader
{
    public static WaterfallInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var pool = inputs.Amount("pool", currency);
        var participants = inputs.Identifiers("participants", RuleLimits.Parties);
        var tiers = TierReader.Read(inputs, "waterfall");
        var rounding = inputs.OneOf<Rounding>("rounding");
        var accepted = inputs.Amounts("accepted", currency);
        var claims = new List<CostClaim>();
        foreach (var entry in inputs.OptionalObjects("costClaims"))
        {
            var reference = entry.Identifier("reference");
            var party = entry.Identifier("party");
            var amount = entry.Amount("amount", currency);
            entry.Close();
            if (reference is not null && party is not null && amount is not null) claims.Add(new CostClaim(reference, party, amount));
        }

        return currency is not null && pool is not null && rounding is { } mode
            ? new WaterfallInput(currency, pool, participants, tiers, mode, accepted, claims)
            : null;
    }
}
