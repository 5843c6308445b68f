namespace Ledger.Rules;

/// <summary>Inputs of <see cref="Dilution"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Interests">Percent per party before the call; sum exactly 100.</param>
/// <param name="PaidIn">What all parties have paid in before, in proportion to their interests; at least 0.</param>
/// <param name="Call">What is called from all; above 0.</param>
/// <param name="Paid">Per party: what it paid of the call, for itself or for one that did not; a missing party paid nothing.</param>
/// <param name="Penalty">At least 1: a defaulter's loss of interest is multiplied by it; 1 is none.</param>
public sealed record DilutionInput(
    Currency Currency, IReadOnlyDictionary<string, Rational> Interests, Money PaidIn, Money Call, IReadOnlyDictionary<string, Money> Paid, Rational Penalty);

/// <summary>Figures of <see cref="Dilution"/>.</summary>
/// <param name="Due">Per party: its part of the call.</param>
/// <param name="Shortfalls">Per party that paid less: how much less.</param>
/// <param name="Uncovered">Of the call, what nobody paid.</param>
/// <param name="Interests">Percent per party after the call; exact, sum 100.</param>
public sealed record DilutionFigures(
    IReadOnlyDictionary<string, Money> Due, IReadOnlyDictionary<string, Money> Shortfalls, Money Uncovered, IReadOnlyDictionary<string, Rational> Interests) : Figures;

/// <summary>
/// Reduces the interest of a party that does not pay its part of a cash call: interests become the parties' parts of all that was
/// paid in; with a penalty, a defaulter loses a multiple, and the extra goes to those who paid in full, pro rata. Dilution is one
/// remedy beside default loan and forfeiture; where the venture fails, a smaller interest in it is no loss to the defaulter.
/// Source: default remedies of joint operating and venture agreements.
/// </summary>
public static class Dilution
{
    public static Method<DilutionInput, DilutionFigures> Method { get; } = new("jv.dilution", 1, MethodPurpose.Sharing,
        new("Dilution for an unpaid cash call", "未缴款的权益稀释"), Read, Apply);

    /// <summary>Computes the new interests.</summary>
    /// <returns>
    /// Figures; or jv.interests-not-hundred, jv.call-overpaid, jv.dilution-below-zero, jv.no-paying-party, party.unknown,
    /// input.out-of-range, money.negative, money.not-positive.
    /// </returns>
    public static Outcome<DilutionFigures> Apply(DilutionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<DilutionFigures>();

        var steps = new Steps();
        var split = LargestRemainder.Split(input.Call, input.Interests);
        steps.Add("call", new("Cash call", "缴款通知额"), input.Call);
        steps.Left("call", split);
        var shortfalls = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, due) in split.Amounts)
        {
            var paid = Paid(input, party);
            steps.Add($"due/{party}", new($"Due from {party}", $"{party} 应缴"), due);
            if (paid < due) shortfalls[party] = due - paid;
        }

        var received = Money.Sum(input.Paid.Values, input.Currency);
        var total = (input.PaidIn + received).Value;
        if (total.IsZero) return NobodyPaid();
        var plain = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var (party, interest) in input.Interests)
        {
            plain[party] = ((interest / Interests.Whole * input.PaidIn.Value) + Paid(input, party).Value) / total * Interests.Whole;
            steps.Add($"plain/{party}", new($"Part of {party} in all that was paid in", $"{party} 占实缴总额比例"), plain[party], "%",
                $"({interest}/100 * {input.PaidIn.Amount} + {Paid(input, party).Amount}) / {(input.PaidIn + received).Amount}");
        }

        var (interests, rejection) = Punish(input, plain, shortfalls, steps);
        if (interests is null) return rejection!;
        if (Interests.Sum(interests.Values) != Interests.Whole) throw new InvalidOperationException("The interests do not sum to 100 percent.");
        return new DilutionFigures(split.Amounts, shortfalls, input.Call - received, interests) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static (SortedDictionary<string, Rational>? Interests, InputRejection? Rejection) Punish(
        DilutionInput input, SortedDictionary<string, Rational> plain, SortedDictionary<string, Money> shortfalls, Steps steps)
    {
        var extra = shortfalls.Keys.ToDictionary(
            party => party, party => Rational.Max(input.Interests[party] - plain[party], Rational.Zero) * (input.Penalty - Rational.One), StringComparer.Ordinal);
        var sum = Interests.Sum(extra.Values);
        var payers = plain.Keys.Where(party => !shortfalls.ContainsKey(party)).ToList();
        var payersSum = Interests.Sum(payers.Select(party => plain[party]));
        if (!sum.IsZero && payersSum.IsZero) return (null, NobodyPaid());

        var interests = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var (party, part) in plain)
        {
            interests[party] = extra.TryGetValue(party, out var lost) ? part - lost : part + (sum.IsZero ? Rational.Zero : sum * part / payersSum);
            if (interests[party].Sign < 0)
            {
                return (null, new InputRejection("jv.dilution-below-zero",
                    new($"The penalty would leave '{party}' {interests[party]} percent; below 0 it is forfeiture, which the agreement must state.",
                        $"按此补偿倍数，“{party}”的权益将为{interests[party]}%；低于零即为没收，须由协议另行约定。")) { Field = "penalty", Value = input.Penalty.ToString() });
            }

            steps.Add($"interest/{party}", new($"New interest of {party}", $"{party} 的新权益比例"), interests[party], "%");
        }

        return (interests, null);
    }

    private static void Check(Checks checks, DilutionInput input)
    {
        Interests.Check(checks, input.Interests, "interests");
        checks.NotNegative("paidIn", input.PaidIn);
        checks.That(input.Call.Sign > 0, () => Problems.AmountNotPositive("call", input.Call.Amount));
        checks.That(input.Penalty >= Rational.One, () => Problems.OutOfRange("penalty", input.Penalty.ToString(), "1", "..."));
        foreach (var (party, paid) in input.Paid)
        {
            checks.NotNegative($"paid.{party}", paid);
            Interests.Known(checks, input.Interests, $"paid.{party}", party);
        }

        var received = Money.Sum(input.Paid.Values, input.Currency);
        checks.That(received <= input.Call, () => new InputRejection("jv.call-overpaid",
            new($"{received.Amount} was paid on a call of {input.Call.Amount}.", $"缴款通知额{input.Call.Amount}，实缴{received.Amount}，超出。")) { Field = "paid", Value = received.Amount });
    }

    private static InputRejection NobodyPaid() => new InputRejection("jv.no-paying-party",
        new("Nobody paid, so there is nobody whose interest could grow.", "无人缴款，没有可增加权益的成员。")).At("paid");

    private static Money Paid(DilutionInput input, string party) => input.Paid.GetValueOrDefault(party) ?? Money.Zero(input.Currency);

    private static DilutionInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var interests = inputs.Weights("interests");
        var paidIn = inputs.Amount("paidIn", currency);
        var call = inputs.PositiveAmount("call", currency);
        var paid = inputs.Amounts("paid", currency);
        var penalty = inputs.Number("penalty");
        return currency is not null && paidIn is not null && call is not null && penalty is { } factor
            ? new DilutionInput(currency, interests, paidIn, call, paid, factor)
            : null;
    }
}
