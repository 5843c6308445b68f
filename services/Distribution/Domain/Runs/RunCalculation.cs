using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What a run comes to.</summary>
/// <param name="Result">The waterfall.</param>
/// <param name="Movement">The reserve.</param>
/// <param name="Lines">Per party, by id.</param>
/// <param name="Deductions">What is taken of shares after the waterfall.</param>
internal sealed record RunFigures(
    MethodResult Result, ReserveMovement Movement, IReadOnlyList<RunLine> Lines, IReadOnlyList<Deduction> Deductions);

/// <summary>Runs a pool through the agreement's waterfall and settles the losses: pure, and exact to the smallest unit.</summary>
internal static class RunCalculation
{
    /// <summary>The figures, or why there are none.</summary>
    public static RunFigures? Compute(AgreementDocument agreement, RunInputs inputs, out Rejection? rejection)
    {
        try
        {
            return Calculate(agreement, inputs, out rejection);
        }
        catch (OverflowException)
        {
            // Each amount may be small enough to be kept and their sum not.
            rejection = new RunTooLarge();
            return null;
        }
    }

    /// <summary>The pool through the agreement's waterfall, without the losses.</summary>
    public static Evaluation Share(AgreementDocument agreement, RunInputs inputs) =>
        Share(agreement, inputs, inputs.Lists.Values.Select(value => new DatedContribution(value.Party, value.EffectiveOn, value.Accepted)));

    /// <summary>The same from accepted values that were summed before.</summary>
    /// <exception cref="OverflowException">A sum is beyond 64 bits.</exception>
    public static Evaluation Share(AgreementDocument agreement, RunInputs inputs, IEnumerable<DatedContribution> values)
    {
        var currency = agreement.Currency;
        var paidIn = values.ToList();
        var accepted = paidIn
            .GroupBy(value => value.Party, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Money.Sum(group.Select(value => value.Amount), currency), StringComparer.Ordinal);
        var claims = inputs.Lists.Claims.Select(claim => new CostClaim(claim.Reference, claim.Party, claim.Amount, claim.Class)).ToList();
        var input = WaterfallInput.Under(agreement, inputs.Pool.Amount, accepted, claims);
        if (inputs.Pool.Coalition is { } coalition) input = input.Among(coalition.Parties);
        if (inputs.Extras is { } extras)
        {
            input = input with
            {
                Scores = Scores(extras, ResidualMeasure.PerformanceScore), GameValues = Scores(extras, ResidualMeasure.GameValue),
                CarriedIn = extras.Carried?.Carry(),
                Profile = extras.Profile is { } profile ? new BenefitProfile(profile.InventorMinimum, profile.MaximumShares) : null,
            };
        }

        return Waterfall.Method.Evaluate(input.Over(inputs.Pool.Period, inputs.Reserve.Opening, paidIn));
    }

    private static IReadOnlyDictionary<string, Rational>? Scores(RunExtras extras, ResidualMeasure measure) =>
        extras.Scores?.FirstOrDefault(scores => scores.Measure == measure)?.Values;

    /// <summary>The one thing a run may never get wrong.</summary>
    /// <exception cref="InvalidOperationException">Cash and closing reserve do not sum to pool and opening reserve.</exception>
    public static void Prove(Money pool, ReserveMovement movement, IReadOnlyList<RunLine> lines)
    {
        var cash = Money.Sum(lines.Select(line => line.Cash), pool.Currency);
        if (cash + movement.Closing != pool + movement.Opening)
            throw new InvalidOperationException($"Cash {cash} and reserve {movement.Closing} do not sum to {pool} and {movement.Opening}.");
    }

    private static RunFigures? Calculate(AgreementDocument agreement, RunInputs inputs, out Rejection? rejection)
    {
        var currency = agreement.Currency;
        if (Amounts(inputs).FirstOrDefault(amount => amount.Currency != currency) is { } foreign)
        {
            rejection = new RunCurrencyMixed(foreign.Currency, currency);
            return null;
        }

        var evaluation = Share(agreement, inputs);
        if (evaluation.Result is not { } result)
        {
            rejection = evaluation.Rejection;
            return null;
        }

        var figures = result.FiguresAs<WaterfallFigures>();
        var payments = inputs.Lists.Charges.SelectMany(charge => charge.Payments).ToList();
        var drawn = Money.Sum(payments.Where(payment => payment.Payer is null).Select(payment => payment.Amount), currency);
        var returned = Money.Sum(payments.Where(payment => payment.ToReserve).Select(payment => payment.Amount), currency);
        var closing = inputs.Reserve.Opening + figures.Reserve + returned - drawn;
        if (closing.Sign < 0)
        {
            rejection = new ReserveOverdrawn(inputs.Reserve.Opening, figures.Reserve, drawn);
            return null;
        }

        var lines = Lines(figures.Shares, payments, currency);
        var movement = new ReserveMovement(inputs.Reserve.Opening, figures.Reserve, drawn, closing, returned.IsZero ? null : returned);
        Prove(inputs.Pool.Amount, movement, lines);
        rejection = null;
        return new RunFigures(result, movement, lines, RunDeductions.Of(inputs.Extras?.Terms, figures.Shares, currency));
    }

    private static List<RunLine> Lines(IReadOnlyDictionary<string, Money> shares, List<ChargePayment> payments, Currency currency)
    {
        var parties = shares.Keys
            .Concat(payments.Where(payment => !payment.ToReserve).Select(payment => payment.Party)).Concat(payments.Select(payment => payment.Payer).OfType<string>())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return
        [
            .. parties.Select(party =>
            {
                var share = shares.GetValueOrDefault(party) ?? Money.Zero(currency);
                var received = Money.Sum(payments.Where(payment => payment.Party == party).Select(payment => payment.Amount), currency);
                var paid = Money.Sum(payments.Where(payment => payment.Payer == party).Select(payment => payment.Amount), currency);
                return new RunLine(party, share, received, paid, share + received - paid);
            }),
        ];
    }

    private static IEnumerable<Money> Amounts(RunInputs inputs) =>
        inputs.Lists.Values.Select(value => value.Accepted)
            .Concat(inputs.Lists.Claims.Select(claim => claim.Amount))
            .Concat(inputs.Lists.Charges.SelectMany(charge => charge.Payments.Select(payment => payment.Amount)))
            .Append(inputs.Pool.Amount).Append(inputs.Reserve.Opening);
}
