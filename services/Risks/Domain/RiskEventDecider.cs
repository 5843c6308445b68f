using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>A risk event is reported by a member, measured by a finance officer, and its loss allocated by a third person.</summary>
public static class RiskEventDecider
{
    public static Decision Decide(RiskEvent state, ReportRiskEvent command)
    {
        // A repetition is answered by what stands, even when the same report would no longer be taken today.
        if (state.Reported is { } standing)
            return standing.Report == command.Report ? Decision.Nothing : new RiskEventExists(standing.Report.Reference) { Field = "reference" };

        if (ReportRules.Broken(command) is { } broken) return broken;
        var agreement = command.Agreement!;
        var category = agreement.Document!.Category(command.Report.Category)!;
        var late = ReportRules.DaysLate(category, command.Report.OccurredOn, command.At);
        return Decision.Accept(new RiskEventReported(
            command.Report, agreement.AgreementVersion, category.Method, agreement.Document.Currency, agreement.Source!, command.By, command.At,
            late > 0 ? late : null));
    }

    public static Decision Decide(RiskEvent state, MeasureLoss command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (command.Method != reported.Method) return new MethodNotAgreed(command.Method, reported.Method) { Field = "method" };
        var method = command.Version is { } version
            ? MethodCatalogue.Find(command.Method, version)
            : MethodCatalogue.Latest(command.Method);
        if (method is null) return new MethodVersionUnknown(command.Method, command.Version) { Field = "version" };
        if (state.Stage is RiskStage.Withdrawn or RiskStage.Closed) return new EventNotOpen(state.Stage);
        if (command.Known.Agreement is not { } agreement) return new RiskAgreementNotActive(reported.Report.AgreementId, reported.Report.OccurredOn);
        if (EvidenceDecider.Missing(state, agreement) is { Count: > 0 } missing) return new EvidenceIncomplete([.. missing.Select(item => item.Id)]);
        if (AtFault(command, agreement) is { } wrong) return wrong;

        var inputs = Overlaps.Complete(reported.Report, command, out var refused);
        if (refused is not null) return refused;
        var evaluation = method.Evaluate(inputs, new LossTerms(reported.Currency));
        if (evaluation.Result is not { } result)
            return evaluation.Rejection! with { Field = Under("inputs", evaluation.Rejection!.Field) };
        var figures = result.FiguresAs<LossFigures>();
        var split = LargestRemainder.Split(figures.Net, reported.Report.Sufferers);
        IReadOnlyList<SuffererLoss> losses = [.. split.Amounts.Select(entry => new SuffererLoss(entry.Key, entry.Value))];
        var admission = Admission.Of(reported, agreement, command, figures.Net, losses, out refused);
        if (refused is not null) return refused;

        var measured = new LossMeasured(
            result, figures.Gross, figures.Net, losses, command.By, command.At, admission?.FiguresAs<LossAdmissionFigures>().Admitted, admission,
            command.Fault, command.Insurers is { Count: > 0 } answers ? answers : null);
        if (state.Measured is { } standing && Same(standing, measured)) return Decision.Nothing;
        if (state.Allocated is not null) return new AlreadyAllocated();
        var decision = Decision.Accept(measured);
        return Overlaps.Concerns(command.Method) ? decision.AndStart(Span(state, command, inputs)) : decision;
    }

    public static Decision Decide(RiskEvent state, AllocateLoss command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (state.Stage == RiskStage.Withdrawn) return new EventNotOpen(state.Stage);
        if (state.Measured is not { } measured) return new NotMeasured();
        if (command.MeasurementHash != command.StandingHash) return new MeasurementChanged { Field = "measurementHash" };
        if (state.Allocated is not null) return Decision.Nothing;
        if (command.By.Person == reported.By.Person || command.By.Person == measured.By.Person)
            return new MakerAllocates(command.By.Person);
        if (reported.Report.Sufferers.ContainsKey(command.By.Organisation)) return new OwnLoss(command.By.Organisation);
        if (command.Agreement is not { } agreement) return new RiskAgreementNotActive(reported.Report.AgreementId, reported.Report.OccurredOn);
        var approval = agreement.Risk.Allocation.Approval;
        if (approval is { OtherParty: true } && command.By.Organisation == measured.By.Organisation) return new ApproverOfSameParty(command.By.Organisation);

        var result = Allocation.Evaluate(state, agreement, command, out var refused);
        if (result is null) return refused!;
        if (command.PreviewHash is { } read && read != result.InputsHash) return new PreviewChanged { Field = "previewHash" };
        var resolution = EscalationDecider.Resolution(state, command.MeasurementHash, result.InputsHash);
        if (resolution is null && result.FiguresAs<AllocationV2Figures>() is var figures && EscalationDecider.Escalates(figures))
            return new EscalationUnresolved(figures.Unallocated);
        if (approval?.DualAbove is { } most && measured.Shared > most)
        {
            var first = state.Approvals.FirstOrDefault(earlier => earlier.PreviewHash == result.InputsHash);
            if (first is null) return Decision.Accept(new AllocationApproved(result.InputsHash, command.MeasurementHash, measured.Shared, command.By, command.At));
            if (first.By.Person == command.By.Person) return Decision.Nothing;
            if (first.By.Organisation == command.By.Organisation) return new SecondApproverSameParty(first.By.Organisation);
        }

        return Allocation.Decide(state, agreement, command, result, resolution?.Proposed);
    }

    public static RiskEvent Evolve(RiskEvent state, object fact) => RiskEventFold.Evolve(state, fact);

    private static Rejection? AtFault(MeasureLoss command, AgreementDocument agreement)
    {
        if (command.Fault is not { } fault) return null;
        if (agreement.Party(fault.Party) is not { } party || AllocationV2Terms.IsStudents(party)) return new FaultPartyUnknown(fault.Party) { Field = "fault.party" };
        if (fault.RetentionShare is { } share && (share.Sign < 0 || share > Rational.One))
            return Problems.OutOfRange("fault.retentionShare", share.ToString(), "0", "1");
        return TextRules.Broken("fault.reason", fault.Reason);
    }

    private static NewStream Span(RiskEvent state, MeasureLoss command, System.Text.Json.JsonElement inputs)
    {
        var report = state.Reported!.Report;
        var (log, period) = Overlaps.Of(inputs);
        return new NewStream(typeof(MeasuredSpan), command.Known.NextSpan, [new MeasuredSpanRecorded(
            report.AgreementId, command.Known.LastSpan + 1, state.Id, report.Reference, state.Measurements + 1, report.Category,
            [.. report.Sufferers.Keys.Order(StringComparer.Ordinal)], report.OccurredOn, log, period, command.At)]);
    }

    // The hash covers inputs and terms; the same rule on the same inputs gives the same figures.
    private static bool Same(LossMeasured a, LossMeasured b) =>
        (a.Result.RuleId, a.Result.RuleVersion, a.Result.InputsHash, a.Admission?.InputsHash, a.Fault)
            == (b.Result.RuleId, b.Result.RuleVersion, b.Result.InputsHash, b.Admission?.InputsHash, b.Fault)
        && (a.Insurers ?? []).SequenceEqual(b.Insurers ?? []);

    private static string Under(string field, string? path) => path is null or "$" ? field : $"{field}.{path}";
}
