namespace Ledger.Rules;

/// <summary>Inputs of <see cref="CashFace"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Received">What arrived, by the bank's record.</param>
/// <param name="Currency">Currency of the receipt; null means the agreement's. Another one is refused: there is no rate here.</param>
/// <param name="Evidence">References of the evidence cited.</param>
public sealed record CashFaceInput(ValuationTerms Terms, Money Received, Currency? Currency, IReadOnlyList<string> Evidence);

/// <summary>Cash counts at its face: the amount the bank's record shows as received.</summary>
public static class CashFace
{
    public static Method<CashFaceInput, ValuationFigures> Method { get; } = new("cash.face", 1, MethodPurpose.Valuation,
        new("Cash at face amount", "现金按实收金额"), Read, Value);

    /// <summary>Values a cash contribution.</summary>
    /// <returns>Figures; or cash.currency-mismatch, money.not-positive, valuation.too-few-evidence.</returns>
    public static Outcome<ValuationFigures> Value(CashFaceInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Received.Sign > 0, () => Problems.AmountNotPositive("received", input.Received.Amount));
        checks.That(input.Currency is null || input.Currency == input.Terms.Currency, () => new InputRejection("cash.currency-mismatch",
            new($"The cash came in {input.Currency!.Code}, the agreement counts in {input.Terms.Currency.Code}.",
                $"到账货币为{input.Currency!.Code}，协议货币为{input.Terms.Currency.Code}。")) { Field = "currency", Value = input.Currency!.Code });
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        steps.Add("received", new("Received by the bank's record", "银行记录实收"), input.Received);
        return Acceptance.Of(input.Received.Value, input.Terms, steps);
    }

    private static CashFaceInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var currency = inputs.Has("currency") ? inputs.Currency("currency") : null;
        var received = inputs.Amount("received", terms?.Currency);
        var evidence = inputs.OptionalIdentifiers("evidence");
        return terms is null || received is null ? null : new CashFaceInput(terms, received, currency, evidence);
    }
}
