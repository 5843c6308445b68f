using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>
/// What lies above all caps, where the agreement has it escalated: one person proposes who bears it, whoever goes above a cap or bears what others
/// suffered agrees by its own signatory, a second person decides. It holds for exactly one preview of one measurement.
/// </summary>
public static class EscalationDecider
{
    public static Decision Decide(RiskEvent state, ProposeEscalation command)
    {
        if (Now(state, command.Allocation, out var refused) is not { } now) return refused!;
        if (command.PreviewHash != now.InputsHash) return new PreviewChanged { Field = "previewHash" };
        if (TextRules.Broken("reason", command.Reason) is { } reason) return reason;
        var (measurement, currency) = (command.Allocation.StandingHash!, command.Allocation.Agreement!.Currency);
        foreach (var (party, share) in command.Shares)
        {
            if (share.Currency != currency) return new ReserveInOtherCurrency(share.Currency, currency) { Field = $"shares.{party}.currency" };
        }

        if (state.Escalations.FirstOrDefault(earlier => earlier.Resolves(measurement, now.InputsHash)) is { } resolved)
            return Same(resolved.Proposed, command) ? Decision.Nothing : new EscalationIsDecided(resolved.Proposed.No);
        if (state.Escalations is [.., { Decided: null } last] && last.Proposed.PreviewHash == command.PreviewHash && Same(last.Proposed, command)) return Decision.Nothing;
        var evaluation = Escalation.Method.Evaluate(JsonSerializer.SerializeToElement(new
        {
            allocation = now.Inputs,
            shares = command.Shares.ToDictionary(share => share.Key, share => share.Value.Amount, StringComparer.Ordinal),
        }));
        if (evaluation.Result is not { } result) return evaluation.Rejection!;
        if (state.Escalations.Count >= RiskLimits.Escalations) return Problems.TooMany("shares", RiskLimits.Escalations);
        var figures = result.FiguresAs<EscalationFigures>();
        var report = state.Reported!.Report;
        return Decision.Accept(new EscalationProposed(
            state.Escalations.Count + 1, report.Reference, report.AgreementId, measurement, now.InputsHash, figures.Rest, figures.Shares, figures.Consents, result,
            command.Reason, command.Allocation.By, command.Allocation.At));
    }

    public static Decision Decide(RiskEvent state, ConsentToEscalation command)
    {
        if (state.Reported is null) return new RiskEventUnknown();
        if (Standing(state, command.No, out var refused) is not { Proposed: var proposed } found) return refused!;
        var party = command.By.Organisation;
        if (!proposed.Consents.Contains(party)) return new EscalationNotConcerned(party);
        if (found.Consents.Any(consent => consent.Party == party)) return Decision.Nothing;
        return found.Decided is not null
            ? new EscalationIsDecided(command.No)
            : Decision.Accept(new EscalationConsented(command.No, party, proposed.Shares[party], command.By, command.At));
    }

    public static Decision Decide(RiskEvent state, DecideEscalation command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (Standing(state, command.No, out var refused) is not { Proposed: var proposed } found) return refused!;
        if (found.Decided is { } decided) return decided.Accepted == command.Accepts ? Decision.Nothing : new EscalationIsDecided(command.No);
        var by = command.Allocation.By;
        if (by.Person == proposed.By.Person) return new EscalationMakerDecides(by.Person);
        if (by.Person == reported.By.Person || by.Person == state.Measured?.By.Person) return new MakerAllocates(by.Person);
        if (proposed.Shares.ContainsKey(by.Organisation) || reported.Report.Sufferers.ContainsKey(by.Organisation)) return new EscalationInterested(by.Organisation);
        if (command.Allocation.Agreement?.Terms.Dispute is { Panel: { Count: > 0 } panel } && !panel.Contains(by.Organisation)) return new EscalationNotPanel(by.Organisation);
        if (!command.Accepts)
        {
            if (command.Reason is not { } said) return Problems.Missing("reason");
            return TextRules.Broken("reason", said) is { } blank
                ? blank
                : Decision.Accept(new EscalationDecided(command.No, false, said, by, command.Allocation.At));
        }

        if (Now(state, command.Allocation, out refused) is not { } now) return refused!;
        if ((now.InputsHash, command.Allocation.StandingHash) != (proposed.PreviewHash, proposed.MeasurementHash)) return new PreviewChanged();
        return found.Missing().FirstOrDefault() is { } missing
            ? new EscalationConsentMissing(missing)
            : Decision.Accept(new EscalationDecided(command.No, true, null, by, command.Allocation.At));
    }

    /// <summary>Whether an allocation leaves something that has to be decided first.</summary>
    internal static bool Escalates(AllocationV2Figures figures) => figures.Excess == ExcessRule.Escalate && !figures.Unallocated.IsZero;

    /// <summary>How the rest of exactly this allocation was decided; null when it was not.</summary>
    internal static EscalationCase? Resolution(RiskEvent state, string measurementHash, string previewHash) =>
        state.Escalations.LastOrDefault(earlier => earlier.Resolves(measurementHash, previewHash));

    private static MethodResult? Now(RiskEvent state, AllocateLoss command, out Rejection? refused)
    {
        refused = state switch
        {
            { Reported: null } => new RiskEventUnknown(),
            { Stage: RiskStage.Withdrawn } => new EventNotOpen(state.Stage),
            { Measured: null } => new NotMeasured(),
            { Allocated: not null } => new AlreadyAllocated(),
            _ => command.Agreement is null ? new RiskAgreementNotActive(state.Reported.Report.AgreementId, state.Reported.Report.OccurredOn) : null,
        };
        return refused is null ? Allocation.Evaluate(state, command.Agreement!, command, out refused) : null;
    }

    // Only the last proposal can be agreed to or decided.
    private static EscalationCase? Standing(RiskEvent state, int no, out Rejection? refused)
    {
        var found = state.Escalations.FirstOrDefault(earlier => earlier.Proposed.No == no);
        refused = found is null ? new EscalationUnknown(no) : no < state.Escalations.Count ? new EscalationReplaced(no) : null;
        return refused is null ? found : null;
    }

    private static bool Same(EscalationProposed standing, ProposeEscalation command)
    {
        var asked = command.Shares.Where(share => !share.Value.IsZero).ToList();
        return standing.Reason == command.Reason && standing.Shares.Count == asked.Count
            && asked.All(share => standing.Shares.TryGetValue(share.Key, out var amount) && amount == share.Value);
    }
}
