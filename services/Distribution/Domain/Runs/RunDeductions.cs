using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What terms of settlement take of shares: first the carriers' recovery, then what is withheld of what is left.</summary>
internal static class RunDeductions
{
    /// <summary>The deductions, by party.</summary>
    /// <exception cref="OverflowException">An amount is beyond 64 bits.</exception>
    public static IReadOnlyList<Deduction> Of(TermsInput? terms, IReadOnlyDictionary<string, Money> shares, Currency currency)
    {
        if (terms is null) return [];
        var left = shares.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var deductions = new List<Deduction>();
        Carries(terms, left, currency, deductions);
        foreach (var term in terms.Withholding.OrderBy(term => term.Party, StringComparer.Ordinal))
        {
            if (left.GetValueOrDefault(term.Party) is not { Sign: > 0 } basis) continue;
            var amount = Money.FromRational(basis.Value * term.Rate, currency, Rounding.HalfUp);
            if (!amount.IsZero) deductions.Add(new Deduction(DeductionKind.Withheld, term.Party, null, amount, $"{basis.Amount} * {term.Rate}"));
        }

        return deductions;
    }

    // The published rule decides what is kept: the shares as they stand are the interests in what is shared, and no new cost is borne.
    private static void Carries(TermsInput terms, Dictionary<string, Money> left, Currency currency, List<Deduction> deductions)
    {
        var open = terms.Carries.Where(carry => left.GetValueOrDefault(carry.Term.Carried) is { Sign: > 0 }).ToList();
        var total = Money.Sum(left.Values, currency);
        if (open.Count == 0 || total.Sign <= 0) return;
        var figures = CarriedInterest.Apply(new CarriedInterestInput(
            currency, left.ToDictionary(entry => entry.Key, entry => entry.Value.Value * 100 / total.Value, StringComparer.Ordinal),
            [.. open.Select(carry => new Carry(carry.Term.Carried, carry.Term.Carriers, carry.Term.Costs, carry.Recovered, carry.Term.Penalty))],
            Money.Zero(currency), total)).Value;
        // A carrier that has no part in this pool cannot be paid by it: the carry waits for one in which all take part.
        if (figures is null) return;
        for (var i = 0; i < open.Count; i++)
        {
            var (carry, after) = (open[i], figures.Carries[i]);
            var kept = after.Recovered - carry.Recovered;
            if (kept.IsZero) continue;
            var target = after.Recovered + after.Outstanding;
            foreach (var (carrier, amount) in LargestRemainder.Split(kept, carry.Term.Carriers).Amounts.Where(entry => !entry.Value.IsZero))
            {
                deductions.Add(new Deduction(
                    DeductionKind.CarryRepaid, carry.Term.Carried, carrier, amount,
                    $"min({left[carry.Term.Carried].Amount}, {target.Amount} - {carry.Recovered.Amount}) * {carry.Term.Carriers[carrier]} / 100"));
            }

            left[carry.Term.Carried] -= kept;
            foreach (var (carrier, amount) in LargestRemainder.Split(kept, carry.Term.Carriers).Amounts)
                left[carrier] = (left.GetValueOrDefault(carrier) ?? Money.Zero(currency)) + amount;
        }
    }
}
