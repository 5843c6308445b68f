using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// An accepted value falls due, is valued anew as of a later day by a valuer and accepted by a second person; the old one stands until
/// then. Maker and checker, and when two approvers are needed, are as for a first value.
/// </summary>
public static class RevaluationDecider
{
    public static Decision Decide(Appraisal state, HearDue command) =>
        state.Voided is not null || Knows(state, command.Due) || state.Revaluation?.Closed is not null ? Decision.Nothing : Decision.Accept(Due(state, command.Due, command.At));

    public static Decision Decide(Appraisal state, CloseRevaluation command) =>
        state.Voided is not null || Knows(state, command.Why) || state.Revaluation?.Closed is not null
            ? Decision.Nothing
            : Decision.Accept(new RevaluationClosed(command.Why, command.At));

    public static Decision Decide(Appraisal state, JudgeByTime command)
    {
        if (state.Revaluation is { Closed: not null } or { Over: not null } || command.Agreement is not { } agreement) return Decision.Nothing;
        var standing = state.Revaluation?.Due ?? [];
        var facts = TriggerRules.ByTime(state, agreement, command.Series, command.AsOf, out _)
            .Where(due => !standing.Any(other => other.Trigger == due.Trigger))
            .Select(due => (object)Due(state, due, command.At)).ToList();
        return facts.Count == 0 ? Decision.Nothing : Decision.Accept(facts);
    }

    public static Decision Decide(Appraisal state, ProposeRevaluation command)
    {
        if (state.Subject is not { } subject) return new AppraisalUnknown();
        if (Refused(state, command.By, command.On, command.At, out var standing) is { } refused) return refused;
        if (command.Agreement is not { Document: { } document, Source: { } activation } agreement) return new AgreementNotActive(subject.AgreementId, command.On);
        if (AssignmentRules.Refuses(state, document, command.Method, command.By) is { } notHis) return notHis;
        if (EvidenceRules.Blank("reason", command.Reason) is { } blank) return blank;
        if (Evaluate(state, standing!, document, command, out var broken) is not { } evaluated) return broken!;
        return state.Revaluation?.Proposal is { } other && other.Proposal.ProposalHash == Hash(state, evaluated) && other.Proposal.Agreement == activation
            && (other.Against, other.Reason) == (standing!.Number, command.Reason)
            ? Decision.Nothing
            : Decision.Accept(Proposed(state, standing!, agreement, evaluated, command.On, command.Reason, command.By, command.At) with { UseUntil = command.Use is { } use ? UseAccount.MonthOf(use.Until).AddMonths(1).AddDays(-1) : null });
    }

    public static Decision Decide(Appraisal state, AcceptRevaluation command)
    {
        if (state.Subject is not { } subject) return new AppraisalUnknown();
        if (command.By.Organisation == subject.Party) return new OwnAppraisal(subject.Party);
        if (state.Voided is not null) return new ContributionIsReversed();
        // Sent again after it was accepted, it changes nothing.
        if (state.Standing is { Cause: ReplacementCause.Revaluation } done && done.ProposalHash == command.ProposalHash && state.Revaluation?.Proposal is null) return Decision.Nothing;
        if (state.Revaluation?.Proposal is not { } standing) return new NothingToAccept();
        if (command.By.Person == standing.Proposal.By.Person) return new MakerApproves();
        if (command.ProposalHash != standing.Proposal.ProposalHash) return new ProposalChanged { Field = "proposalHash" };
        if (command.Agreement is not { Source: { } activation } agreement) return new AgreementNotActive(subject.AgreementId, standing.On);
        return activation == standing.Proposal.Agreement
            ? Accept(state, standing, state.Revaluation.Approvals, agreement, command.By, command.At)
            : new AgreementChanged(standing.Proposal.AgreementVersion, agreement.AgreementVersion);
    }

    /// <summary>What stands in the way of any new value by this person as of this day, or null and the value that stands.</summary>
    internal static Rejection? Refused(Appraisal state, Actor by, DateOnly on, DateTimeOffset at, out StandingValue? standing)
    {
        standing = state.Standing;
        if (by.Organisation == state.Subject!.Party) return new OwnAppraisal(state.Subject.Party);
        if (state.Voided is not null) return new ContributionIsReversed();
        if (standing is null) return new NoStandingValue();
        if (state.Revaluation?.Closed is { } over) return new RevaluationIsClosed(over.Since);
        if (on > EvidenceRules.Today(at)) return new RevaluationInFuture(on) { Field = "on" };
        return on < standing.ValidFrom ? new RevaluationBeforeStanding(on, standing.ValidFrom) { Field = "on" } : null;
    }

    /// <summary>The fact that puts a new value forward.</summary>
    internal static RevaluationProposed Proposed(
        Appraisal state, StandingValue standing, AdoptedAgreement agreement, Evaluated evaluated, DateOnly on, Text reason, Actor by, DateTimeOffset at,
        Guid? run = null) => new(
        (state.Revaluation ?? new Revaluation()).CaseNumber, standing.Number, on, evaluated.Value, evaluated.Result, evaluated.Basis, Hash(state, evaluated),
        agreement.AgreementVersion, agreement.Source!, agreement.Document!.DocumentHash, reason, by, at, run, SubjectReference.Of(state.Subject!));

