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
        var retained = Money.Min(input.Retention, net);
        var reserve = Money.Min(input.ReserveLeft, net - retained);
        var rest = net - retained - reserve;
        return new AllocationParts(retained, reserve, rest, WaterFill.Divide(rest.Value, key, Caps(input)));
    }

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
