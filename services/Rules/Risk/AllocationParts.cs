namespace Ledger.Rules;

/// <summary>How a loss falls into retention, reserve and shares, exactly and without lines: what a recovery reverses.</summary>
/// <param name="Retained">Stays with the sufferers (and a causer's part of it).</param>
/// <param name="Reserve">Paid by the reserve.</param>
/// <param name="Rest">Divided by the key.</param>
/// <param name="Fill">How the rest was divided under the caps.</param>
internal sealed record AllocationParts(Money Retained, Money Reserve, Money Rest, Fill Fill)
{
    /// <summary>The parts of a net loss under the inputs' terms. Each grows with the loss.</summary>
    public static AllocationParts Of(AllocationV2Input input, Money net, IReadOnlyDictionary<string, Rational> key)
    {
        var (retained, reserve, rest) = Layers(input, net);
        return new AllocationParts(retained, reserve, rest, WaterFill.Divide(rest.Value, key, Caps(input)));
    }

    /// <summary>What stays, what the reserve pays and the rest. Whoever is at serious fault is not protected by a cover.</summary>
    public static (Money Retained, Money Reserve, Money Shared) Layers(AllocationV2Input input, Money net)
    {
        var retained = Money.Min(input.Retention, net);
        if (input is { Cover: { } cover, Causer: null }) retained += Uncovered(cover, net - retained);
        var reserve = Money.Min(input.ReserveLeft, net - retained);
        return (retained, reserve, net - retained - reserve);
    }

    private static Money Uncovered(LossCover cover, Money claim) => claim - (cover.Pays(claim).Value
        ?? throw new InvalidOperationException("The terms of the cover were not checked."));

    /// <summary>
    /// The key in force: the causer alone when fault makes it bear the rest, else the mix of the parts over the parties that had
    /// acceded on the day. A part whose shares are all 0 is answered with a refusal.
    /// </summary>
    public static (IReadOnlyDictionary<string, Rational> Key, InputRejection? Refused) Key(AllocationV2Input input)
    {
        var mixed = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        if (input.Causer is { } causer)
        {
            mixed[causer] = 1;
            return (mixed, null);
        }

        if (input.Mutual is { } mutual) return MutualKey(input, mutual);
        for (var i = 0; i < input.Key.Count; i++)
        {
            var part = input.Key[i];
            var acceded = part.Shares.Where(entry => input.HasAcceded(input.Party(entry.Key)!)).ToList();
            var sum = acceded.Aggregate(Rational.Zero, (total, entry) => total + entry.Value);
            if (sum.IsZero)
            {
                return (mixed, new InputRejection("allocation.key-zero",
                    new("A loss is left to divide, but every weight of this part of the key is zero.", "尚有损失待分担，但该部分分担比例全部为零。"))
                    .At($"{JsonPath.Item("key", i)}.shares"));
            }

            foreach (var (party, share) in acceded) mixed[party] = mixed.GetValueOrDefault(party) + (part.Weight * share / sum);
        }

        return (mixed, null);
    }

    // The shares of the total that is left to divide; whoever had not acceded is left out of them.
    private static (IReadOnlyDictionary<string, Rational> Key, InputRejection? Refused) MutualKey(AllocationV2Input input, MutualTerms mutual)
    {
        var none = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        var shared = MutualSharing.At(mutual.Model, Layers(input, input.Net).Shared.Value);
        if (shared.Value is not { } shares) return (none, shared.Rejections[0].At(JsonPath.Within("mutual", shared.Rejections[0].Field)));
        if (shares.FirstOrDefault(share => share.Value.Sign < 0) is { Key: { } paid })
        {
            return (none, new InputRejection("allocation.mutual-negative",
                new($"By the mutual rule '{paid}' would be paid for a loss of others.", $"按互助规则，“{paid}”将因他人损失而获得款项。")) { Field = "mutual.rule", Value = paid });
        }

        var acceded = shares.Where(share => input.HasAcceded(input.Party(share.Key)!)).ToList();
        var sum = acceded.Aggregate(Rational.Zero, (total, share) => total + share.Value);
        if (sum.IsZero)
        {
            return (none, new InputRejection("allocation.key-zero",
                new("A loss is left to divide, but nobody bears any of it by the mutual rule.", "尚有损失待分担，但按互助规则无人承担。")).At("mutual"));
        }

        foreach (var (party, share) in acceded) none[party] = share / sum;
        return (none, null);
    }

    /// <summary>Caps in force: agreed caps unless fault lifts them, and always the public cap.</summary>
    public static Dictionary<string, Rational> Caps(AllocationV2Input input)
    {
        var caps = new Dictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var party in input.Parties)
        {
            var agreed = input.Causer == party.Id ? null : party.Cap;
            var most = (agreed, party.PublicCap) switch
            {
                ({ } a, { } b) => Money.Min(a, b),
                var (a, b) => a ?? b,
            };
            if (most is not null) caps[party.Id] = most.Value;
        }

        return caps;
    }
}
