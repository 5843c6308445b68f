using System.Text.Json;

namespace Ledger.Rules.Tests;

/// <summary>Short ways to state inputs and look at answers.</summary>
internal static class Given
{
    public static Currency Cny { get; } = Currency.Of("CNY");

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    public static Money Yuan(string amount) => Money.Parse(amount, Cny);

    public static Rational Number(string text) => Rational.Parse(text);

    public static ValuationTerms Terms(string claimed, int minEvidence = 0, bool capAtClaim = true, string on = "2025-03-01", string currency = "CNY") =>
        new(Currency.Of(currency), Money.Parse(claimed, Currency.Of(currency)), capAtClaim, minEvidence, DateOnly.Parse(on));

    public static LossTerms Losses { get; } = new(Cny);

    public static Evaluation Evaluate(string method, string inputs, MethodTerms terms) => MethodCatalogue.Latest(method)!.Evaluate(Json(inputs), terms);

    public static Evaluation Evaluate(string method, string inputs) => MethodCatalogue.Latest(method)!.Evaluate(Json(inputs));

    public static T Figures<T>(this Evaluation evaluation) where T : Figures
    {
        Assert.True(evaluation.Rejection is null, evaluation.Rejection is { } no ? $"{no.Code} at {no.Field}: {no.Message.En}" : "");
        return evaluation.Result!.FiguresAs<T>();
    }

    /// <summary>"code at field" of every rejection, in order.</summary>
    public static string[] Refusals(this Evaluation evaluation)
    {
        Assert.Null(evaluation.Result);
        return [.. evaluation.Rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}")];
    }

    public static string[] Refusals<T>(this Outcome<T> outcome) where T : class
    {
        Assert.Null(outcome.Value);
        return [.. outcome.Rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}")];
    }

    public static string Step(this Evaluation evaluation, string id) => evaluation.Result!.Steps.Single(step => step.Id == id).Value;

    public static Dictionary<string, Rational> Weights(params (string Party, string Weight)[] weights) =>
        weights.ToDictionary(entry => entry.Party, entry => Number(entry.Weight));

    public static Dictionary<string, Money> Amounts(params (string Party, string Amount)[] amounts) =>
        amounts.ToDictionary(entry => entry.Party, entry => Yuan(entry.Amount));

    public static string[] Lines(this IReadOnlyDictionary<string, Money> amounts) => [.. amounts.Select(entry => $"{entry.Key} {entry.Value.Amount}")];
}
