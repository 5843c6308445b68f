namespace Ledger.Rules;

/// <summary>
/// Divides what an allocation leaves above all caps, where the agreement has it escalated, as those who decide have it. Each party's share
/// covers what it suffered itself first; what is left of the shares pays the other sufferers, pro rata. Nobody bears it against the rules that
/// caps stand for: students never, a public school nothing of what others suffered; whoever goes above a cap, or bears what others suffered,
/// must agree, and is named. Largest remainder. Source: domain rules, section 5.2, step 7.
/// </summary>
public static class Escalation
{
    public static Method<EscalationInput, EscalationFigures> Method { get; } = new("risk.escalation", 1, MethodPurpose.Allocation,
        new("The rest of a loss above all caps", "超出全部上限的剩余损失"), Read, Resolve);

    /// <summary>Divides the rest.</summary>
    /// <returns>
    /// Figures; or escalation.nothing, escalation.not-all, escalation.public-cap, escalation.not-acceded, allocation.student, party.unknown,
    /// money.*, the allocation.* codes of the allocation.
    /// </returns>
    public static Outcome<EscalationFigures> Resolve(EscalationInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var original = RiskAllocationV2.Allocate(input.Allocation);
        if (original.Value is not { } allocated)
            return Outcome.Refused<EscalationFigures>([.. original.Rejections.Select(no => no.At(JsonPath.Within("allocation", no.Field)))]);
        var rests = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var line in allocated.Lines.Where(line => line.Kind == AllocationLineKind.Escalated)) rests[line.Sufferer] = line.Amount;
        if (rests.Count == 0)
        {
            return new InputRejection("escalation.nothing",
                new("Nothing of this loss is left above the caps and escalated.", "该损失没有超出上限并须裁决的剩余。")).At("allocation.excess");
        }

        var checks = new Checks();
        Check(checks, input, rests, allocated.Unallocated);
        return checks.Failed ? checks.Refuse<EscalationFigures>() : Divide(input, rests, allocated.Unallocated);
    }

    private static void Check(Checks checks, EscalationInput input, IReadOnlyDictionary<string, Money> rests, Money rest)
    {
        foreach (var (id, share) in input.Shares)
        {
            var here = $"shares.{id}";
            checks.NotNegative(here, share);
            if (input.Allocation.Party(id) is not { } party)
            {
                checks.Add(Problems.UnknownParty(here, id));
                continue;
            }

            if (share.Sign <= 0) continue;
            if (party.Standing == PartyStanding.Student) checks.Add(AllocationV2Checks.Student(here, id));
            checks.That(input.Allocation.HasAcceded(party), () => new InputRejection("escalation.not-acceded",
                new($"'{id}' had not acceded on the day of the event.", $"“{id}”在事件发生日尚未加入。")) { Field = here, Value = id });
            checks.That(party.Standing != PartyStanding.Public || share <= Own(rests, id, share), () => new InputRejection("escalation.public-cap",
                new($"'{id}' is a public school at its cap: of what others suffered it bears nothing more, whoever agrees.",
                    $"“{id}”为已达上限的公办学校，无论何方同意，均不得再承担他方损失。")) { Field = here, Value = share.Amount });
        }

        if (checks.Failed) return;
        var sum = Money.Sum(input.Shares.Values, rest.Currency);
        checks.That(sum == rest, () => new InputRejection("escalation.not-all",
            new($"The shares come to {sum.Amount}, but {rest.Amount} is left above the caps.", $"各份合计{sum.Amount}，而超出上限的剩余为{rest.Amount}。"))
            { Field = "shares", Value = sum.Amount });
    }

    private static Outcome<EscalationFigures> Divide(EscalationInput input, SortedDictionary<string, Money> rests, Money rest)
    {
        var steps = new Steps();
        steps.Add("rest", new("Rest above all caps", "超出全部上限的剩余"), rest);
        var shares = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, share) in input.Shares.Where(entry => !entry.Value.IsZero)) shares[party] = share;
        var caps = AllocationParts.Caps(input.Allocation);
        var consents = shares.Where(entry => caps.ContainsKey(entry.Key) || entry.Value > Own(rests, entry.Key, entry.Value)).Select(entry => entry.Key).ToList();
        foreach (var (party, share) in shares)
        {
            steps.Add($"share/{party}", new($"Taken on by {party}", $"{party} 承担"), share,
                note: consents.Contains(party) ? new Text("With its consent.", "须经其同意。") : null);
        }

        var lines = Lines(steps, rests, shares);
        if (Money.Sum(lines.Select(line => line.Amount), rest.Currency) != rest) throw new InvalidOperationException("The lines of the escalation do not sum to the rest.");
        return new EscalationFigures(rest, rests, shares, consents, lines) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static List<AllocationLine> Lines(Steps steps, SortedDictionary<string, Money> rests, SortedDictionary<string, Money> shares)
    {
        var remaining = shares.ToDictionary(entry => entry.Key, entry => entry.Value - Own(rests, entry.Key, entry.Value), StringComparer.Ordinal);
        var lines = new List<AllocationLine>();
        foreach (var (sufferer, rest) in rests)
        {
            var own = shares.TryGetValue(sufferer, out var share) ? Own(rests, sufferer, share) : rest - rest;
            var open = rest - own;
            if (!open.IsZero)
            {
                // Divided by what the payers still owe, so that the last sufferer gets exactly what is left.
                var column = LargestRemainder.Split(open, remaining.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal));
                steps.Left($"column/{sufferer}", column);
                foreach (var (payer, amount) in column.Amounts.Where(entry => !entry.Value.IsZero))
                {
                    remaining[payer] -= amount;
                    lines.Add(new AllocationLine(AllocationLineKind.PartyPays, sufferer, amount, payer, BearingReason.Excess));
                    steps.Add($"line/{sufferer}/party-pays/{payer}", new($"{payer} pays {sufferer}", $"{payer} 支付 {sufferer}"), amount);
                }
            }

            if (own.IsZero) continue;
            lines.Add(new AllocationLine(AllocationLineKind.SuffererBears, sufferer, own, Reason: BearingReason.Excess));
            steps.Add($"line/{sufferer}/sufferer-bears", new($"{sufferer} bears itself", $"{sufferer} 自行承担"), own);
        }

        return lines;
    }

    // What of a party's share covers its own loss.
    private static Money Own(IReadOnlyDictionary<string, Money> rests, string party, Money share) =>
        rests.TryGetValue(party, out var rest) ? Money.Min(share, rest) : Money.Zero(share.Currency);

    private static EscalationInput? Read(InputReader inputs)
    {
        var nested = inputs.Object("allocation");
        var allocation = nested is null ? null : AllocationV2Reader.Read(nested);
        nested?.Close();
        var shares = inputs.Amounts("shares", allocation?.Currency, RuleLimits.Parties);
        return allocation is null ? null : new EscalationInput(allocation, shares);
    }
}
