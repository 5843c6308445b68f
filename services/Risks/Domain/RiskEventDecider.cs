using System.Diagnostics;
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
        return Decision.Accept(new RiskEventReported(
            command.Report, agreement.AgreementVersion, agreement.Document!.Category(command.Report.Category)!.Method, agreement.Document.Currency,
            agreement.Source!, command.By, command.At));
    }

    public static Decision Decide(RiskEvent state, MeasureLoss command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (command.Method != reported.Method) return new MethodNotAgreed(command.Method, reported.Method) { Field = "method" };
        var method = command.Version is { } version
            ? MethodCatalogue.Find(command.Method, version)
            : MethodCatalogue.Latest(command.Method);
        if (method is null) return new MethodVersionUnknown(command.Method, command.Version) { Field = "version" };

        var evaluation = method.Evaluate(command.Inputs, new LossTerms(reported.Currency));
        if (evaluation.Result is not { } result)
            return evaluation.Rejection! with { Field = Under("inputs", evaluation.Rejection!.Field) };
        if (state.Measured is { } standing && Same(standing.Result, result)) return Decision.Nothing;
        if (state.Stage == RiskStage.Allocated) return new AlreadyAllocated();

        var figures = result.FiguresAs<LossFigures>();
        var split = LargestRemainder.Split(figures.Net, reported.Report.Sufferers);
        return Decision.Accept(new LossMeasured(
            result, figures.Gross, figures.Net,
            [.. split.Amounts.Select(entry => new SuffererLoss(entry.Key, entry.Value))], command.By, command.At));
    }

    public static Decision Decide(RiskEvent state, AllocateLoss command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (state.Measured is not { } measured) return new NotMeasured();
        if (command.MeasurementHash != command.StandingHash) return new MeasurementChanged { Field = "measurementHash" };
        if (state.Allocated is not null) return Decision.Nothing;
        if (command.By.Person == reported.By.Person || command.By.Person == measured.By.Person)
            return new MakerAllocates(command.By.Person);
        if (reported.Report.Sufferers.ContainsKey(command.By.Organisation)) return new OwnLoss(command.By.Organisation);
        return command.Agreement is { } agreement
            ? Allocation.Decide(state, agreement, command)
            : new RiskAgreementNotActive(reported.Report.AgreementId, reported.Report.OccurredOn);
    }

    public static RiskEvent Evolve(RiskEvent state, object fact) => fact switch
    {
        RiskEventReported f => state with { Stage = RiskStage.Reported, Reported = f },
        LossMeasured f => state with { Stage = RiskStage.Measured, Measured = f },
        AllocationBasisListed f => state with { Basis = [.. state.Basis, .. f.Basis] },
        LossAllocated f => state with { Stage = RiskStage.Allocated, Allocated = f, Basis = [.. state.Basis, .. f.Basis] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a risk event."),
    };

    // The hash covers inputs and terms; the same rule on the same inputs gives the same figures.
    private static bool Same(MethodResult a, MethodResult b) =>
        (a.RuleId, a.RuleVersion, a.InputsHash) == (b.RuleId, b.RuleVersion, b.InputsHash);

    private static string Under(string field, string? path) => path is null or "$" ? field : $"{field}.{path}";
}
