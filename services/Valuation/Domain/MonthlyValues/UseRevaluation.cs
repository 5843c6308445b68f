using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// A new value made of months of use: the hours that count in the months that are over, by the method, rates and evidence of the accepted
/// value by hours, under the agreement and terms of the new valuation date. A person proposes it and another accepts it, as any value.
/// </summary>
internal static class UseRevaluation
{
    private const int MinutesPerHour = 60;

    /// <summary>Calculates the new value; null and the reason when the months or the method refuse.</summary>
    public static Evaluated? Evaluate(Appraisal state, StandingValue standing, AgreementDocument document, ProposeRevaluation command, out Rejection? refused)
    {
        if (command.Inputs.ValueKind != JsonValueKind.Undefined || command.Register is not null || command.Roll is not null)
        {
            refused = new UseTakesNoInputs() { Field = command.Register is not null ? "register" : command.Roll is not null ? "roll" : "inputs" };
            return null;
        }

        if (HourlyBasis.Of(state) is not [.., var basis])
        {
            refused = new NotByHours(standing.Method);
            return null;
        }

        if ((command.Method, command.Version ?? basis.MethodVersion) != (basis.MethodId, basis.MethodVersion))
        {
            refused = new UseByAnotherMethod(basis.MethodId, basis.MethodVersion) { Field = command.Method == basis.MethodId ? "version" : "method" };
            return null;
        }

        var last = UseAccount.MonthOf(command.Use!.Until);
        var months = (command.Account?.Months ?? []).Where(month => month.Month <= last && (month.Minutes > 0 || month.Versions.Count > 0)).ToList();
        refused = Broken(months, last, basis.Number, command.On);
        if (refused is not null) return null;

        var hours = new Rational(months.Sum(month => month.Versions[^1].Counted), MinutesPerHour);
        var first = months[0].Month < basis.ValidFrom ? months[0].Month : UseAccount.MonthOf(basis.ValidFrom);
        var count = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
        var evaluated = ProposalRules.Evaluate(
            state.Subject! with { EffectiveOn = command.On }, document,
            new Calculation(basis.MethodId, basis.MethodVersion, basis.InputsFor(hours, count), null, command.Known, [], Counts: true, command.At), state.Alternatives, out refused);
        // The rates come from the papers of the value that they were accepted with.
        var papers = state.Versions.First(value => value.Number == basis.Number).Basis;
        return evaluated is null || papers is null ? evaluated : evaluated with { Basis = papers with { Alternatives = [] } };
    }

    private static Rejection? Broken(List<UseMonth> months, DateOnly last, int basis, DateOnly on)
    {
        if (last.AddMonths(1) > on) return new UseMonthNotOver(last, on) { Field = "use.until" };
        if (months.FirstOrDefault(month => month.Versions.Count == 0 || month.Versions[^1].Minutes != month.Minutes) is { } open) return new UseMonthNotValued(open.Month) { Field = "use.until" };
        if (months.FirstOrDefault(month => month.Versions[^1].Basis != basis) is { } other) return new UseMonthsByOtherValue(other.Month, other.Versions[^1].Basis, basis) { Field = "use.until" };
        return months.Sum(month => month.Versions[^1].Counted) == 0 ? new NoUse(last) { Field = "use.until" } : null;
    }
}

public sealed record UseTakesNoInputs() : Rejection("revaluation.use-takes-no-inputs", RejectionKind.Invalid, new(
    "A value made of months of use takes its inputs from them; leave inputs, register and roll out.", "以月度使用计价时，输入取自各月，不另填 inputs、register 或 roll。"));

public sealed record UseByAnotherMethod(string Method, int Version) : Rejection("revaluation.use-by-another-method", RejectionKind.Invalid, new(
    $"The months are valued by {Method} version {Version}, as the accepted value by hours is.", $"各月按认定价值所用的 {Method} 第 {Version} 版计价。"));

public sealed record UseMonthNotOver(DateOnly Month, DateOnly On) : Rejection("revaluation.use-month-not-over", RejectionKind.Invalid, new(
    $"{Month:yyyy-MM} is not over on {On:yyyy-MM-dd}.", $"至{On:yyyy-MM-dd}，{Month:yyyy-MM} 尚未结束。"));

public sealed record UseMonthNotValued(DateOnly Month) : Rejection("revaluation.use-month-not-valued", RejectionKind.Conflict, new(
    $"The hours of {Month:yyyy-MM} are not valued yet; close the months first.", $"{Month:yyyy-MM} 的工时尚未计价，请先进行月度结算。"));

public sealed record UseMonthsByOtherValue(DateOnly Month, int Number, int Standing) : Rejection("revaluation.use-months-by-other-value", RejectionKind.Conflict, new(
    $"{Month:yyyy-MM} is valued by the rates of value {Number}, later ones by those of value {Standing}: state the inputs.",
    $"{Month:yyyy-MM} 按第 {Number} 版价值的费率计价，其后按第 {Standing} 版：请填写输入。"));

public sealed record NoUse(DateOnly Month) : Rejection("revaluation.no-use", RejectionKind.Conflict, new(
    $"No hours count until {Month:yyyy-MM}.", $"截至 {Month:yyyy-MM} 没有计入的工时。"));
