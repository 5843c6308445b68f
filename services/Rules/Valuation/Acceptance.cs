namespace Ledger.Rules;

/// <summary>The last lines of every valuation: rounded value, cap at the claim, excess; and the evidence rules all share.</summary>
internal static class Acceptance
{
    /// <summary>Rounds the exact value half-up to money and applies the claim.</summary>
    public static ValuationFigures Of(Rational exact, ValuationTerms terms, Steps steps)
    {
        var value = Money.FromRational(exact, terms.Currency, Rounding.HalfUp);
        steps.Add("value", new("Value by the method", "方法所得价值"), value, value.Value == exact ? null : exact.ToDecimal(8, Rounding.HalfUp),
            new("Rounded half-up to the smallest unit.", "四舍五入至最小货币单位。"));

        var accepted = terms.CapAtClaim ? Money.Min(value, terms.Claimed) : value;
        var capped = accepted < value;
        steps.Add("claimed", new("Claimed value", "申报价值"), terms.Claimed);
        steps.Add("accepted", new("Accepted value", "认定价值"), accepted, capped ? $"min({value.Amount}, {terms.Claimed.Amount})" : null,
            capped ? new Text("The agreement credits no more than was claimed.", "协议规定认定价值不超过申报价值。") : null);

        var excess = Money.Max(terms.Claimed - accepted, Money.Zero(terms.Currency));
        steps.Add("excess", new("Claim beyond the accepted value", "申报超出认定部分"), excess, $"max(0, {terms.Claimed.Amount} - {accepted.Amount})");
        return new ValuationFigures(value, accepted, excess) { Steps = steps.Lines };
    }

    /// <summary>Refuses when fewer pieces of evidence count than the agreement asks for.</summary>
    public static void EnoughEvidence(Checks checks, int count, ValuationTerms terms, string field) =>
        checks.That(count >= terms.MinEvidence, () => new InputRejection("valuation.too-few-evidence",
            new($"The agreement asks for {Problems.Invariant(terms.MinEvidence)} usable pieces of evidence; there are {Problems.Invariant(count)}.",
                $"协议要求至少{Problems.Invariant(terms.MinEvidence)}份可用凭证，现有{Problems.Invariant(count)}份。"))
            { Field = field, Value = Problems.Invariant(count) });

    /// <summary>Refuses market evidence from after the valuation date: nobody could have known it then.</summary>
    public static void NotAfter(Checks checks, DateOnly priced, ValuationTerms terms, string field) =>
        checks.That(priced <= terms.On, () => new InputRejection("valuation.evidence-after-date",
            new($"The evidence is of {priced:yyyy-MM-dd}, after the valuation date {terms.On:yyyy-MM-dd}.",
                $"凭证日期{priced:yyyy-MM-dd}晚于评估基准日{terms.On:yyyy-MM-dd}。"))
            { Field = field, Value = $"{priced:yyyy-MM-dd}" });
}
