using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A second method's value that was recorded for comparison.</summary>
/// <param name="Number">From 1 within the appraisal.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="Value">Value by that method, before the claim is looked at.</param>
/// <param name="InputsHash">Hash of its complete inputs.</param>
/// <param name="Reconciliation">Why the methods differ and which one counts.</param>
/// <param name="By">The valuer.</param>
/// <param name="At">When.</param>
public sealed record Alternative(
    int Number, string Method, int MethodVersion, Money Value, string InputsHash, Text Reconciliation, Actor By, DateTimeOffset At)
{
    /// <summary>As a proposal cites it.</summary>
    internal CitedAlternative Cited => new(Number, Method, MethodVersion, InputsHash, Value);
}

/// <summary>Calculate the value by a second method.</summary>
/// <param name="Method">Rule id; any valuation method, the agreement need not allow it.</param>
/// <param name="Version">Rule version; null means the newest.</param>
/// <param name="Inputs">What the valuer entered; undefined where all comes from the register.</param>
/// <param name="Register">What is taken from the register, or null.</param>
/// <param name="Known">What the register holds of it.</param>
/// <param name="Reconciliation">Why the methods differ and which one counts.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="By">The valuer.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ValueAlternative(
    string Method, int? Version, JsonElement Inputs, RegisterChoice? Register, KnownRegister Known, Text Reconciliation, AdoptedAgreement? Agreement,
    Actor By, DateTimeOffset At);

/// <summary>Method comparison: values by other methods are recorded beside the proposal and never take its place.</summary>
public static class AlternativeDecider
{
    public static Decision Decide(Appraisal state, ValueAlternative command)
    {
        if (state.Subject is not { } subject) return new AppraisalUnknown();
        if (state.Voided is not null) return new ContributionIsReversed();
        if (command.By.Organisation == subject.Party) return new OwnAppraisal(subject.Party);
        if (state.Acceptance is not null) return new AlreadyAccepted();
        if (state.Assignment is { } assignment && !assignment.IsValuer(command.By.Person)) return new NotAssigned();
        if (command.Agreement is not { Document: { } document, Source: { } activation })
            return new AgreementNotActive(subject.AgreementId, subject.EffectiveOn);
        if (EvidenceRules.Blank("reconciliation", command.Reconciliation) is { } blank) return blank;

        var calculation = new Calculation(
            command.Method, command.Version, command.Inputs, command.Register, command.Known, [], Counts: false, command.At);
        if (ProposalRules.Evaluate(subject, document, calculation, [], out var refused) is not { Result: { } result } evaluated) return refused!;
        if (state.Alternatives.Any(other => (other.InputsHash, other.Method, other.MethodVersion, other.Reconciliation)
                == (result.InputsHash, result.RuleId, result.RuleVersion, command.Reconciliation)))
            return Decision.Nothing;
        if (state.Alternatives.Count >= MarketEvidenceLimits.Alternatives) return Problems.TooMany("alternatives", MarketEvidenceLimits.Alternatives);
        return Decision.Accept(new AlternativeValued(
            state.Alternatives.Count + 1, result.FiguresAs<ValuationFigures>().Value, evaluated.Value, result, evaluated.Basis, command.Reconciliation,
            document.Version, activation, document.DocumentHash, subject.Source, command.By, command.At, SubjectReference.Of(subject)));
    }

    internal static Appraisal Evolve(Appraisal state, AlternativeValued fact) => state with
    {
        Alternatives =
        [
            .. state.Alternatives,
            new Alternative(
                fact.Number, fact.Result.RuleId, fact.Result.RuleVersion, fact.Value, fact.Result.InputsHash, fact.Reconciliation, fact.By, fact.At),
        ],
        EvidenceUsed = Using(state, fact.Basis),
    };

    /// <summary>The evidence used so far with that of one more calculation.</summary>
    internal static IReadOnlyList<Guid> Using(Appraisal state, ValuationBasis? basis) =>
        basis is null ? state.EvidenceUsed : [.. state.EvidenceUsed.Union(basis.Evidence.Select(item => item.Id))];
}
