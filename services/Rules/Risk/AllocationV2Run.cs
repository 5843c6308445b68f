namespace Ledger.Rules;

/// <summary>One allocation in the making.</summary>
/// <param name="input">Checked.</param>
/// <param name="key">The key in force.</param>
internal sealed class AllocationV2Run(AllocationV2Input input, IReadOnlyDictionary<string, Rational> key)
{
    private readonly Steps steps = new();
    private readonly List<AllocationLine> lines = [];

    private Money Zero => Money.Zero(input.Currency);

    public AllocationV2Figures Run()
    {
        var net = input.Net;
        steps.Add("gross", new("Gross loss", "损失总额"), input.Gross);
        steps.Add("loss", new("Net loss", "净损失"), net, $"{input.Gross.Amount} - {input.Deducted.Amount}",
            input.Deducted.IsZero ? null : new Text("Less salvage, insurance and recoveries.", "扣除残值、保险与追偿。"));
        var suffered = Divide("suffered", net, input.Sufferers);
        var parts = AllocationParts.Of(input, net, key);
        steps.Add("retention", new("Retention", "自留额"), parts.Retained, $"min({input.Retention.Amount}, {net.Amount})" + Uncovered(net));
        var kept = Divide("retention", parts.Retained, Weights(suffered));
        var byCauser = CauserKeeps(parts.Retained, kept);
        var afterRetention = Less(suffered, kept);
        steps.Add("reserve", new("Paid by the reserve", "风险准备金支付"), parts.Reserve, $"min({input.ReserveLeft.Amount}, {(net - parts.Retained).Amount})");
        var paid = Divide("reserve", parts.Reserve, Weights(afterRetention));
        var open = Less(afterRetention, paid);

        var (borne, unallocated) = Share(parts);
        Settle(suffered, kept, byCauser, paid, open, borne, unallocated);
        var excluded = input.Parties.Where(party => !input.HasAcceded(party)).Select(party => party.Id).ToList();
        var figures = new AllocationV2Figures(
            input.Gross, net, suffered, parts.Retained, Money.Sum(byCauser.Values, input.Currency), parts.Reserve, parts.Rest, key, borne, unallocated,
            input.Excess, excluded, Receives(suffered), Bears(), lines) { Steps = steps.Lines, Residual = steps.Residual };
        Prove(figures);
        return figures;
    }

    // What the cover does not pay stays with the retention.
    private string Uncovered(Money net)
    {
        if (input is not { Cover: { } cover, Causer: null }) return "";
        var claim = net - Money.Min(input.Retention, net);
        var paid = cover.Pays(claim).Value!;
        steps.Add("cover", new($"Shared by {cover.Method}", $"按 {cover.Method} 共担"), paid, note: new($"Of {claim.Amount} above the retention.", $"自留额以上共{claim.Amount}。"));
        return $" + {(claim - paid).Amount}";
    }

    private IReadOnlyDictionary<string, Money> CauserKeeps(Money retained, IReadOnlyDictionary<string, Money> kept)
    {
        var share = input.Fault?.RetentionShare ?? Rational.Zero;
        var part = Money.FromRational(retained.Value * share, input.Currency, Rounding.HalfUp);
        if (!part.IsZero)
        {
            steps.Add("retention-of-causer", new($"Of it, taken over by {input.Fault!.Party} at fault", $"其中由过错方 {input.Fault!.Party} 承担"), part,
                $"{share} * {retained.Amount}");
        }

        return Divide("retention-of-causer", part, Weights(kept));
    }

    private (IReadOnlyDictionary<string, Money> Borne, Money Unallocated) Share(AllocationParts parts)
    {
        steps.Add("rest", new("Rest, divided by the key", "其余按比例分担"), parts.Rest);
        foreach (var party in input.Parties.Where(party => !input.HasAcceded(party)))
            steps.Say($"excluded/{party.Id}", new($"{party.Id} is left out", $"{party.Id} 不参与"), $"{party.AccededOn:yyyy-MM-dd}", new("It acceded after the event.", "其加入日晚于事件发生日。"));
        if (input.Mutual is { } mutual && input.Causer is null)
            steps.Say("mutual", new("Divided by the mutual rule", "按互助规则分担"), KebabCase.Name(mutual.Rule), new("Its shares of the rest are the key.", "其对其余部分的份额即为分担比例。"));
        foreach (var (party, weight) in key) steps.Add($"key/{party}", new($"Key of {party}", $"{party} 的分担比例"), weight);
        if (input.Causer is { } causer)
            steps.Say("fault", new("Serious fault", "重大过错"), causer, new("It bears the rest alone; its agreed cap is lifted.", "其余由其独自承担，约定上限不适用。"));
        // One cap a round makes a square of lines: of very many parties it is shown who reaches its cap, and where the last round ends.
        var (all, last) = (key.Count <= RuleLimits.FillShown, parts.Fill.Rounds.Count == 0 ? 0 : parts.Fill.Rounds[^1].Round);
        foreach (var step in parts.Fill.Rounds)
        {
            var round = Problems.Invariant(step.Round);
            var capped = step.Taken < step.Asked;
            if (!all && !capped && step.Round != last) continue;
            steps.Add($"round/{round}/{step.Party}", new($"Round {round}: share of {step.Party}", $"第{round}轮：{step.Party} 分担"), step.Taken, input.Currency.Code,
                capped ? $"min({step.Asked}, {step.Taken})" : null,
                capped ? new Text("At its cap; the excess goes to the parties below theirs.", "达到上限，超出部分由未达上限的成员分担。") : null);
        }

        // Caps are whole smallest units, so whatever is unallocated is too.
        var unallocated = Money.FromRational(parts.Fill.Unallocated, input.Currency, Rounding.HalfUp);
        var split = LargestRemainder.Split(parts.Rest - unallocated, parts.Fill.Amounts);
        steps.Left("borne", split);
        foreach (var (party, amount) in split.Amounts.Where(entry => !entry.Value.IsZero)) steps.Add($"borne/{party}", new($"Borne by {party}", $"{party} 承担"), amount);
        if (!unallocated.IsZero)
        {
            steps.Add("unallocated", input.Excess == ExcessRule.Stays ? new("Stays where it fell", "留在受损方") : new("Escalated", "提交裁决"), unallocated,
                note: new("Every party is at its cap.", "各方均已达上限。"));
        }

        return (split.Amounts, unallocated);
    }

