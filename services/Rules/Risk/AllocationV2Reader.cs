namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="RiskAllocationV2"/>.</summary>
internal static class AllocationV2Reader
{
    public static AllocationV2Input? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var gross = inputs.Amount("gross", currency);
        var salvage = inputs.OptionalAmount("salvage", currency);
        var insurance = inputs.OptionalAmount("insurance", currency);
        var recoveries = inputs.OptionalAmount("recoveries", currency);
        var exposure = inputs.OptionalAmount("exposureLimit", currency);
        var day = inputs.OptionalDate("occurredOn");
        var parties = ReadParties(inputs, currency);
        var sufferers = inputs.Weights("sufferers", RuleLimits.Parties);
        var retention = inputs.Amount("retention", currency);
        var reserve = ReadReserve(inputs, currency);
        var key = ReadKey(inputs);
        var fault = ReadFault(inputs);
        var excess = inputs.OneOf<ExcessRule>("excess");
        var cover = LossCoverReader.Optional(inputs, currency);
        var mutual = MutualTerms.Optional(inputs);
        return currency is not null && gross is not null && retention is not null && reserve is not null && excess is { } rule
            ? new AllocationV2Input(
                currency, gross, salvage, insurance, recoveries, exposure, day, parties, sufferers, retention, reserve, key, fault, rule) { Cover = cover, Mutual = mutual }
            : null;
    }

    private static List<AllocationParty> ReadParties(InputReader inputs, Currency? currency)
    {
        var parties = new List<AllocationParty>();
        foreach (var entry in inputs.Objects("parties", RuleLimits.Parties))
        {
            var id = entry.Identifier("id");
            var cap = entry.OptionalAmount("cap", currency);
            var publicCap = entry.OptionalAmount("publicCap", currency);
            var joined = entry.OptionalDate("accededOn");
            var standing = entry.Has("standing") ? entry.OneOf<PartyStanding>("standing") : null;
            entry.Close();
            if (id is not null) parties.Add(new AllocationParty(id, cap, publicCap, joined, standing));
        }

        return parties;
    }

    private static ReserveRoom? ReadReserve(InputReader inputs, Currency? currency)
    {
        if (inputs.Object("reserve") is not { } reader) return null;
        var limit = reader.Amount("limit", currency);
        var committed = reader.OptionalAmount("committed", currency);
        reader.Close();
        return limit is null ? null : new ReserveRoom(limit, committed);
    }

    private static List<KeyPart> ReadKey(InputReader inputs)
    {
        var key = new List<KeyPart>();
        foreach (var entry in inputs.Objects("key"))
        {
            var basis = entry.OneOf<KeyBasis>("basis");
            var weight = entry.Number("weight");
            var shares = entry.Weights("shares", RuleLimits.Parties);
            entry.Close();
            if (basis is { } measured && weight is { } share) key.Add(new KeyPart(measured, share, shares));
        }

        return key;
    }

    private static FaultOf? ReadFault(InputReader inputs)
    {
        if (inputs.OptionalObject("fault") is not { } reader) return null;
        var party = reader.Identifier("party");
        var degree = reader.OneOf<FaultDegree>("degree");
        var share = reader.OptionalNumber("retentionShare");
        reader.Close();
        return party is not null && degree is { } how ? new FaultOf(party, how, share) : null;
    }
}
