namespace Ledger.Rules;

/// <summary>
/// Joint-venture cost and revenue with carried interests: the carriers bear a carried party's part of the cost and keep its part
/// of the revenue until they have recovered what they paid and the penalty (payout); then the party bears and earns its own again.
/// Source: carried-interest set-ups of joint-venture accounting systems; the published example of effective cost percentages.
/// </summary>
public static class CarriedInterest
{
    public static Method<CarriedInterestInput, CarriedInterestFigures> Method { get; } = new("jv.carried-interest", 1, MethodPurpose.Sharing,
        new("Carried interest with payout", "附带权益（代垫与回收）"), Read, Apply);

    /// <summary>Bears a cost and shares a revenue.</summary>
    /// <returns>Figures; or jv.interests-not-hundred, jv.carry-cycle, party.unknown, input.duplicate, money.negative, input.negative.</returns>
    public static Outcome<CarriedInterestFigures> Apply(CarriedInterestInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<CarriedInterestFigures>();

        var steps = new Steps();
        var inForce = input.Carries.Where(carry => !PaidOut(carry)).ToList();
        var interests = Effective(input.Interests, inForce, steps);
        var costs = Nominal("cost", new("Cost", "成本"), input.Cost, input.Interests, steps);
        var revenues = Nominal("revenue", new("Revenue", "收入"), input.Revenue, input.Interests, steps);
        var carries = input.Carries.Select(carry => inForce.Contains(carry) ? Move(carry, costs, revenues, steps) : Reverted(carry, steps)).ToList();
        foreach (var (party, amount) in costs) steps.Add($"cost/{party}", new($"Cost of {party}", $"{party} 承担成本"), amount);
        foreach (var (party, amount) in revenues) steps.Add($"revenue/{party}", new($"Revenue of {party}", $"{party} 所得收入"), amount);

        if (Money.Sum(costs.Values, input.Currency) != input.Cost || Money.Sum(revenues.Values, input.Currency) != input.Revenue)
            throw new InvalidOperationException("Cost and revenue do not sum to what was divided.");
        return new CarriedInterestFigures(interests, costs, revenues, carries) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static void Check(Checks checks, CarriedInterestInput input)
    {
        Interests.Check(checks, input.Interests, "interests");
        checks.NotNegative("cost", input.Cost);
        checks.NotNegative("revenue", input.Revenue);
        for (var i = 0; i < input.Carries.Count; i++)
        {
            var carry = input.Carries[i];
            var here = JsonPath.Item("carries", i);
            Interests.Known(checks, input.Interests, $"{here}.carried", carry.Carried);
            checks.That(!input.Carries.Take(i).Any(earlier => earlier.Carried == carry.Carried), () => Problems.Duplicate($"{here}.carried", carry.Carried));
            checks.NotNegative($"{here}.costsBefore", carry.CostsBefore);
            checks.NotNegative($"{here}.recoveredBefore", carry.RecoveredBefore);
            checks.NotNegative($"{here}.penalty", carry.Penalty);
            Interests.Check(checks, carry.Carriers, $"{here}.carriers");
            foreach (var carrier in carry.Carriers.Keys)
            {
                Interests.Known(checks, input.Interests, $"{here}.carriers.{carrier}", carrier);
                checks.That(!input.Carries.Any(other => other.Carried == carrier), () => new InputRejection("jv.carry-cycle",
                    new($"'{carrier}' is to carry '{carry.Carried}' but is carried itself.", $"“{carrier}”为“{carry.Carried}”代垫，而自身也由他人代垫。"))
                    { Field = $"{here}.carriers.{carrier}", Value = carrier });
            }
        }
    }

    private static SortedDictionary<string, Rational> Effective(IReadOnlyDictionary<string, Rational> interests, List<Carry> inForce, Steps steps)
    {
        var effective = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var (party, interest) in interests) effective[party] = interest;
        foreach (var carry in inForce)
        {
            foreach (var (carrier, part) in carry.Carriers) effective[carrier] += interests[carry.Carried] * part / Interests.Whole;
            effective[carry.Carried] -= interests[carry.Carried];
        }

        foreach (var (party, interest) in effective)
            steps.Add($"interest/{party}", new($"Interest of {party} in costs", $"{party} 的成本承担比例"), interest, "%", interest == interests[party] ? null : $"{interests[party]} -> {interest}");
        return effective;
    }

