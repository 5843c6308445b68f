namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="Waterfall"/>.</summary>
internal static class WaterfallReader
{
    public static WaterfallInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var pool = inputs.Amount("pool", currency);
        var participants = inputs.Identifiers("participants", RuleLimits.Parties);
        var tiers = TierReader.Read(inputs, "waterfall", currency);
        var rounding = inputs.OneOf<Rounding>("rounding");
        var accepted = inputs.Amounts("accepted", currency, RuleLimits.Parties);
        var claims = ReadClaims(inputs, "costClaims", currency);
        var period = inputs.Has("period") ? inputs.Period("period") : null;
        var contributions = ReadDated(inputs, "contributions", currency);
        var repayments = ReadDated(inputs, "repayments", currency);
        var scores = inputs.Has("scores") ? inputs.Weights("scores", RuleLimits.Parties) : null;
        var values = inputs.Has("gameValues") ? inputs.Weights("gameValues", RuleLimits.Parties) : null;
        var carried = ReadCarry(inputs, currency);
        var profile = ReadProfile(inputs);

        return currency is not null && pool is not null && rounding is { } mode
            ? new WaterfallInput(currency, pool, participants, tiers, mode, accepted, claims)
            {
                Period = period,
                Contributions = contributions,
                Repayments = repayments,
                Scores = scores,
                GameValues = values,
                CarriedIn = carried,
                Profile = profile,
            }
            : null;
    }

    private static List<CostClaim> ReadClaims(InputReader parent, string name, Currency? currency)
    {
        var claims = new List<CostClaim>();
        foreach (var entry in parent.OptionalObjects(name))
        {
            var reference = entry.Identifier("reference");
            var party = entry.Identifier("party");
            var amount = entry.Amount("amount", currency);
            var kind = entry.OptionalIdentifier("class");
            entry.Close();
            if (reference is not null && party is not null && amount is not null) claims.Add(new CostClaim(reference, party, amount, kind));
        }

        return claims;
    }

    private static List<DatedContribution>? ReadDated(InputReader inputs, string name, Currency? currency)
    {
        if (!inputs.Has(name)) return null;
        var dated = new List<DatedContribution>();
        foreach (var entry in inputs.Objects(name, RuleLimits.DatedContributions, mayBeEmpty: true))
        {
            var party = entry.Identifier("party");
            var on = entry.Date("on");
            var amount = entry.PositiveAmount("amount", currency);
            entry.Close();
            if (party is not null && on is { } day && amount is not null) dated.Add(new DatedContribution(party, day, amount));
        }

        return dated;
    }

    private static WaterfallCarry? ReadCarry(InputReader inputs, Currency? currency)
    {
        if (inputs.OptionalObject("carriedIn") is not { } carried) return null;
        var reserve = carried.OptionalAmount("reserve", currency);
        var costs = carried.Has("costs") ? ReadClaims(carried, "costs", currency) : null;
        var arrears = carried.Has("arrears") ? carried.Amounts("arrears", currency, RuleLimits.Parties) : null;
        var returned = carried.Has("returned") ? carried.Amounts("returned", currency, RuleLimits.Parties) : null;
        var catchUp = carried.Has("catchUp") ? carried.Amounts("catchUp", currency, RuleLimits.Parties) : null;
        carried.Close();
        return new WaterfallCarry(reserve, costs, arrears, returned, catchUp);
    }

    private static BenefitProfile? ReadProfile(InputReader inputs)
    {
        if (inputs.OptionalObject("profile") is not { } profile) return null;
        var inventor = profile.OptionalNumber("inventorMinimum");
        var maximum = profile.Has("maximumShares") ? profile.Weights("maximumShares", RuleLimits.Parties) : null;
        profile.Close();
        return new BenefitProfile(inventor, maximum);
    }
}