    private void Settle(
        IReadOnlyDictionary<string, Money> suffered,
        IReadOnlyDictionary<string, Money> kept,
        IReadOnlyDictionary<string, Money> byCauser,
        IReadOnlyDictionary<string, Money> paid,
        SortedDictionary<string, Money> open,
        IReadOnlyDictionary<string, Money> borne,
        Money unallocated)
    {
        var excess = Divide("unallocated", unallocated, Weights(open));
        var remaining = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, amount) in borne) remaining[party] = amount;
        foreach (var sufferer in suffered.Keys)
        {
            // Divided by what the payers still owe, so that no share exceeds it and the last column takes exactly what is left.
            var column = LargestRemainder.Split(open[sufferer] - excess[sufferer], Weights(remaining)).Amounts;
            var causer = input.Fault?.Party;
            var ownRetention = causer == sufferer ? kept[sufferer] : kept[sufferer] - byCauser[sufferer];
            Add(AllocationLineKind.ReservePays, sufferer, paid[sufferer]);
            if (causer is not null && causer != sufferer) Add(AllocationLineKind.PartyPays, sufferer, byCauser[sufferer], causer, BearingReason.Retention);
            foreach (var (payer, amount) in column.Where(entry => entry.Key != sufferer)) Add(AllocationLineKind.PartyPays, sufferer, amount, payer);
            Add(AllocationLineKind.SuffererBears, sufferer, ownRetention, reason: BearingReason.Retention);
            if (column.TryGetValue(sufferer, out var own)) Add(AllocationLineKind.SuffererBears, sufferer, own, reason: BearingReason.OwnShare);
            if (input.Excess == ExcessRule.Stays) Add(AllocationLineKind.SuffererBears, sufferer, excess[sufferer], reason: BearingReason.Excess);
            else Add(AllocationLineKind.Escalated, sufferer, excess[sufferer]);
            foreach (var (payer, amount) in column) remaining[payer] -= amount;
        }
    }

    private void Add(AllocationLineKind kind, string sufferer, Money amount, string? payer = null, BearingReason? reason = null)
    {
        if (amount.IsZero) return;
        lines.Add(new AllocationLine(kind, sufferer, amount, payer, reason));
        var detail = payer is null ? "" : $"/{payer}";
        if (reason is { } why) detail += $"/{KebabCase.Name(why)}";
        steps.Add($"line/{sufferer}/{KebabCase.Name(kind)}{detail}", kind switch
        {
            AllocationLineKind.ReservePays => new($"The reserve pays {sufferer}", $"准备金支付 {sufferer}"),
            AllocationLineKind.PartyPays => new($"{payer} pays {sufferer}", $"{payer} 支付 {sufferer}"),
            AllocationLineKind.Escalated => new($"To be decided for {sufferer}", $"{sufferer} 待裁决"),
            _ => new($"{sufferer} bears itself", $"{sufferer} 自行承担"),
        }, amount);
    }

    private SortedDictionary<string, Money> Receives(IReadOnlyDictionary<string, Money> suffered)
    {
        var sums = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var sufferer in suffered.Keys) sums[sufferer] = Zero;
        foreach (var line in lines.Where(line => line.Kind is AllocationLineKind.ReservePays or AllocationLineKind.PartyPays)) sums[line.Sufferer] += line.Amount;
        return sums;
    }

    private SortedDictionary<string, Money> Bears()
    {
        var sums = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line.Kind is AllocationLineKind.PartyPays or AllocationLineKind.SuffererBears))
        {
            var bearer = line.Payer ?? line.Sufferer;
            sums[bearer] = (sums.GetValueOrDefault(bearer) ?? Zero) + line.Amount;
        }

        return sums;
    }

    private IReadOnlyDictionary<string, Money> Divide(string line, Money amount, IReadOnlyDictionary<string, Rational> weights)
    {
        var split = LargestRemainder.Split(amount, weights);
        steps.Left(line, split);
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
    private void Prove(AllocationV2Figures figures)
    {
        var sum = Money.Sum(figures.Lines.Select(line => line.Amount), input.Currency);
        if (sum != figures.Loss) throw new InvalidOperationException($"The allocation sums to {sum}, not to {figures.Loss}.");
        foreach (var (party, cap) in AllocationParts.Caps(input))
        {
            if (figures.Borne.TryGetValue(party, out var borne) && borne.Value > cap)
                throw new InvalidOperationException($"{party} bears {borne}, above its cap {cap}.");
        }
    }
}