    /// <summary>Why one approver is not enough.</summary>
    internal static IReadOnlyList<Finding> NeedsTwo(Appraisal state, Proposal proposal, AgreementDocument agreement) =>
        // The claim can be read by now: that a first value was proposed blind says nothing here.
        ApprovalRules.NeedsTwo(proposal, agreement.Valuation, state.Assignment is null ? null : state.Assignment with { BlindProposal = null });

    private static Decision Accept(
        Appraisal state, RevaluationProposal standing, IReadOnlyList<Approval> approvals, AdoptedAgreement agreement, Actor by, DateTimeOffset at)
    {
        var replacement = new Replacement(
            ReplacementCause.Revaluation, $"revaluation-{state.Revaluation!.Cases}", standing.Proposal.Value, standing.Proposal.Result, standing.Proposal.Basis,
            standing.On, standing.Reason, standing.UseUntil);
        if (replacement.Fact(state, standing.Against, agreement, by, at, out var refused) is not { } replaced) return refused!;
        var reasons = NeedsTwo(state, standing.Proposal, agreement.Document!);
        if (reasons.Count > 0)
        {
            if (approvals is not [{ By: var first }, ..])
                return Decision.Accept(new RevaluationApproved(standing.Proposal.ProposalHash, standing.Proposal.Value, reasons, by, at));
            if (first.Person == by.Person) return Decision.Nothing;
            if (ApprovalRules.Related(first.Organisation, by.Organisation, agreement.Document!)) return new SecondApproverRelated(first.Organisation);
        }

        return Decision.Accept(replaced);
    }

    private static Evaluated? Evaluate(Appraisal state, StandingValue standing, AgreementDocument document, ProposeRevaluation command, out Rejection? refused)
    {
        var subject = state.Subject!;
        if (command.Use is not null) return UseRevaluation.Evaluate(state, standing, document, command, out refused);
        if (!Rollforward.Is(command.Method))
        {
            refused = command.Roll is null ? null : new MethodTakesNoRoll(command.Method) { Field = "roll" };
            return refused is not null ? null : ProposalRules.Evaluate(
                subject with { EffectiveOn = command.On }, document,
                new Calculation(command.Method, command.Version, command.Inputs, command.Register, command.Known, [], Counts: true, command.At),
                state.Alternatives, out refused);
        }

        refused = command.Register is not null || command.Inputs.ValueKind != System.Text.Json.JsonValueKind.Undefined
            ? new MethodCarriesOn(command.Method) { Field = command.Register is null ? "inputs" : "register" }
            : Rollforward.Broken(command.Method, command.Roll, "roll") ?? RollRules.Refused(command.Method, command.Version, command.Roll!.Series, "roll.series", subject, document);
        if (refused is not null) return null;
        var known = command.Roll!.Series is { } series ? command.Known.Series.GetValueOrDefault(series) : null;
        var index = command.Roll.Series is null ? null : Rollforward.Freeze(command.Roll.Series, known, EvidenceRules.Today(command.At), "roll.series", out refused);
        return refused is not null ? null : Rollforward.Evaluate(
            RollRules.Method(command.Method, command.Version)!, command.Roll, index, known, standing, subject, document, command.On, out refused);
    }

    private static RevaluationDue Due(Appraisal state, DueReason due, DateTimeOffset at) =>
        new((state.Revaluation ?? new Revaluation()).CaseNumber, state.Standing?.Number ?? 0, due, at);

    private static bool Knows(Appraisal state, DueReason due) => due.Source is { } source && (state.Revaluation?.Heard.Contains(source.Event) ?? false);

    private static string Hash(Appraisal state, Evaluated evaluated) => ProposalHash.Of(state.Id, evaluated.Result, evaluated.Value, evaluated.Basis);
}

/// <summary>What the agreement allows of a method that carries a value on.</summary>
internal static class RollRules
{
    public static Method? Method(string method, int? version) =>
        version is { } number ? MethodCatalogue.Find(method, number) : MethodCatalogue.Latest(method);

    /// <summary>The first rule broken, or null.</summary>
    public static Rejection? Refused(string method, int? version, string? series, string field, Subject subject, AgreementDocument agreement)
    {
        if (agreement.PolicyOf(subject.Kind) is not { } policy) return new KindNotAgreed(subject.Kind, agreement.Version);
        if (subject.Claimed.Currency != agreement.Currency) return new WrongCurrency(subject.Claimed.Currency, agreement.Currency);
        if (subject.Claim is null && agreement.Valuation.CapAtClaim) return new ClaimIsSecret(agreement.Version);
        if (!policy.Methods.Contains(method)) return new MethodNotAgreed(method, subject.Kind, policy.Methods) { Field = "method" };
        if (Method(method, version) is null) return new MethodVersionUnknown(method, version ?? 0) { Field = "version" };
        return series is not null && policy.IndexSeries is { } agreed && agreed != series ? new SeriesNotAgreed(series, agreed) { Field = field } : null;
    }
}
