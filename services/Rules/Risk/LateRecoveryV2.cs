namespace Ledger.Rules;

/// <summary>Inputs of <see cref="LateRecoveryV2"/>.</summary>
/// <param name="Allocation">The allocation as it was made (inputs of risk.allocation version 2).</param>
/// <param name="Shares">Who bears how much of what was escalated above all caps (<see cref="EscalationInput.Shares"/>); null: nothing was.</param>
/// <param name="Earlier">Recoveries redistributed before, in order.</param>
/// <param name="Recovery">What came in now.</param>
public sealed record LateRecoveryV2Input(
    AllocationV2Input Allocation, IReadOnlyDictionary<string, Money>? Shares, IReadOnlyList<RecoveryItem> Earlier, RecoveryItem Recovery);

/// <summary>
/// Version 2 of the redistribution of a late recovery: as version 1, but what relieves the rest above all caps goes to those who took it on, by what
/// they still bear of it, not to the sufferers, who had it from them. Source: domain rules, section 5 (late insurance recovery).
/// </summary>
public static class LateRecoveryV2
{
    public static Method<LateRecoveryV2Input, LateRecoveryFigures> Method { get; } = new("risk.late-recovery", 2, MethodPurpose.Allocation,
        new("Late recovery, shared in reverse", "事后追偿的逆向返还"), Read, Redistribute);

    /// <summary>Redistributes.</summary>
    /// <returns>Figures, with <see cref="LateRecoveryFigures.ToExcess"/> per bearer; or the codes of version 1 and of risk.escalation.</returns>
    public static Outcome<LateRecoveryFigures> Redistribute(LateRecoveryV2Input input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = LateRecovery.Redistribute(new LateRecoveryInput(input.Allocation, input.Earlier, input.Recovery));
        if (input.Shares is not { } shares || now.Value is not { } figures) return now;
        var resolved = Escalation.Resolve(new EscalationInput(input.Allocation, shares));
        if (resolved.Value is not { } escalation) return Outcome.Refused<LateRecoveryFigures>(resolved.Rejections);

        var standing = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, share) in escalation.Shares) standing[party] = share;
        for (var i = 0; i < input.Earlier.Count; i++)
        {
            var before = LateRecovery.Redistribute(new LateRecoveryInput(input.Allocation, [.. input.Earlier.Take(i)], input.Earlier[i])).Value!;
            foreach (var (party, amount) in Relief(before, standing).Amounts) standing[party] -= amount;
        }

        var steps = new Steps();
        var relief = Relief(figures, standing);
        steps.Left("excess", relief);
        foreach (var (party, amount) in relief.Amounts.Where(entry => !entry.Value.IsZero))
            steps.Add($"excess/{party}", new($"Of the excess, back to {party}", $"超限部分返还 {party}"), amount, $"{standing[party].Amount}");
        return figures with
        {
            ToExcess = relief.Amounts, Steps = [.. figures.Steps, .. steps.Lines], Residual = [.. figures.Residual, .. steps.Residual],
        };
    }

    // Nobody gets back more than it still bears: the relief is at most what is left of the rest.
    private static Split Relief(LateRecoveryFigures figures, SortedDictionary<string, Money> standing) => LargestRemainder.Split(
        Money.Sum(figures.ToExcess.Values, figures.Recovery.Currency), standing.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal));

    private static LateRecoveryV2Input? Read(InputReader inputs)
    {
        var nested = inputs.Object("allocation");
        var allocation = nested is null ? null : AllocationV2Reader.Read(nested);
        nested?.Close();
        var currency = allocation?.Currency;
        var shares = inputs.Has("shares") ? inputs.Amounts("shares", currency, RuleLimits.Parties) : null;
        var earlier = inputs.OptionalObjects("earlier").Select(entry => LateRecovery.Item(entry, currency)).OfType<RecoveryItem>().ToList();
        var recovery = inputs.Object("recovery") is { } reader ? LateRecovery.Item(reader, currency) : null;
        return allocation is not null && recovery is not null ? new LateRecoveryV2Input(allocation, shares, earlier, recovery) : null;
    }
}
