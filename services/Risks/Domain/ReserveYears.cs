using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>The reserve of one agreement in one calendar year.</summary>
/// <param name="AgreementId">Agreement whose reserve it is.</param>
/// <param name="Year">Calendar year.</param>
/// <param name="Limit">The most the reserve pays for losses of the year, by the newest version that covers part of it.</param>
/// <param name="Committed">What allocations of the year's losses draw, less what came back.</param>
/// <param name="Left">Limit less committed; never below zero.</param>
/// <param name="Funded">What settled pools whose period ends in the year put in.</param>
/// <param name="Drawn">What they paid to sufferers.</param>
/// <param name="Closing">The reserve after the last of them, and after corrections that were booked since; null before there is one.</param>
/// <param name="Corrected">What corrections on days of the year put in; below zero, took out; null when there were none.</param>
public sealed record ReserveYear(
    string AgreementId, int Year, Money Limit, Money Committed, Money Left, Money Funded, Money Drawn, Money? Closing, Money? Corrected = null);

/// <summary>Puts commitments and settlements side by side, per agreement and year.</summary>
public static class ReserveYears
{
    /// <summary>Every year in which something happened to a reserve, and the current year of every agreement in force.</summary>
    /// <param name="agreements">All adopted versions.</param>
    /// <param name="lastDraws">How far each agreement and year is committed.</param>
    /// <param name="settlements">All settlements.</param>
    /// <param name="thisYear">The current calendar year.</param>
    /// <param name="corrections">Corrections of settlements that moved a reserve; null for none.</param>
    public static IReadOnlyList<ReserveYear> Of(
        IReadOnlyList<AdoptedAgreement> agreements, IReadOnlyList<ReserveCommitment> lastDraws, IReadOnlyList<ReserveSettled> settlements, int thisYear,
        IReadOnlyList<ReserveCorrected>? corrections = null)
    {
        var years = lastDraws.Select(draw => (draw.AgreementId, draw.Year))
            .Concat(settlements.Select(settled => (settled.AgreementId, settled.Period.To.Year)))
            .Concat((corrections ?? []).Select(corrected => (corrected.AgreementId, corrected.On.Year)))
            .Concat(agreements.Where(agreement => Covers(agreement.Document!, thisYear)).Select(agreement => (agreement.AgreementId, Year: thisYear)))
            .Distinct()
            .OrderBy(key => key.AgreementId, StringComparer.Ordinal).ThenBy(key => key.Year);
        return
        [
            .. years.Select(key => Of(
                key.AgreementId, key.Year, agreements,
                lastDraws.SingleOrDefault(draw => (draw.AgreementId, draw.Year) == key),
                [.. settlements.Where(settled => (settled.AgreementId, settled.Period.To.Year) == key).OrderBy(settled => settled.Period.To)],
                [.. (corrections ?? []).Where(corrected => (corrected.AgreementId, corrected.On.Year) == key)])),
        ];
    }

    private static ReserveYear Of(
        string agreementId, int year, IReadOnlyList<AdoptedAgreement> agreements, ReserveCommitment? lastDraw, IReadOnlyList<ReserveSettled> settlements,
        IReadOnlyList<ReserveCorrected> corrections)
    {
        var version = agreements.Where(agreement => agreement.AgreementId == agreementId && Covers(agreement.Document!, year))
            .MaxBy(agreement => agreement.AgreementVersion);
        // A pool may be settled before the copy of its agreement arrives; its own amounts then say the currency.
        var currency = lastDraw?.Committed.Currency ?? version?.Document!.Currency ?? (settlements.Count > 0 ? settlements[0].Closing : corrections[0].Amount).Currency;
        var zero = Money.Zero(currency);
        var limit = version?.Document!.Risk.Allocation.ReserveLimit ?? lastDraw?.Limit ?? zero;
        if (limit.Currency != currency) limit = lastDraw!.Limit ?? zero;
        var committed = lastDraw?.Committed ?? zero;
        var own = settlements.Where(settled => settled.Closing.Currency == currency).ToList();
        var moved = corrections.Where(corrected => corrected.Amount.Currency == currency).ToList();
        var last = own.LastOrDefault();
        var since = Money.Sum(moved.Where(corrected => last?.At is not { } at || corrected.At > at).Select(corrected => corrected.Amount), currency);
        return new ReserveYear(
            agreementId, year, limit, committed, Money.Max(limit - committed, zero), Money.Sum(own.Select(settled => settled.Funded), currency),
            Money.Sum(own.Select(settled => settled.Drawn), currency), last is null ? null : last.Closing + since,
            moved.Count == 0 ? null : Money.Sum(moved.Select(corrected => corrected.Amount), currency));
    }

    private static bool Covers(AgreementDocument agreement, int year) =>
        agreement.Effective.From.Year <= year && agreement.Effective.To.Year >= year;
}
