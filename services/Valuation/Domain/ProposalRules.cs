using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A calculation and what would count by it.</summary>
internal sealed record Evaluated(MethodResult Result, Money Value, ValuationBasis? Basis);

/// <summary>What to calculate.</summary>
/// <param name="Method">Rule id.</param>
/// <param name="Version">Rule version; null means the newest.</param>
/// <param name="Inputs">What the valuer entered, without the agreement's terms; undefined where all comes from the register.</param>
/// <param name="Register">What is taken from the register, or null.</param>
/// <param name="Known">What the register holds of it.</param>
/// <param name="Alternatives">Numbers of alternatives it is reconciled with.</param>
/// <param name="Counts">Whether the value is to count: only then must the agreement allow the method.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Blind">Whether it is calculated for somebody who must not learn the claim: then it caps nothing.</param>
internal sealed record Calculation(
    string Method, int? Version, JsonElement Inputs, RegisterChoice? Register, KnownRegister Known, IReadOnlyList<int> Alternatives, bool Counts,
    DateTimeOffset At, bool Blind = false)
{
    public static Calculation Of(ProposeValue command) => new(
        command.Method, command.Version, command.Inputs, command.Register, command.Known ?? KnownRegister.Empty, command.Alternatives ?? [],
        Counts: true, command.At);
}

/// <summary>What a value may rest on: a method the agreement allows for the kind, its terms, usable evidence, and inputs that the method takes.</summary>
internal static class ProposalRules
{
    /// <summary>Where the method's inputs stand in the request.</summary>
    private const string Inputs = "inputs";

    /// <summary>Calculates the value; null and the reason when the agreement, the register or the method refuses.</summary>
    public static Evaluated? Evaluate(
        Subject subject, AgreementDocument agreement, Calculation command, IReadOnlyList<Alternative> alternatives, out Rejection? refused)
    {
        refused = null;
        if (agreement.PolicyOf(subject.Kind) is not { } policy)
            refused = new KindNotAgreed(subject.Kind, agreement.Version);
        else if (subject.Claimed.Currency != agreement.Currency)
            refused = new WrongCurrency(subject.Claimed.Currency, agreement.Currency);
        else if (subject.Claim is null && agreement.Valuation.CapAtClaim && !command.Blind)
            refused = new ClaimIsSecret(agreement.Version);
        else if (command.Counts && !policy.Methods.Contains(command.Method))
            refused = new MethodNotAgreed(command.Method, subject.Kind, policy.Methods) { Field = "method" };
        else if (!MethodCatalogue.IsKnown(command.Method, MethodPurpose.Valuation))
            refused = new MethodUnknown(command.Method) { Field = "method" };
        else if (Find(command) is not { } method)
            refused = new MethodVersionUnknown(command.Method, command.Version ?? 0) { Field = "version" };
        else if (Cited(command.Alternatives, alternatives, out refused) is { } cited)
            return Evaluate(method, subject, agreement, command, cited, out refused);
        return null;
    }

    private static Evaluated? Evaluate(
        Method method, Subject subject, AgreementDocument agreement, Calculation command, List<CitedAlternative> cited, out Rejection? refused)
    {
        refused = null;
        BuiltInputs? built = null;
        if (command.Register is { } register)
        {
            built = RegisterInputs.Build(method, register, command.Known, command.Inputs, subject, agreement, command.At, out refused);
            if (built is null) return null;
        }
        else if (command.Inputs.ValueKind == JsonValueKind.Undefined)
        {
            refused = Problems.Missing(Inputs);
            return null;
        }

        var evaluation = method.Evaluate(built?.Inputs ?? command.Inputs, subject.TermsUnder(agreement, subject.EffectiveOn));
        refused = evaluation.Rejection is { } rejection ? rejection.At(built is null ? Under(rejection.Field) : InRegister(rejection.Field)) : null;
        if (evaluation.Result is not { } result) return null;
        var basis = built is null && cited.Count == 0
            ? null
            : new ValuationBasis(built?.Evidence ?? [], built?.Indexes ?? [], cited, command.Register?.Subject);
        return new Evaluated(result, result.FiguresAs<ValuationFigures>().Accepted, basis);
    }

    private static List<CitedAlternative>? Cited(IReadOnlyList<int> numbers, IReadOnlyList<Alternative> alternatives, out Rejection? refused)
    {
        refused = null;
        var cited = new List<CitedAlternative>();
        for (var i = 0; i < numbers.Count; i++)
        {
            var here = JsonPath.Item("alternatives", i);
            if (numbers.Take(i).Contains(numbers[i])) refused = Problems.Duplicate(here, $"{numbers[i]}");
            else if (alternatives.FirstOrDefault(other => other.Number == numbers[i]) is not { } found) refused = new AlternativeUnknown(numbers[i]) { Field = here };
            else cited.Add(found.Cited);
            if (refused is not null) return null;
        }

        return cited;
    }

    private static Method? Find(Calculation command) =>
        command.Version is { } version ? MethodCatalogue.Find(command.Method, version) : MethodCatalogue.Latest(command.Method);

    private static string Under(string? field) => JsonPath.Within(Inputs, field);

    // Comparables, quotes and series stand in the inputs in the order in which they were chosen.
    private static string InRegister(string? field)
    {
        foreach (var (list, chosen) in new[] { ("comparables", "evidence"), ("quotes", "evidence"), ("indexes", "series"), ("evidence", "evidence") })
        {
            if (field == list || (field?.StartsWith($"{list}[", StringComparison.Ordinal) ?? false)) return $"register.{chosen}{field[list.Length..]}";
        }

        return Under(field);
    }
}
