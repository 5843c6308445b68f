using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A calculation and what would count by it.</summary>
internal sealed record Evaluated(MethodResult Result, Money Value);

/// <summary>What a value may rest on: a method the agreement allows for the kind, its terms, and inputs that the method takes.</summary>
internal static class ProposalRules
{
    /// <summary>Where the method's inputs stand in the request.</summary>
    private const string Inputs = "inputs";

    /// <summary>Calculates the value; null and the reason when the agreement or the method refuses.</summary>
    public static Evaluated? Evaluate(Subject subject, AgreementDocument agreement, ProposeValue command, out Rejection? refused)
    {
        refused = null;
        if (agreement.PolicyOf(subject.Kind) is not { } policy)
            refused = new KindNotAgreed(subject.Kind, agreement.Version);
        else if (subject.Claimed.Currency != agreement.Currency)
            refused = new WrongCurrency(subject.Claimed.Currency, agreement.Currency);
        else if (!policy.Methods.Contains(command.Method))
            refused = new MethodNotAgreed(command.Method, subject.Kind, policy.Methods) { Field = "method" };
        else if (Find(command) is not { } method)
            refused = new MethodVersionUnknown(command.Method, command.Version ?? 0) { Field = "version" };
        else
            return Evaluate(method, subject, agreement, command, out refused);
        return null;
    }

    private static Evaluated? Evaluate(
        Method method, Subject subject, AgreementDocument agreement, ProposeValue command, out Rejection? refused)
    {
        var evaluation = method.Evaluate(command.Inputs, agreement.TermsFor(subject.Kind, subject.Claimed, subject.EffectiveOn));
        refused = evaluation.Rejection is { } rejection ? rejection.At(Under(rejection.Field)) : null;
        return evaluation.Result is { } result ? new Evaluated(result, result.FiguresAs<ValuationFigures>().Accepted) : null;
    }

    private static Method? Find(ProposeValue command) =>
        command.Version is { } version ? MethodCatalogue.Find(command.Method, version) : MethodCatalogue.Latest(command.Method);

    private static string Under(string? field) => field is null or "$" ? Inputs : field[0] == '[' ? Inputs + field : $"{Inputs}.{field}";
}