    private static SortedDictionary<string, Money> Nominal(string line, Text name, Money amount, IReadOnlyDictionary<string, Rational> interests, Steps steps)
    {
        steps.Add(line, name, amount);
        var split = LargestRemainder.Split(amount, interests);
        steps.Left(line, split);
        return new SortedDictionary<string, Money>(split.Amounts.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static CarryFigures Move(Carry carry, SortedDictionary<string, Money> costs, SortedDictionary<string, Money> revenues, Steps steps)
    {
        var line = $"carry/{carry.Carried}";
        var cost = costs[carry.Carried];
        costs[carry.Carried] -= cost;
        Hand($"{line}/cost", cost, carry, costs, steps);
        var paid = carry.CostsBefore + cost;
        var target = Target(carry, paid);
        var open = Money.Max(target - carry.RecoveredBefore, Money.Zero(cost.Currency));
        var kept = Money.Min(revenues[carry.Carried], open);
        revenues[carry.Carried] -= kept;
        Hand($"{line}/revenue", kept, carry, revenues, steps);
        steps.Add($"{line}/cost", new($"Cost paid for {carry.Carried}", $"代 {carry.Carried} 垫付的成本"), cost);
        steps.Add($"{line}/target", new("To recover in all, penalty included", "应回收总额（含补偿）"), target, $"{paid.Amount} * (1 + {carry.Penalty})");
        steps.Add($"{line}/kept", new("Kept of its revenue now", "本次从其收入中回收"), kept, $"min(its revenue, {open.Amount})");
        return new CarryFigures(carry.Carried, true, paid, carry.RecoveredBefore + kept, open - kept);
    }

    private static CarryFigures Reverted(Carry carry, Steps steps)
    {
        steps.Say($"carry/{carry.Carried}", new($"Carry of {carry.Carried}", $"{carry.Carried} 的代垫"), "paid out",
            new("The carriers have recovered cost and penalty: the party bears and earns its own again.", "代垫方已回收成本与补偿：该成员恢复自担成本、自得收入。"));
        return new CarryFigures(carry.Carried, false, carry.CostsBefore, carry.RecoveredBefore, Money.Zero(carry.CostsBefore.Currency));
    }

    private static void Hand(string line, Money amount, Carry carry, SortedDictionary<string, Money> to, Steps steps)
    {
        var split = LargestRemainder.Split(amount, carry.Carriers);
        steps.Left(line, split);
        foreach (var (carrier, part) in split.Amounts) to[carrier] += part;
    }

    private static bool PaidOut(Carry carry) => !carry.CostsBefore.IsZero && carry.RecoveredBefore >= Target(carry, carry.CostsBefore);

    private static Money Target(Carry carry, Money paid) => Money.FromRational(paid.Value * (Rational.One + carry.Penalty), paid.Currency, Rounding.HalfUp);

    private static CarriedInterestInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var interests = inputs.Weights("interests", RuleLimits.Parties);
        var carries = new List<Carry>();
        foreach (var entry in inputs.Objects("carries", mayBeEmpty: true))
        {
            var carried = entry.Identifier("carried");
            var carriers = entry.Weights("carriers");
            var costs = entry.Amount("costsBefore", currency);
            var recovered = entry.Amount("recoveredBefore", currency);
            var penalty = entry.NotNegative("penalty");
            entry.Close();
            if (carried is not null && costs is not null && recovered is not null && penalty is { } rate) carries.Add(new Carry(carried, carriers, costs, recovered, rate));
        }

        var cost = inputs.Amount("cost", currency);
        var revenue = inputs.Amount("revenue", currency);
        return currency is not null && cost is not null && revenue is not null ? new CarriedInterestInput(currency, interests, carries, cost, revenue) : null;
    }
}
