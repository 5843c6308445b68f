namespace Ledger.Rules;

/// <summary>Money that came in after the loss was allocated.</summary>
/// <param name="Id">"policy-7".</param>
/// <param name="Amount">Above 0.</param>
public sealed record RecoveryItem(string Id, Money Amount);

/// <summary>Inputs of <see cref="LateRecovery"/>.</summary>
/// <param name="Allocation">The allocation as it was made (inputs of risk.allocation version 2).</param>
/// <param name="Earlier">Recoveries redistributed before, in order.</param>
/// <param name="Recovery">What came in now.</param>
public sealed record LateRecoveryInput(AllocationV2Input Allocation, IReadOnlyList<RecoveryItem> Earlier, RecoveryItem Recovery);

/// <summary>Figures of <see cref="LateRecovery"/>; all refunds together are the recovery.</summary>
/// <param name="Recovery">Redistributed.</param>
/// <param name="ToExcess">Per sufferer: relief of what had stayed with it above all caps (or was escalated).</param>
/// <param name="ToParties">Per party: refund of its share of the rest.</param>
/// <param name="ToReserve">Paid back into the reserve.</param>
/// <param name="ToRetention">Per party that kept a part of the retention.</param>
/// <param name="LossLeft">Net loss after all recoveries.</param>
public sealed record LateRecoveryFigures(
    Money Recovery,
    IReadOnlyDictionary<string, Money> ToExcess,
    IReadOnlyDictionary<string, Money> ToParties,
    Money ToReserve,
    IReadOnlyDictionary<string, Money> ToRetention,
    Money LossLeft) : Figures;

/// <summary>
/// Redistributes a recovery that came in late by the same key in reverse: everybody gets back what it would not have borne had
/// the loss been smaller by the recovery. So the excess above all caps is relieved first, then the shares under the caps, then
/// the reserve, last the retention; nobody gets back more than it bore. Source: domain rules, section 5 (late insurance recovery).
/// </summary>
public static class LateRecovery
{
    private const string Retention = "retention";
    private const string Reserve = "reserve";
    private const string Excess = "excess";
    private const string PartyPrefix = "party/";

    public static Method<LateRecoveryInput, LateRecoveryFigures> Method { get; } = new("risk.late-recovery", 1, MethodPurpose.Allocation,
        new("Late recovery, shared in reverse", "事后追偿的逆向返还"), Read, Redistribute);

    /// <summary>Redistributes.</summary>
    /// <returns>Figures; or recovery.above-loss, the allocation.* codes of the allocation, input.duplicate, money.not-positive.</returns>
    public static Outcome<LateRecoveryFigures> Redistribute(LateRecoveryInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var original = RiskAllocationV2.Allocate(input.Allocation);
        if (original.Value is not { } allocated)
            return Outcome.Refused<LateRecoveryFigures>([.. original.Rejections.Select(no => no.At(JsonPath.Within("allocation", no.Field)))]);
        var checks = new Checks();
        for (var i = 0; i < input.Earlier.Count; i++)
        {
            var (id, amount) = input.Earlier[i];
            var here = JsonPath.Item("earlier", i);
            checks.That(amount.Sign > 0, () => Problems.AmountNotPositive($"{here}.amount", amount.Amount));
            checks.That(id != input.Recovery.Id && !input.Earlier.Take(i).Any(before => before.Id == id), () => Problems.Duplicate($"{here}.id", id));
        }

        checks.That(input.Recovery.Amount.Sign > 0, () => Problems.AmountNotPositive("recovery.amount", input.Recovery.Amount.Amount));
        if (checks.Failed) return checks.Refuse<LateRecoveryFigures>();

        var steps = new Steps();
        steps.Add("loss", new("Net loss allocated", "已分担净损失"), allocated.Loss);
        var run = new Reversal(input.Allocation, allocated);
        foreach (var (id, amount) in input.Earlier)
        {
            if (amount > run.Loss) return AboveLoss("earlier", amount, run.Loss);
            run.Return(amount);
            steps.Add($"earlier/{id}", new($"Recovery {id}, returned before", $"追偿 {id}，此前已返还"), amount);
        }

        var recovery = input.Recovery.Amount;
        if (recovery > run.Loss) return AboveLoss("recovery.amount", recovery, run.Loss);
        steps.Add("recovery", new($"Recovery {input.Recovery.Id}", $"追偿 {input.Recovery.Id}"), recovery);
        var split = run.Return(recovery);
        steps.Left("refund", split);
        foreach (var (to, amount) in split.Amounts.Where(entry => !entry.Value.IsZero)) steps.Add($"refund/{to}", Name(to), amount);
        return Figures(input.Allocation, allocated, recovery, split, run.Loss, steps);
    }

    private static InputRejection AboveLoss(string field, Money recovery, Money loss) =>
        LossLines.Above("recovery.above-loss", field, new("The recovery", "追偿款"), recovery, loss);

