namespace Ledger.Rules;

/// <summary>
/// Who bears a loss: first the agreed retention stays with the sufferers, then the risk reserve pays up to what is left of it,
/// then the parties by key under their caps with water-filling (a wilful causer alone and without cap), a sufferer netting its
/// own share; what no cap leaves room for stays where it fell. Every division by largest remainder; caps are checked again
/// after rounding. Source: sample B (liability caps), sample A (reserve absorbs all).
/// </summary>
public static class RiskAllocation
{
    public static Method<AllocationInput, AllocationFigures> Method { get; } = new("risk.allocation", 1, MethodPurpose.Allocation,
        new("Allocation of a loss", "损失分担"), Read, Allocate);

    /// <summary>Allocates a loss.</summary>
    /// <returns>Figures; or allocation.no-sufferer, allocation.key-zero, money.negative, input.negative.</returns>
    public static Outcome<AllocationFigures> Allocate(AllocationInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<AllocationFigures>();

        var zero = Money.Zero(input.Currency);
        var steps = new Steps();
        steps.Add("loss", new("Loss of the event", "事件损失"), input.Loss);
        var suffered = Divide("suffered", input.Loss, input.Sufferers, steps, party => new($"Loss of {party}", $"{party} 的损失"));

        var retained = Money.Min(input.Retention, input.Loss);
        steps.Add("retention", new("Retention, stays with the sufferers", "自留额，由受损方自负"), retained, $"min({input.Retention.Amount}, {input.Loss.Amount})");
        var kept = Divide("retention", retained, Weights(suffered), steps);
        var afterRetention = Less(suffered, kept);

        var reserve = Money.Min(input.ReserveLeft, input.Loss - retained);
        steps.Add("reserve", new("Paid by the reserve", "风险准备金支付"), reserve, $"min({input.ReserveLeft.Amount}, {(input.Loss - retained).Amount})");
        var paid = Divide("reserve", reserve, Weights(afterRetention), steps, party => new($"Reserve pays {party}", $"准备金支付 {party}"));
        var open = Less(afterRetention, paid);

        var rest = input.Loss - retained - reserve;
        steps.Add("rest", new("Rest, divided by the key", "其余按比例分担"), rest, $"{input.Loss.Amount} - {retained.Amount} - {reserve.Amount}");
        var key = input.WilfulBy is { } causer ? new Dictionary<string, Rational>(StringComparer.Ordinal) { [causer] = 1 } : input.Key;
        var caps = input.WilfulBy is null ? input.Caps : new Dictionary<string, Money>(StringComparer.Ordinal);
        if (!rest.IsZero && key.Values.All(weight => weight.IsZero))
        {
            return new InputRejection("allocation.key-zero",
                new("A loss is left to divide, but every weight of the key is zero.", "尚有损失待分担，但分担比例全部为零。")).At("key");
        }

        var (borne, unallocated) = Share(rest, key, caps, steps);
        var lines = Settle(suffered, kept, paid, open, borne, unallocated, steps);
        var figures = new AllocationFigures(input.Loss, suffered, retained, reserve, rest, borne, unallocated, lines) { Steps = steps.Lines, Residual = steps.Residual };
        Prove(figures, caps, zero);
        return figures;
    }

    private static void Check(Checks checks, AllocationInput input)
    {
        checks.NotNegative("loss", input.Loss);
        checks.NotNegative("retention", input.Retention);
        checks.NotNegative("reserveLeft", input.ReserveLeft);
        foreach (var (party, weight) in input.Sufferers) checks.NotNegative($"sufferers.{party}", weight);
        foreach (var (party, weight) in input.Key) checks.NotNegative($"key.{party}", weight);
        foreach (var (party, cap) in input.Caps) checks.NotNegative($"caps.{party}", cap);
        checks.That(input.Sufferers.Values.Any(weight => weight.Sign > 0), () => new InputRejection("allocation.no-sufferer",
            new("Nobody suffered the loss: every weight of the sufferers is zero.", "没有受损方：受损方权重全部为零。")).At("sufferers"));
    }

    private static (IReadOnlyDictionary<string, Money> Borne, Money Unallocated) Share(
        Money rest, IReadOnlyDictionary<string, Rational> key, IReadOnlyDictionary<string, Money> caps, Steps steps)
    {
        var currency = rest.Currency;
        var fill = WaterFill.Divide(rest.Value, key, caps.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal));
        foreach (var step in fill.Rounds)
        {
            steps.Add($"round/{Problems.Invariant(step.Round)}/{step.Party}",
                new($"Round {Problems.Invariant(step.Round)}: share of {step.Party}", $"第{Problems.Invariant(step.Round)}轮：{step.Party} 分担"), step.Taken, currency.Code,
                step.Taken < step.Asked ? $"min({step.Asked}, {step.Taken})" : null,
                step.Taken < step.Asked ? new Text("At its cap; the excess goes to the parties below theirs.", "达到上限，超出部分由未达上限的成员分担。") : null);
        }

