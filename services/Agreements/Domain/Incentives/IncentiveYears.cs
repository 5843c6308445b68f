using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Years of an incentive file: opened in turn, closed in turn, reopened from the last one back.</summary>
internal static class IncentiveYears
{
    public static Decision Open(IncentiveFile state, OpenIncentiveYear command)
    {
        if (command.Year is < AgreementLimits.FirstYear or > AgreementLimits.LastYear) return new IncentiveYearOutOfRange(command.Year) { Field = "year" };
        if (state.Year(command.Year) is not null) return new IncentiveYearExists(command.Year) { Field = "year" };
        if (state.Years.Count > 0 && command.Year != state.Years[^1].Year + 1) return new IncentiveYearGap(state.Years[^1].Year + 1) { Field = "year" };
        if (state.Years.Count >= AgreementLimits.IncentiveYears) return new IncentiveFull(AgreementLimits.IncentiveYears);
        if (state.Currency is { } kept && kept != command.Currency) return new IncentiveCurrency(kept) { Field = "currency" };
        if (Check(command.Parameters) is { } faulty) return faulty;
        if (command.OpeningCarry is { } carry)
        {
            if (state.Years.Count > 0) return new IncentiveCarryNotFirst { Field = "openingCarry" };
            if (NotNegative(carry, command.Currency, "openingCarry") is { } wrong) return wrong;
        }

        return Decision.Accept(new IncentiveYearOpened(
            command.Enterprise, command.Year, command.Currency, command.Parameters, command.OpeningCarry ?? Money.Zero(command.Currency),
            command.By, command.At));
    }

    public static Decision Correct(IncentiveFile state, CorrectIncentiveParameters command)
    {
        if (Standing(state, command.Year, out var refused) is not { } year) return refused!;
        if (Reasons.Check(command.Reason) is { } blank) return blank;
        if (Check(command.Parameters) is { } faulty) return faulty;
        var missing = year.Items.FirstOrDefault(entered => !command.Parameters.Kinds.ContainsKey(entered.Item.Kind));
        if (missing is not null) return new IncentiveKindUnknown(missing.Item.Kind) { Field = "parameters.kinds" };
        if (command.Parameters.Terms is { GroupAllowed: false } && year.Items.FirstOrDefault(entered => entered.Item.PaidBy != state.Enterprise) is { } foreign)
            return new IncentiveGroupNotAllowed(foreign.Item.PaidBy) { Field = "profile" };
        if (command.Parameters.Terms is { Clawback: false } && year.Reductions.Count > 0) return new IncentiveNoClawback { Field = "profile" };
        return Decision.Accept(new IncentiveParametersCorrected(command.Year, command.Parameters, command.Reason, command.By, command.At));
    }

    public static Decision State(IncentiveFile state, StateIncentiveDue command)
    {
        if (Standing(state, command.Year, out var refused) is not { } year) return refused!;
        if (year.Due == command.Due) return Decision.Nothing;
        if (year.Due is not null && Reasons.Check(command.Reason ?? "") is { } blank) return blank;
        if (command.Reason is not null && Reasons.Check(command.Reason) is { } tooLong) return tooLong;
        var amounts = new List<(Money Amount, string Field)> { (command.Due.Education, "education"), (command.Due.Local, "local") };
        if (command.Due.Split is { } split) amounts.AddRange([(split.Education, "split.education"), (split.Local, "split.local")]);
        foreach (var (amount, field) in amounts)
            if (NotNegative(amount, state.Currency!, field) is { } wrong) return wrong;
        return Decision.Accept(new IncentiveDueStated(command.Year, command.Due, command.Reason, command.By, command.At));
    }

    public static Decision Close(IncentiveFile state, CloseIncentiveYear command)
    {
        if (state.Year(command.Year) is not { } year) return new IncentiveYearUnknown(command.Year);
        if (year.Closing is not null) return Decision.Nothing;
        if (DateOnly.FromDateTime(command.At.UtcDateTime) <= year.Days().To) return new IncentiveYearNotOver(command.Year);
        if (state.Years.FirstOrDefault(other => other.Year < command.Year && other.Closing is null) is { } before)
            return new IncentiveYearBeforeOpen(before.Year);
        for (var i = 0; i < year.Items.Count; i++)
        {
            var (item, here) = (year.Items[i].Item, JsonPath.Item("items", i));
            if (year.TreatmentOf(year.Items[i]) == CreditTreatment.AskTaxOffice) return new IncentiveCategoryAsk(item.Reference) { Field = $"{here}.category" };
            if (!year.Counts(year.Items[i])) continue;
            if (item.PaidOn is null) return new IncentiveDayMissing(item.Reference) { Field = $"{here}.paidOn" };
            if (item.AcceptedOn is null) return new IncentiveDayMissing(item.Reference) { Field = $"{here}.acceptedOn" };
            if (item.Evidence.Papers().FirstOrDefault(paper => paper.Sha256 is null) is { Name: { } paper })
                return new IncentiveEvidenceMissing(item.Reference, paper) { Field = $"{here}.evidence.{paper}" };
        }

        var claim = IncentiveClaim.Of(state, command.Year);
        return claim.Result is { } result
            ? Decision.Accept(new IncentiveYearClosed(command.Year, result, command.By, command.At))
            : claim.Open[0];
    }

    public static Decision Reopen(IncentiveFile state, ReopenIncentiveYear command)
    {
        if (state.Year(command.Year) is not { } year) return new IncentiveYearUnknown(command.Year);
        if (year.Closing is null) return new IncentiveYearNotClosed(command.Year);
        if (state.Years.LastOrDefault(other => other.Closing is not null) is { } last && last.Year > command.Year)
            return new IncentiveLaterYearClosed(last.Year);
        return Reasons.Check(command.Reason) is { } blank
            ? blank
            : Decision.Accept(new IncentiveYearReopened(command.Year, command.Reason, command.By, command.At));
    }

    /// <summary>The year when it can still be changed, else why not.</summary>
    public static IncentiveYear? Standing(IncentiveFile state, int year, out Rejection? refused)
    {
        var found = state.Year(year);
        refused = found is null ? new IncentiveYearUnknown(year) : found.Closing is null ? null : new IncentiveYearIsClosed(year);
        return refused is null ? found : null;
    }

    private static Rejection? NotNegative(Money amount, Currency currency, string field) =>
        amount.Currency != currency ? new IncentiveCurrency(currency) { Field = $"{field}.currency" }
        : amount.Sign < 0 ? new IncentiveAmountNegative(amount) { Field = $"{field}.amount" }
        : null;

    private static Rejection? Check(IncentiveParameters parameters)
    {
        if (parameters.Rate < 0 || parameters.Rate > 1) return new IncentiveRateOutOfRange(parameters.Rate) { Field = "parameters.rate" };
        if (parameters.Kinds.Count is 0 or > AgreementLimits.IncentiveKinds || !parameters.Kinds.Keys.All(InputReader.IsIdentifier))
            return new IncentiveKindsMalformed { Field = "parameters.kinds" };
        if (string.IsNullOrWhiteSpace(parameters.Source) || parameters.Source.Length > AgreementLimits.Reason)
            return new IncentiveSourceMissing { Field = "parameters.source" };
        return parameters.Profile is { } profile && !InputReader.IsIdentifier(profile) ? new IncentiveIdMalformed { Field = "parameters.profile" } : null;
    }
}