    private static Text Name(string to) => to switch
    {
        Retention => new("Back to the retention", "返还自留额"),
        Reserve => new("Back to the reserve", "返还风险准备金"),
        Excess => new("Relief of the excess", "减免超限部分"),
        _ => new($"Back to {to[PartyPrefix.Length..]}", $"返还 {to[PartyPrefix.Length..]}"),
    };

    private static LateRecoveryFigures Figures(
        AllocationV2Input allocation, AllocationV2Figures allocated, Money recovery, Split split, Money left, Steps steps)
    {
        var parties = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (to, amount) in split.Amounts.Where(entry => entry.Key.StartsWith(PartyPrefix, StringComparison.Ordinal))) parties[to[PartyPrefix.Length..]] = amount;

        var kept = allocated.Lines.Where(line => line.Reason == BearingReason.Retention)
            .GroupBy(line => line.Payer ?? line.Sufferer, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Money.Sum(group.Select(line => line.Amount), allocation.Currency).Value, StringComparer.Ordinal);
        var stuck = allocated.Lines.Where(line => line.Reason == BearingReason.Excess || line.Kind == AllocationLineKind.Escalated)
            .ToDictionary(line => line.Sufferer, line => line.Amount.Value, StringComparer.Ordinal);
        return new LateRecoveryFigures(
            recovery, LargestRemainder.Split(split.Amounts[Excess], stuck).Amounts, parties, split.Amounts[Reserve],
            LargestRemainder.Split(split.Amounts[Retention], kept).Amounts, left) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static LateRecoveryInput? Read(InputReader inputs)
    {
        var nested = inputs.Object("allocation");
        var allocation = nested is null ? null : AllocationV2Reader.Read(nested);
        nested?.Close();
        var currency = allocation?.Currency;
        var earlier = inputs.OptionalObjects("earlier").Select(entry => Item(entry, currency)).OfType<RecoveryItem>().ToList();
        var recovery = inputs.Object("recovery") is { } reader ? Item(reader, currency) : null;
        return allocation is not null && recovery is not null ? new LateRecoveryInput(allocation, earlier, recovery) : null;
    }

    internal static RecoveryItem? Item(InputReader reader, Currency? currency)
    {
        var id = reader.Identifier("id");
        var amount = reader.PositiveAmount("amount", currency);
        reader.Close();
        return id is not null && amount is not null ? new RecoveryItem(id, amount) : null;
    }

    /// <summary>What everybody still bears, going down recovery by recovery.</summary>
    private sealed class Reversal
    {
        private readonly AllocationV2Input input;
        private readonly IReadOnlyDictionary<string, Rational> key;
        private readonly Dictionary<string, Money> standing = new(StringComparer.Ordinal);

        public Reversal(AllocationV2Input input, AllocationV2Figures allocated)
        {
            this.input = input;
            key = allocated.Key;
            Loss = allocated.Loss;
            standing[Retention] = allocated.Retained;
            standing[Reserve] = allocated.ReservePays;
            standing[Excess] = allocated.Unallocated;
            foreach (var (party, amount) in allocated.Borne) standing[PartyPrefix + party] = amount;
        }

        public Money Loss { get; private set; }

        public Split Return(Money recovery)
        {
            var before = Exact(AllocationParts.Of(input, Loss, key));
            var after = Exact(AllocationParts.Of(input, Loss - recovery, key));
            var relief = before.ToDictionary(entry => entry.Key, entry => entry.Value - after[entry.Key], StringComparer.Ordinal);

            // The exact relief may pass by a part of a smallest unit what rounding had let somebody bear.
            var fill = WaterFill.Divide(recovery.Value, relief, standing.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal));
            var weights = fill.Amounts.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
            if (fill.Unallocated.Sign > 0) Pour(weights, fill.Unallocated);
            var split = LargestRemainder.Split(recovery, weights);
            foreach (var (to, amount) in split.Amounts) standing[to] -= amount;
            Loss -= recovery;
            return split;
        }

        // Everybody with relief is refunded in full and units of rounding are left: they go to whoever still bears something.
        private void Pour(Dictionary<string, Rational> weights, Rational left)
        {
            foreach (var to in standing.Keys.Order(StringComparer.Ordinal))
            {
                var room = Rational.Min(standing[to].Value - weights[to], left);
                weights[to] += room;
                left -= room;
            }
        }

        private static Dictionary<string, Rational> Exact(AllocationParts parts)
        {
            var exact = new Dictionary<string, Rational>(StringComparer.Ordinal)
            {
                [Retention] = parts.Retained.Value,
                [Reserve] = parts.Reserve.Value,
                [Excess] = parts.Fill.Unallocated,
            };
            foreach (var (party, amount) in parts.Fill.Amounts) exact[PartyPrefix + party] = amount;
            return exact;
        }
    }
}
