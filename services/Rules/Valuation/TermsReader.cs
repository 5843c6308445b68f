namespace Ledger.Rules;

/// <summary>Reads the member "terms" of a method's inputs.</summary>
internal static class TermsReader
{
    public static ValuationTerms? Valuation(InputReader inputs)
    {
        if (inputs.Object("terms") is not { } terms) return null;
        var currency = terms.Currency("currency");
        var claimed = terms.Amount("claimed", currency);
        var cap = terms.Boolean("capAtClaim");
        var minEvidence = terms.Integer("minEvidence", 0, RuleLimits.Items);
        var on = terms.Date("on");
        terms.Close();
        return currency is not null && claimed is not null && cap is { } atClaim && minEvidence is { } least && on is { } day
            ? new ValuationTerms(currency, claimed, atClaim, least, day)
            : null;
    }

    public static LossTerms? Loss(InputReader inputs)
    {
        if (inputs.Object("terms") is not { } terms) return null;
        var currency = terms.Currency("currency");
        terms.Close();
        return currency is null ? null : new LossTerms(currency);
    }
}
