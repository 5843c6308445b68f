namespace Ledger.Rules;

/// <summary>Reads the tiers of a waterfall: the same for an agreement and for a method's inputs.</summary>
internal static class TierReader
{
    private static readonly string[] Kinds =
    [
        StatutoryShareTier.Name, ReserveTier.Name, CostRecoveryTier.Name, PreferredReturnTier.Name, ReturnOfContributionTier.Name,
        CatchUpTier.Name, ResidualTier.Name,
    ];

    /// <summary>Reads the list under a member; amounts are of the document's currency.</summary>
    public static IReadOnlyList<Tier> Read(InputReader parent, string name, Currency? currency)
    {
        var tiers = new List<Tier>();
        foreach (var entry in parent.Objects(name, RuleLimits.Tiers))
        {
            if (Read(entry, currency) is { } tier) tiers.Add(tier);
            entry.Close();
        }

        return tiers;
    }

    private static Tier? Read(InputReader entry, Currency? currency)
    {
        switch (entry.String("tier"))
        {
            case null: return null;
            case StatutoryShareTier.Name: return ReadStatutory(entry);
            case ReserveTier.Name: return ReadReserve(entry, currency);
            case CostRecoveryTier.Name: return ReadCosts(entry);
            case PreferredReturnTier.Name: return ReadPreferred(entry);
            case ReturnOfContributionTier.Name: return entry.OneOf<ContributionBasis>("basis") is { } basis ? new ReturnOfContributionTier(basis) : null;
            case CatchUpTier.Name: return ReadCatchUp(entry);
            case ResidualTier.Name: return ReadResidual(entry);
            case { } unknown:
                entry.Reject(Problems.UnknownValue(entry.Of("tier"), unknown, Kinds));
                foreach (var member in entry.Names) entry.OptionalRaw(member);
                return null;
        }
    }

    private static StatutoryShareTier? ReadStatutory(InputReader entry)
    {
        var id = entry.Identifier("id");
        var beneficiary = entry.OneOf<Beneficiary>("beneficiary");
        var rate = entry.Number("rate");
        var of = entry.OneOf<TierBase>("of");
        var to = entry.Weights("to", RuleLimits.Parties);
        return id is not null && beneficiary is { } whom && rate is { } exact && of is { } known ? new StatutoryShareTier(id, whom, exact, known, to) : null;
    }

    private static ReserveTier? ReadReserve(InputReader entry, Currency? currency)
    {
        var rate = entry.Number("rate");
        var target = entry.OptionalAmount("target", currency);
        var of = ReadBase(entry);
        return rate is { } exact ? new ReserveTier(exact, target, of) : null;
    }

    private static CostRecoveryTier? ReadCosts(InputReader entry)
    {
        var cap = entry.Number("cap");
        var classes = entry.Has("classes") ? entry.Identifiers("classes", RuleLimits.Tiers) : null;
        var of = ReadBase(entry);
        return cap is { } exact ? new CostRecoveryTier(exact, classes, of) : null;
    }

    private static PreferredReturnTier? ReadPreferred(InputReader entry)
    {
        var rate = entry.Number("rate");
        Accrual? accrual = null;
        if (entry.OptionalObject("accrual") is { } reader)
        {
            var method = reader.OneOf<AccrualMethod>("method");
            var dayCount = reader.OneOf<DayCount>("dayCount");
            var basis = reader.OneOf<ContributionBasis>("basis");
            reader.Close();
            if (method is { } how && dayCount is { } days && basis is { } of) accrual = new Accrual(how, days, of);
        }

        return rate is { } exact ? new PreferredReturnTier(exact, accrual) : null;
    }

    private static CatchUpTier? ReadCatchUp(InputReader entry)
    {
        var share = entry.Number("share");
        var rate = entry.Number("rate");
        var to = entry.Weights("to", RuleLimits.Parties);
        return share is { } part && rate is { } exact ? new CatchUpTier(part, exact, to) : null;
    }

    private static ResidualTier ReadResidual(InputReader entry)
    {
        var keys = new List<ResidualKey>();
        foreach (var key in entry.Objects("keys", most: Enum.GetValues<ResidualMeasure>().Length))
        {
            var measure = key.OneOf<ResidualMeasure>("key");
            var weight = key.Number("weight");
            var points = measure == ResidualMeasure.FixedPoints ? key.Weights("points", RuleLimits.Parties) : null;
            key.Close();
            if (measure is { } known && weight is { } exact) keys.Add(new ResidualKey(known, exact, points));
        }

        return new ResidualTier(keys);
    }

    private static TierBase? ReadBase(InputReader entry) => entry.Has("of") ? entry.OneOf<TierBase>("of") : null;
}
