namespace Ledger.Rules;

/// <summary>Reads the tiers of a waterfall and checks them: the same for an agreement and for a method's inputs.</summary>
internal static class TierReader
{
    private static readonly string[] Kinds = [ReserveTier.Name, CostRecoveryTier.Name, PreferredReturnTier.Name, ResidualTier.Name];

    /// <summary>Reads the list under a member.</summary>
    public static IReadOnlyList<Tier> Read(InputReader parent, string name)
    {
        var tiers = new List<Tier>();
        foreach (var entry in parent.Objects(name, most: Kinds.Length))
        {
            if (Read(entry) is { } tier) tiers.Add(tier);
            entry.Close();
        }

        return tiers;
    }

    private static Tier? Read(InputReader entry)
    {
        switch (entry.String("tier"))
        {
            case null: return null;
            case ReserveTier.Name: return entry.Number("rate") is { } reserve ? new ReserveTier(reserve) : null;
            case CostRecoveryTier.Name: return entry.Number("cap") is { } cap ? new CostRecoveryTier(cap) : null;
            case PreferredReturnTier.Name: return entry.Number("rate") is { } rate ? new PreferredReturnTier(rate) : null;
            case ResidualTier.Name: return ReadResidual(entry);
            case { } unknown:
                entry.Reject(Problems.UnknownValue(entry.Of("tier"), unknown, Kinds));
                foreach (var member in entry.Names) entry.OptionalRaw(member);
                return null;
        }
    }

    private static ResidualTier ReadResidual(InputReader entry)
    {
        var keys = new List<ResidualKey>();
        foreach (var key in entry.Objects("keys", most: Enum.GetValues<ResidualMeasure>().Length))
        {
            var measure = key.OneOf<ResidualMeasure>("key");
            var weight = key.Number("weight");
            var points = measure == ResidualMeasure.FixedPoints ? key.Weights("points") : null;
            key.Close();
            if (measure is { } known && weight is { } exact) keys.Add(new ResidualKey(known, exact, points));
        }

        return new ResidualTier(keys);
    }
}