        // Caps are whole smallest units, so whatever is unallocated is too.
        var unallocated = Money.FromRational(fill.Unallocated, currency, Rounding.HalfUp);
        var split = LargestRemainder.Split(rest - unallocated, fill.Amounts);
        steps.Left("borne", split);
        foreach (var (party, amount) in split.Amounts.Where(entry => !entry.Value.IsZero))
            steps.Add($"borne/{party}", new($"Borne by {party}", $"{party} 承担"), amount);
        if (!unallocated.IsZero)
        {
            steps.Add("unallocated", new("Stays where it fell", "留在受损方"), unallocated, note: new("Every party is at its cap.", "各方均已达上限。"));
        }

        return (split.Amounts, unallocated);
    }

    private static List<AllocationLine> Settle(
        IReadOnlyDictionary<string, Money> suffered,
        IReadOnlyDictionary<string, Money> kept,
        IReadOnlyDictionary<string, Money> paid,
        SortedDictionary<string, Money> open,
        IReadOnlyDictionary<string, Money> borne,
        Money unallocated,
        Steps steps)
    {
        var excess = Divide("unallocated", unallocated, Weights(open), steps);
        var remaining = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, amount) in borne) remaining[party] = amount;

        var lines = new List<AllocationLine>();
        foreach (var sufferer in suffered.Keys)
        {
            // Each sufferer's column is divided by what the payers still owe: a share can then never exceed it, and the last
            // column takes exactly what is left, so rows and columns both come out.
            var column = LargestRemainder.Split(open[sufferer] - excess[sufferer], Weights(remaining));
            Add(lines, AllocationLineKind.ReservePays, sufferer, paid[sufferer]);
            foreach (var (payer, amount) in column.Amounts.Where(entry => entry.Key != sufferer))
                Add(lines, AllocationLineKind.PartyPays, sufferer, amount, payer);
            Add(lines, AllocationLineKind.SuffererBears, sufferer, kept[sufferer], reason: BearingReason.Retention);
            if (column.Amounts.TryGetValue(sufferer, out var own)) Add(lines, AllocationLineKind.SuffererBears, sufferer, own, reason: BearingReason.OwnShare);
            Add(lines, AllocationLineKind.SuffererBears, sufferer, excess[sufferer], reason: BearingReason.Excess);
            foreach (var (payer, amount) in column.Amounts) remaining[payer] -= amount;
        }

        foreach (var line in lines)
        {
            var kind = KebabCase.Name(line.Kind);
            var id = $"line/{line.Sufferer}/{kind}" + (line.Payer ?? (line.Reason is { } reason ? KebabCase.Name(reason) : null)) switch { null => "", var detail => $"/{detail}" };
            steps.Add(id, line.Kind switch
            {
                AllocationLineKind.ReservePays => new($"The reserve pays {line.Sufferer}", $"准备金支付 {line.Sufferer}"),
                AllocationLineKind.PartyPays => new($"{line.Payer} pays {line.Sufferer}", $"{line.Payer} 支付 {line.Sufferer}"),
                _ => new($"{line.Sufferer} bears itself", $"{line.Sufferer} 自行承担"),
            }, line.Amount);
        }

        return lines;
    }

    private static void Add(List<AllocationLine> lines, AllocationLineKind kind, string sufferer, Money amount, string? payer = null, BearingReason? reason = null)
    {
        if (!amount.IsZero) lines.Add(new AllocationLine(kind, sufferer, amount, payer, reason));
    }

    private static IReadOnlyDictionary<string, Money> Divide(
        string line, Money amount, IReadOnlyDictionary<string, Rational> weights, Steps steps, Func<string, Text>? name = null)
    {
        var split = LargestRemainder.Split(amount, weights);
        steps.Left(line, split);
        if (name is not null && split.Amounts.Count > 1)
        {
            foreach (var (party, part) in split.Amounts) steps.Add($"{line}/{party}", name(party), part);
        }

        return split.Amounts;
    }

    private static Dictionary<string, Rational> Weights(IReadOnlyDictionary<string, Money> amounts) =>
        amounts.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal);

    private static SortedDictionary<string, Money> Less(IReadOnlyDictionary<string, Money> from, IReadOnlyDictionary<string, Money> less)
    {
        var left = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, amount) in from) left[party] = amount - less[party];
        return left;
    }

    // Not an input error but a defect of this class: never hand out an allocation that does not add up.
    private static void Prove(AllocationFigures figures, IReadOnlyDictionary<string, Money> caps, Money zero)
    {
        var sum = Money.Sum(figures.Lines.Select(line => line.Amount), zero.Currency);
        if (sum != figures.Loss) throw new InvalidOperationException($"The allocation sums to {sum}, not to {figures.Loss}.");
        foreach (var (party, cap) in caps)
        {
            if (figures.Borne.TryGetValue(party, out var borne) && borne > cap)
                throw new InvalidOperationException($"{party} bears {borne}, above its cap {cap}.");
        }
    }

    private static AllocationInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var loss = inputs.Amount("loss", currency);
        var sufferers = inputs.Weights("sufferers");
        var retention = inputs.Amount("retention", currency);
        var reserve = inputs.Amount("reserveLeft", currency);
        var key = inputs.Weights("key");
        var caps = inputs.OptionalAmounts("caps", currency);
        var wilful = inputs.OptionalIdentifier("wilfulBy");
        return currency is not null && loss is not null && retention is not null && reserve is not null
            ? new AllocationInput(currency, loss, sufferers, retention, reserve, key, caps, wilful)
            : null;
    }
}
